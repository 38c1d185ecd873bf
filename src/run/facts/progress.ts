import type { Action, Run, Step } from '../run.ts';

/** Steps that really ran: not the row planned ahead and thrown away. */
export function realSteps(run: Run): readonly Step[] {
  return run.steps.filter((step) => !step.isDiscarded);
}

/** True when the same thing was done with success later in the task: the trouble was overcome. */
export function succeededLater(run: Run, step: Step, action: Action): boolean {
  const steps = realSteps(run).filter((candidate) => candidate.taskId === step.taskId);
  const from = steps.indexOf(step);
  return steps
    .slice(Math.max(0, from))
    .some((candidate, distance) =>
      candidate.actions.some(
        (other) =>
          (distance > 0 || other.order > action.order) &&
          other.type === action.type &&
          other.results.at(-1)?.isSuccess === true &&
          isSameTarget(other, action),
      ),
    );
}

function isSameTarget(a: Action, b: Action): boolean {
  if (a.element?.xpath !== undefined && a.element.xpath === b.element?.xpath) return true;
  return a.elementId !== undefined && a.elementId === b.elementId && a.pageUrl === b.pageUrl;
}
