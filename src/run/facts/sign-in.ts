import { asText } from '../../support/unknown.ts';
import type { Action, ElementNode, Run, Step } from '../run.ts';
import { isSubmit } from './submit.ts';

/** A password was entered and handed in. */
export interface SignIn {
  readonly step: Step;
  /** Typing of the password. */
  readonly password: Action;
  /** What handed it in; undefined when nothing did. */
  readonly submit: Action | undefined;
}

/** Sign-ins in the order they were tried; the step is the one that handed the password in. */
export function signIns(run: Run): readonly SignIn[] {
  return run.steps.flatMap((step) => {
    const password = step.actions.findLast(
      (action) => action.type === 'input_text' && isPasswordField(action.element),
    );
    if (password === undefined) return [];
    const submit = submitAfter(step, password);
    if (submit !== undefined) return { step, password, submit };
    const next = nextStep(run, step);
    const later = next === undefined ? undefined : firstSubmit(next);
    return later === undefined || next === undefined
      ? { step, password, submit: undefined }
      : { step: next, password, submit: later };
  });
}

/** Whatever is clicked after the password on its page is meant to send it, an arrow as well as a button. */
function submitAfter(step: Step, password: Action): Action | undefined {
  const after = step.actions.filter((action) => action.order > password.order);
  return (
    after.find((action) => isSubmit(action)) ??
    after.find((action) => action.type === 'click' && action.element !== undefined)
  );
}

/** The password alone was typed in a step of its own. */
function firstSubmit(step: Step): Action | undefined {
  const [first] = step.actions;
  return first !== undefined && isSubmit(first) ? first : undefined;
}

function nextStep(run: Run, step: Step): Step | undefined {
  const steps = run.steps.filter((other) => other.taskId === step.taskId && !other.isDiscarded);
  return steps[steps.indexOf(step) + 1];
}

export function isPasswordField(element: ElementNode | undefined): boolean {
  if (element === undefined) return false;
  const attributes = element.attributes ?? {};
  return (
    asText(attributes['type']) === 'password' ||
    /current-password/.test(asText(attributes['autocomplete']) ?? '')
  );
}
