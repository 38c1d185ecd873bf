import type { Step } from '../run/run.ts';

/** `step 2`, `step 2, retry 1`: numbered as the API does, from zero. */
export function stepLabel(step: Step): string {
  return step.retryIndex === 0
    ? `step ${step.order}`
    : `step ${step.order}, retry ${step.retryIndex}`;
}
