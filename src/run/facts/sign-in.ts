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

/** Sign-ins in the order they were tried. */
export function signIns(run: Run): readonly SignIn[] {
  return run.steps.flatMap((step) => {
    const password = step.actions.find(
      (action) => action.type === 'input_text' && isPasswordField(action.element),
    );
    if (password === undefined) return [];
    return {
      step,
      password,
      submit: step.actions.find((action) => action.order > password.order && isSubmit(action)),
    };
  });
}

export function isPasswordField(element: ElementNode | undefined): boolean {
  if (element === undefined) return false;
  const attributes = element.attributes ?? {};
  return (
    asText(attributes['type']) === 'password' ||
    /current-password/.test(asText(attributes['autocomplete']) ?? '')
  );
}
