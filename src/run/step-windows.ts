import type { Step } from './run.ts';

/** Skyvern's own slack around a step. */
const BEFORE_MS = 2_000;
const AFTER_MS = 5_000;

/**
 * Gives every step the time in which it acted. A step row may be created while the step before still runs (planned
 * ahead), so a window never starts before the previous one's last action, nor ends after the next one's first.
 */
export function withWindows(steps: readonly Step[]): readonly Step[] {
  return steps.map((step, index) => ({
    ...step,
    window: windowOf(step, steps[index - 1], steps[index + 1]),
  }));
}

function windowOf(step: Step, previous: Step | undefined, next: Step | undefined): Step['window'] {
  const created = step.createdAtMs;
  if (created === undefined) return undefined;
  const start =
    previous === undefined
      ? created - BEFORE_MS
      : Math.max(created - BEFORE_MS, lastActivity(previous) ?? 0);
  const firstOfNext = next === undefined ? undefined : firstActivity(next);
  const ownEnd = Math.max(step.modifiedAtMs ?? created, lastActivity(step) ?? 0) + AFTER_MS;
  const end = firstOfNext === undefined ? ownEnd : Math.min(ownEnd, firstOfNext);
  return { startMs: start, endMs: Math.max(start, end) };
}

function firstActivity(step: Step): number | undefined {
  const starts = step.actions.flatMap((action) => action.startedAtMs ?? []);
  return starts.length === 0 ? undefined : Math.min(...starts.slice(0, 1000));
}

function lastActivity(step: Step): number | undefined {
  const ends = step.actions.flatMap((action) => action.finishedAtMs ?? action.startedAtMs ?? []);
  return ends.length === 0 ? step.modifiedAtMs : Math.max(...ends.slice(0, 1000));
}
