import { failureReasons } from '../../run/facts/failure-reason.ts';
import type { Run } from '../../run/run.ts';
import type { Diagnosis, SkyvernClaim } from '../diagnosis.ts';
import type { RankedFinding } from '../rank.ts';
import { cutText } from './cut-text.ts';
import { judgeCategory, judgeProse, judgeTyped, isRead, type Ground } from './judge-claim.ts';

type SkyvernSaid = NonNullable<Diagnosis['skyvern_said']>;

const MAX_REASON = 2_000;
const MAX_QUOTE = 300;

/** Skyvern's own account, each part of it set against the evidence; undefined when it said nothing. */
export function buildSkyvernSaid(
  run: Run,
  verdict: Diagnosis['verdict'],
  ranked: readonly RankedFinding[],
): SkyvernSaid | undefined {
  const { failureReason, failureCategories, errors } = run.outcome;
  if (failureReason === undefined && failureCategories.length === 0 && errors.length === 0)
    return undefined;
  const claims = claimsOf(run, { verdict, ranked });
  return {
    failure_reason: failureReason === undefined ? null : cutText(failureReason, MAX_REASON),
    categories: failureCategories.map(({ category, confidence }) => ({
      category,
      confidence: confidence ?? null,
    })),
    error_codes: [...new Set(errors.flatMap(({ code }) => code ?? []))],
    agreement: agreementOf(claims),
    claims,
  };
}

function claimsOf(run: Run, ground: Ground): SkyvernClaim[] {
  const categories = run.outcome.failureCategories.map(({ category }) => ({
    said: `category ${category}`,
    ...judgeCategory(category, ground),
  }));
  return [...categories, ...reasonClaims(run, ground)];
}

/** The run's own reason: what the software wrote, and what a model wrote behind it. */
function reasonClaims(run: Run, ground: Ground): SkyvernClaim[] {
  const reason = failureReasons(run).findLast(
    ({ task, block, text }) =>
      text === run.outcome.failureReason && (task !== undefined || block === undefined),
  );
  if (reason === undefined) return [];
  const { text, core, coreStart, isProse } = reason;
  if (isProse && !isRead(ground)) return [proseClaim(core, ground)];
  const tail = text
    .slice(coreStart + core.length)
    .replace(/^[ .]*Possible failure reasons:\s*/, '');
  return [
    { said: cutText(core.trim(), MAX_QUOTE), ...judgeTyped(reason, ground) },
    ...(tail.trim() === '' ? [] : [proseClaim(tail, ground)]),
  ];
}

function proseClaim(prose: string, ground: Ground): SkyvernClaim {
  return { said: cutText(prose.trim(), MAX_QUOTE), ...judgeProse(prose, ground) };
}

function agreementOf(claims: readonly SkyvernClaim[]): SkyvernSaid['agreement'] {
  if (claims.some(({ judgement }) => judgement === 'confirmed')) return 'agrees';
  return claims.some(({ judgement }) => judgement === 'contradicted')
    ? 'disagrees'
    : 'says-nothing';
}
