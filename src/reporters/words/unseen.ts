import type { Diagnosis } from '../../diagnosis/diagnosis.ts';

type Check = Diagnosis['checks'][number];
type Coverage = Diagnosis['coverage'][number];

/** One thing that could not be looked at, and why. */
export interface Unseen {
  readonly what: string;
  readonly why: string;
}

const OUTCOME_WORDS = {
  'cannot-tell': 'could not tell',
  skipped: 'was skipped',
  crashed: 'crashed',
} as const;

function unseenCheck(check: Check): readonly Unseen[] {
  if (check.outcome === 'found' || check.outcome === 'clear') return [];
  const words = OUTCOME_WORDS[check.outcome];
  return [{ what: `Check ${check.analyser} ${words}`, why: check.reason }];
}

function unseenArtifacts(row: Coverage): readonly Unseen[] {
  const missing = row.listed - row.present;
  const facts = [
    missing > 0 ? `${missing} of ${row.listed} not in the bundle` : '',
    row.unreadable > 0 ? `${row.unreadable} unreadable` : '',
    row.note,
  ].filter((fact) => fact !== '');
  return facts.length === 0 ? [] : [{ what: row.artifact_type, why: facts.join('; ') }];
}

/** What bounds the verdict: artifacts without bytes first, then checks that could not decide. */
export function unseen(diagnosis: Diagnosis): readonly Unseen[] {
  return [...diagnosis.coverage.flatMap(unseenArtifacts), ...diagnosis.checks.flatMap(unseenCheck)];
}
