import type { Run } from '../run/run.ts';
import type { Diagnosis } from './diagnosis.ts';
import type { RankedFinding } from './rank.ts';
import { stepLabel } from './step-label.ts';
import type { DecisivePlace } from './views/failing-step.ts';
import { cutLine } from './views/cut-text.ts';
import { describeAction } from '../run/describe-action.ts';

const MAX_EFFECTS = 3;
const MAX_ACTION = 160;

/** What the agent did, the cause, its effects, how the run ended: short sentences to be read with arrows between them. */
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
    ...triggerOf(place),
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

/** Only an action that the evidence itself names. */
function triggerOf({ step, decisive }: DecisivePlace): string[] {
  if (step === undefined || decisive?.isCited !== true) return [];
  return [
    `In ${stepLabel(step)} the agent did: ${cutLine(describeAction(decisive.action), MAX_ACTION)}.`,
  ];
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
  const status = run.outcome.status ?? 'unknown';
  return status === 'completed'
    ? 'The run was nevertheless recorded as completed.'
    : `The run ended as ${status}.`;
}
