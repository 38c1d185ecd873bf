import { asText } from '../../support/unknown.ts';
import type { Run, Task } from '../run.ts';
import { pageStates } from './page-states.ts';

const FILLS: ReadonlySet<string> = new Set(['input_text', 'select_option', 'checkbox']);
const FIELDS: ReadonlySet<string> = new Set(['input', 'select', 'textarea']);

/** Whether the last page of a task has none of the fields that were filled in: sites that refuse show them again. */
export function hasLeftForm(run: Run, task: Task): boolean {
  const names = task.steps.flatMap((step) =>
    step.actions
      .filter(({ type }) => FILLS.has(type))
      .map(({ element }) => asText(element?.attributes?.['name'])),
  );
  const last = pageStates(run).findLast(({ step }) => step.taskId === task.taskId);
  // Fields without a name cannot be looked for.
  if (names.length === 0 || names.includes(undefined) || last?.page === undefined) return false;
  return !last.page.elements.some(
    ({ tagName, attributes, isHidden }) =>
      FIELDS.has(tagName) && !isHidden && names.includes(attributes['name']),
  );
}
