import type { Run, Step } from '../run.ts';
import { pageStates } from './page-states.ts';
import { realSteps } from './progress.ts';

/** The first step that faced the page on which a later one gave up: same task, same address, nothing new to read in between. */
export function facingStep(run: Run, end: Step): Step {
  const steps = realSteps(run).filter((step) => step.taskId === end.taskId);
  let facing = end;
  for (let index = steps.indexOf(end) - 1; index >= 0; index -= 1) {
    const step = steps[index];
    if (step === undefined || step.pageUrl !== end.pageUrl || !showsTheSame(run, step, end)) break;
    facing = step;
  }
  return facing;
}

function showsTheSame(run: Run, a: Step, b: Step): boolean {
  const [known, last] = [a, b].map(
    (step) => pageStates(run).find((state) => state.step === step)?.texts ?? [],
  );
  if (known === undefined || last === undefined || known.length === 0) return false;
  const keys = new Set(known.map((text) => text.key));
  return last.every((text) => keys.has(text.key));
}
