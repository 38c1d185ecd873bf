import type { Action, Exchange, Run, Step } from '../run/run.ts';

/** Clocks of page, driver and server differ a little: an action owns what began this long before it. */
export const ACTION_LEAD_MS = 200;
/** A page goes on asking this long after an action; later requests are the page's own idea. */
const ACTION_REACH_MS = 15_000;

/** An action in the order things happened. */
export interface TimedAction {
  readonly step: Step;
  readonly action: Action;
  readonly startMs: number;
  /** Where its influence ends: the next action, or when the page had time to settle. */
  readonly endMs: number;
}

/** What caused an exchange, and how sure that is. */
export type RequestLink =
  | { readonly strength: 'action'; readonly step: Step; readonly action: Action }
  | { readonly strength: 'step'; readonly step: Step }
  | { readonly strength: 'none' };

export interface Timeline {
  readonly actions: readonly TimedAction[];
  readonly steps: readonly Step[];
}

export function buildTimeline(steps: readonly Step[]): Timeline {
  const lived = steps.filter((step) => !step.isDiscarded);
  const started = lived.flatMap((step) =>
    step.actions.flatMap((action) =>
      action.startedAtMs === undefined || !touchesPage(action)
        ? []
        : [{ step, action, startMs: action.startedAtMs }],
    ),
  );
  started.sort((first, second) => first.startMs - second.startMs);
  const beginnings = taskBeginnings(lived);
  const actions = started.map((timed, position) => {
    const next = [
      started[position + 1]?.startMs,
      beginnings.find(
        ({ taskId, startMs }) => taskId !== timed.step.taskId && startMs > timed.startMs,
      )?.startMs,
    ].filter((time) => time !== undefined);
    const nextMs = next.length === 0 ? undefined : Math.min(...next);
    return { ...timed, endMs: actionEnd(timed.action, timed.startMs, nextMs) };
  });
  return { actions, steps: lived };
}

/** Decisions of the agent that never touch the page, so no request can come of them. */
const IDLE_TYPES: ReadonlySet<string> = new Set([
  'complete',
  'terminate',
  'extract',
  'null_action',
]);

/** False for decisions of the agent, true for what is done to a page. */
export function touchesPage({ type }: Pick<Action, 'type'>): boolean {
  return !IDLE_TYPES.has(type);
}

/** A task opens its own page first: from then on nothing is the doing of an earlier task's actions. */
function taskBeginnings(
  steps: readonly Step[],
): readonly { readonly taskId: string; readonly startMs: number }[] {
  const beginnings = new Map<string, number>();
  for (const { taskId, window } of steps) {
    if (window !== undefined && !beginnings.has(taskId)) beginnings.set(taskId, window.startMs);
  }
  return [...beginnings]
    .map(([taskId, startMs]) => ({ taskId, startMs }))
    .toSorted((first, second) => first.startMs - second.startMs);
}

function actionEnd(action: Action, startMs: number, nextMs: number | undefined): number {
  const settledMs = Math.max(action.finishedAtMs ?? startMs, startMs) + ACTION_REACH_MS;
  return Math.min(nextMs === undefined ? settledMs : nextMs - ACTION_LEAD_MS, settledMs);
}

/** Ties an exchange to the action whose time it began in, else to the step. */
export function linkExchange(exchange: Exchange, timeline: Timeline): RequestLink {
  const atMs = exchange.startedAtMs;
  if (atMs === undefined) return { strength: 'none' };
  const timed = actionAt(timeline, atMs);
  if (timed !== undefined) return { strength: 'action', step: timed.step, action: timed.action };
  const step = stepAt(timeline.steps, atMs);
  return step === undefined ? { strength: 'none' } : { strength: 'step', step };
}

/** Last action that began before a moment, whether or not it reaches that far. */
export function lastActionBefore(timeline: Timeline, atMs: number): TimedAction | undefined {
  let low = 0;
  let high = timeline.actions.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const startMs = timeline.actions[middle]?.startMs ?? Number.POSITIVE_INFINITY;
    if (startMs - ACTION_LEAD_MS <= atMs) low = middle + 1;
    else high = middle;
  }
  return timeline.actions[low - 1];
}

function actionAt(timeline: Timeline, atMs: number): TimedAction | undefined {
  const timed = lastActionBefore(timeline, atMs);
  return timed !== undefined && atMs < timed.endMs ? timed : undefined;
}

/** The latest attempt wins where windows overlap: the earlier one was over by then. */
function stepAt(steps: readonly Step[], atMs: number): Step | undefined {
  return steps.findLast(
    ({ window }) => window !== undefined && window.startMs <= atMs && atMs <= window.endMs,
  );
}

/** Exchanges that began in the time of one action, in HAR order. */
export function requestsOfAction(
  run: Pick<Run, 'network' | 'steps'>,
  action: Action,
): readonly Exchange[] {
  const timed = buildTimeline(run.steps).actions.find((candidate) => candidate.action === action);
  if (timed === undefined || run.network === undefined) return [];
  return run.network.exchanges.filter(({ startedAtMs }) => {
    if (startedAtMs === undefined) return false;
    return startedAtMs >= timed.startMs - ACTION_LEAD_MS && startedAtMs < timed.endMs;
  });
}
