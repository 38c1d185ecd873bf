import type { Run } from '../run/run.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { RankedFinding } from './rank.ts';
import type { DecisivePlace } from './views/failing-step.ts';

const MAX_EFFECTS = 3;

/** The cause, how long the run went on, its effects, how the run ended: short sentences to be read with arrows between them. */
export function buildCausalChain(
  run: Run,
  verdict: Diagnosis['verdict'],
  ranked: readonly RankedFinding[],
  place: DecisivePlace,
): string[] {
  if (verdict.kind !== 'cause') return [];
  const effects = ranked
    .filter((item) => item.role === 'symptom' && item.explainedBy === verdict.cause)
    .toSorted((a, b) => timeOf(a) - timeOf(b))
    .slice(0, MAX_EFFECTS);
  return [
    verdict.summary,
    ...(effects.some(({ finding }) => TELLS_OF_MORE_STEPS.test(finding.code))
      ? []
      : stepsAfter(run, place)),
    ...effects.map((item) => item.finding.title),
    endOf(run),
  ];
}

const TELLS_OF_MORE_STEPS = /^agent\.(?:action_loop|no_progress|\w{1,20}_cap)$/;

/** What has no time, such as a limit that was reached, comes last. */
function timeOf({ finding }: RankedFinding): number {
  return finding.atMs ?? Number.MAX_SAFE_INTEGER;
}

function stepsAfter(run: Run, { step }: DecisivePlace): string[] {
  if (step === undefined) return [];
  const steps = run.steps.filter(
    (candidate) => candidate.taskId === step.taskId && !candidate.isDiscarded,
  );
  const after = steps.length - 1 - steps.indexOf(step);
  if (after <= 0) return [];
  return [`The run went on for ${after} more ${after === 1 ? 'step' : 'steps'}.`];
}

function endOf(run: Run): string {
  const { status } = run.outcome;
  if (status === 'completed') return 'The run was nevertheless recorded as completed.';
  if (status === undefined) return 'How the run ended is not recorded.';
  return ENDED.has(status)
    ? `The run ended as ${status.replace('_', ' ')}.`
    : `The run never ended: its status is still ${status}.`;
}

const ENDED: ReadonlySet<string> = new Set(['failed', 'terminated', 'timed_out', 'canceled']);
