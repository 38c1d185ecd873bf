import type { HtmlElement } from '../../artifacts/html.ts';
import { citeText, type Evidence } from '../evidence.ts';
import type { Run, Step } from '../run.ts';
import { causingStep } from './new-messages.ts';
import { pageStates, type PageState } from './page-states.ts';

/** A field that the page itself marks as wrong. */
export interface InvalidField {
  readonly name: string;
  readonly step: Step;
  readonly isLasting: boolean;
  readonly cite: Evidence;
}

/** Fields that got `aria-invalid` (or a class that says so) after an action. */
export function invalidFields(run: Run): readonly InvalidField[] {
  const seenBefore = new Set<string>();
  const fields: InvalidField[] = [];
  for (const state of pageStates(run)) {
    for (const element of state.page?.elements ?? []) {
      if (!isMarkedInvalid(element)) continue;
      const key = `${state.step.taskId}/${fieldKey(element)}`;
      if (seenBefore.has(key)) continue;
      seenBefore.add(key);
      const field =
        state.action === undefined && isFirstOfTask(run, state)
          ? undefined
          : toField(run, state, element);
      if (field !== undefined) fields.push(field);
    }
  }
  return fields;
}

function isMarkedInvalid(element: HtmlElement): boolean {
  if (!['input', 'select', 'textarea', 'fieldset'].includes(element.tagName))
    return element.attributes['aria-invalid'] === 'true';
  return (
    element.attributes['aria-invalid'] === 'true' ||
    /(?:^|[\s_-])(?:is-invalid|invalid|has-error|error|ng-invalid-submitted)(?:$|[\s_-])/.test(
      element.attributes['class'] ?? '',
    )
  );
}

function toField(run: Run, state: PageState, element: HtmlElement): InvalidField | undefined {
  const { snapshot } = state;
  if (snapshot === undefined) return undefined;
  const last = pageStates(run).findLast((other) => other.step.taskId === state.step.taskId);
  const isLasting =
    last?.page?.elements.some(
      (other) => fieldKey(other) === fieldKey(element) && isMarkedInvalid(other),
    ) ?? false;
  const name =
    element.attributes['aria-label'] ??
    element.attributes['name'] ??
    element.attributes['id'] ??
    element.tagName;
  return {
    name,
    step: causingStep(run, state),
    isLasting,
    cite: citeText(
      snapshot.document,
      element,
      `the page marks the field '${name}' as wrong`,
      snapshot.capturedAtMs,
    ),
  };
}

function isFirstOfTask(run: Run, state: PageState): boolean {
  return pageStates(run).find((other) => other.step.taskId === state.step.taskId) === state;
}

function fieldKey(element: HtmlElement): string {
  return `${element.tagName}#${element.attributes['id'] ?? ''}#${element.attributes['name'] ?? ''}`;
}
