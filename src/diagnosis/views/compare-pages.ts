import { compareSteps, type StepChange } from '../../changes/index.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Run, Step } from '../../run/run.ts';

/** Comparing large pages takes a while; beyond this many only those around the decisive step are compared. */
const MAX_COMPARISONS = 40;

/** How the pages of successive steps differ, in the order of the run. */
export function comparePages(run: Run, decisive: Step | undefined): readonly StepChange[] {
  const steps = realSteps(run).filter((step) => step.scrape !== undefined);
  const middle = decisive === undefined ? steps.length : positionOf(run, steps, decisive);
  const last = Math.min(steps.length, Math.max(MAX_COMPARISONS, middle + MAX_COMPARISONS / 2) + 1);
  const near = steps.slice(Math.max(0, last - MAX_COMPARISONS - 1), last);
  return compareSteps({ ...run, steps: near }).changes;
}

/** How many of the scraped steps ran before the decisive one, which may have no scrape itself. */
function positionOf(run: Run, steps: readonly Step[], decisive: Step): number {
  const end = run.steps.indexOf(decisive);
  return steps.filter((step) => run.steps.indexOf(step) < end).length;
}
