import type { RequestContext } from './context.ts';
import { saysChunkFailed } from './console-lines.ts';
import { findNoise, NOISE_KINDS } from './noise.ts';
import type { NoiseReason } from './noise.ts';
import type { Observation, Trigger } from './observation.ts';
import type { Party } from './party.ts';
import { significanceOf } from './significance.ts';

/**
 * What a failed request means for the run. `mattered`: the run depended on it; `possible`: it may
 * have; `excluded`: it did not, and why.
 */
export type Verdict =
  | { readonly level: 'mattered' | 'possible'; readonly weight: number; readonly why: string }
  | ({ readonly level: 'excluded' } & NoiseReason);

/** One failed request, judged. */
export interface FailedRequest extends Observation {
  readonly verdict: Verdict;
}

const PARTY_WEIGHT = { first: 1, auth: 1, sibling: 0.9, third: 0.4 } as const satisfies Readonly<
  Record<Party, number>
>;

const TRIGGER_WEIGHT = {
  navigation: 1,
  action: 1,
  unknown: 0.8,
  background: 0.6,
  'page-load': 0.6,
} as const satisfies Readonly<Record<Trigger, number>>;

export function judge(observation: Observation, context: RequestContext): FailedRequest {
  return { ...observation, verdict: findVerdict(observation, context) };
}

function findVerdict(observation: Observation, context: RequestContext): Verdict {
  const noise = findNoise(observation, context);
  if (noise !== undefined) return { level: 'excluded', ...noise };
  const level = findLevel(observation, context);
  if (context.isCompleted && !isWeighty(observation)) {
    return { level: 'excluded', noise: 'tolerated', why: NOISE_KINDS.tolerated };
  }
  const { base, why } = significanceOf(observation);
  const party = PARTY_WEIGHT[observation.party];
  const weight = base * party * triggerWeight(observation) * (level === 'mattered' ? 1 : 0.5);
  return { level, weight, why };
}

/** Pages ask for their code and frames while they load, and need them; data may be for a corner of them. */
function triggerWeight({ trigger, isScript, isFrame, policy }: Observation): number {
  return isScript || isFrame || policy !== undefined ? 1 : TRIGGER_WEIGHT[trigger];
}

/** Failures a completed run must still be told of: something was sent or opened, and it did not work. */
function isWeighty({ isSubmit, isTopDocument, trigger }: Observation): boolean {
  return isTopDocument || (isSubmit && trigger !== 'page-load');
}

function findLevel(observation: Observation, context: RequestContext): 'mattered' | 'possible' {
  if (context.isCompleted) return 'possible';
  if (observation.isTopDocument) return 'mattered';
  if (observation.party === 'third') return isRefusedFrame(observation) ? 'mattered' : 'possible';
  if (observation.isSubmit && observation.trigger !== 'page-load') return 'mattered';
  if (observation.policy !== undefined || isRefusedFrame(observation)) return 'mattered';
  if (observation.isScript) return isPageDead(observation, context) ? 'mattered' : 'possible';
  return observation.trigger === 'action' ? 'mattered' : 'possible';
}

function isRefusedFrame({ isFrame, failure }: Observation): boolean {
  return isFrame && failure.kind === 'refused-answer';
}

/** A page whose own code never spoke and whose elements never took an action. */
function isPageDead({ exchange, console }: Observation, { pages }: RequestContext): boolean {
  if (console.some((line) => saysChunkFailed(line))) return true;
  return pages.pageAt(exchange.startedAtMs ?? 0)?.life === 'silent';
}
