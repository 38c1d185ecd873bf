import type { Action, Run, Step } from '../run.ts';
import { realSteps } from './progress.ts';

/** The step in whose time a moment falls. */
export function stepAt(run: Run, atMs: number | undefined): Step | undefined {
  if (atMs === undefined) return undefined;
  return realSteps(run).find(
    ({ window }) => window !== undefined && atMs >= window.startMs && atMs <= window.endMs,
  );
}

/** The last action that had begun at a moment, with its step. */
export function actionBefore(
  run: Run,
  atMs: number | undefined,
): { readonly step: Step; readonly action: Action } | undefined {
  if (atMs === undefined) return undefined;
  let best: { readonly step: Step; readonly action: Action } | undefined;
  for (const step of realSteps(run)) {
    for (const action of step.actions) {
      const isEarlier = action.startedAtMs !== undefined && action.startedAtMs - 200 <= atMs;
      if (isEarlier && (best?.action.startedAtMs ?? 0) <= (action.startedAtMs ?? 0))
        best = { step, action };
    }
  }
  return best;
}
