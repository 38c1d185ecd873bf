import type { Run } from '../run/run.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { RankedFinding } from './rank.ts';

const MAX_EFFECTS = 3;

/** Cause, its effects, how the run ended: short sentences to be read with arrows between them. */
export function buildCausalChain(
  run: Run,
  verdict: Diagnosis['verdict'],
  ranked: readonly RankedFinding[],
): string[] {
  if (verdict.kind !== 'cause') return [];
  const effects = ranked
    .filter((item) => item.role === 'symptom' && item.explainedBy === verdict.cause)
    .toSorted((a, b) => (a.finding.atMs ?? 0) - (b.finding.atMs ?? 0))
    .slice(0, MAX_EFFECTS);
  return [verdict.summary, ...effects.map((item) => item.finding.title), endOf(run)];
}

function endOf(run: Run): string {
  const status = run.outcome.status ?? 'unknown';
  return status === 'completed'
    ? 'The run was nevertheless recorded as completed.'
    : `The run ended as ${status}.`;
}
