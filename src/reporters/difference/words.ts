import type { RunDifference, SidedEvidence } from '../../compare/difference-schema.ts';
import { confidenceWords } from '../words/confidence.ts';
import { locatorWords, sourceWords, stepName } from '../words/place.ts';

export const NATURE_WORDS = {
  change: 'change: something outside the agent is another',
  chance: 'chance: the agent chose otherwise on the same page',
  none: 'no difference',
  unknown: 'cannot be told',
} as const satisfies Record<RunDifference['verdict']['nature'], string>;

export const STATE_SIGNS = { same: '=', different: '≠', unknown: '?' } as const;

export const STEP_SIGNS = {
  same: '=',
  different: '≠',
  'only-good': '-',
  'only-bad': '+',
} as const satisfies Record<RunDifference['steps'][number]['state'], string>;

export function runsLine({ good, bad }: RunDifference): string {
  const words = (run: RunDifference['good']): string =>
    `${run.id ?? 'run without id'} (${run.status ?? 'no status'}, ${run.steps} steps)`;
  return `good ${words(good)}, bad ${words(bad)}`;
}

/** Kind, nature and sureness. */
export function natureLine({ verdict }: RunDifference): string {
  return `${verdict.kind}; ${NATURE_WORDS[verdict.nature]}; ${confidenceWords(verdict.confidence)} (${verdict.confidence.toFixed(2)})`;
}

export function partingLine({ parting }: RunDifference): string | undefined {
  if (parting === null) return undefined;
  const words = (step: NonNullable<typeof parting>['good_step']): string =>
    step === null ? 'after its last step' : stepName(step);
  return `They part: good ${words(parting.good_step)}, bad ${words(parting.bad_step)}${parting.layer === null ? '' : `, in ${parting.layer}`}`;
}

export function evidencePlace(evidence: SidedEvidence): string {
  return `${evidence.run}: ${sourceWords(evidence)}, ${locatorWords(evidence.locator)}`;
}

export function stepNames({
  good_step: good,
  bad_step: bad,
}: RunDifference['steps'][number]): string {
  const words = (step: typeof good): string =>
    step === null ? '-' : `${step.order}${step.retry_index > 0 ? `.${step.retry_index}` : ''}`;
  return `${words(good)}|${words(bad)}`;
}
