import type { Action, Run } from '../run.ts';
import type { TextLife } from './text-lives.ts';

/** What is no use of a page. */
const IDLE: ReadonlySet<string> = new Set([
  'wait',
  'terminate',
  'complete',
  'null_action',
  'reload_page',
  'scroll',
  'extract',
]);

/** Whether a text was on the page from the start and stayed while the page was used: a banner, and no answer to anything. */
export function outlivedUse(run: Run, { isInitial, first, last }: TextLife): boolean {
  if (!isInitial) return false;
  const from = run.steps.indexOf(first.step);
  const until = run.steps.indexOf(last.step);
  return run.steps
    .slice(from, until + 1)
    .some(
      (step) =>
        step.taskId === first.step.taskId &&
        step.actions.some((action) => isUse(action) && !isAfter(action, step === last.step, last)),
    );
}

function isUse({ type, status }: Action): boolean {
  return !IDLE.has(type) && status === 'completed';
}

/** What came after the last page that showed the text. */
function isAfter(action: Action, isLastStep: boolean, last: TextLife['last']): boolean {
  return isLastStep && action.order > (last.action?.order ?? -1);
}
