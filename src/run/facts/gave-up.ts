import type { Action, Run, Step } from '../run.ts';
import { realSteps } from './progress.ts';

/** The step in which a task ended without reaching its goal by the model's own decision, or by running out of steps. */
export interface GaveUp {
  readonly step: Step;
  readonly action: Action | undefined;
  readonly by: 'terminate' | 'cap';
}

/** Where a run that failed gave up; undefined for runs that ended in another way. */
export function gaveUp(run: Run): GaveUp | undefined {
  const steps = realSteps(run);
  for (const step of steps) {
    const action = step.actions.find((candidate) => candidate.type === 'terminate');
    if (action !== undefined) return { step, action, by: 'terminate' };
  }
  const last = steps.at(-1);
  const isCapped = run.outcome.errors.some(
    (error) => error.code === 'REACH_MAX_STEPS' || error.code === 'REACH_MAX_RETRIES',
  );
  return last !== undefined && isCapped ? { step: last, action: undefined, by: 'cap' } : undefined;
}
