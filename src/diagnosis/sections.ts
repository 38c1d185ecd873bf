import type { Run } from '../run/run.ts';
import type { Diagnosis, Section } from './diagnosis.ts';
import type { RankedFinding } from './rank.ts';

/** Details beyond the verdict, as typed data that every reporter renders. */
export function buildSections(
  run: Run,
  verdict: Diagnosis['verdict'],
  ranked: readonly RankedFinding[],
): Section[] {
  return SECTIONS.flatMap((build) => build(run, verdict, ranked) ?? []);
}

type SectionBuilder = (
  run: Run,
  verdict: Diagnosis['verdict'],
  ranked: readonly RankedFinding[],
) => Section | undefined;

const SECTIONS: readonly SectionBuilder[] = [whatSkyvernSaid];

function whatSkyvernSaid(run: Run): Section | undefined {
  const { failureReason, failureCategories, errors } = run.outcome;
  if (failureReason === undefined && failureCategories.length === 0 && errors.length === 0)
    return undefined;
  const rows = [
    ...failureCategories.map(
      (category) =>
        `category ${category.category}${category.confidence === undefined ? '' : ` (${category.confidence})`}`,
    ),
    ...errors.map(
      (error) =>
        `${error.isUserDefined ? 'user' : 'system'} error code ${error.code ?? '?'}: ${error.reasoning ?? ''}`,
    ),
  ];
  return {
    id: 'skyvern',
    title: 'What Skyvern said',
    details: [
      { kind: 'text', text: failureReason ?? 'no failure reason' },
      ...(rows.length === 0 ? [] : [{ kind: 'list' as const, rows }]),
    ],
  };
}
