import { citeText, type Evidence } from '../evidence.ts';
import type { Action, HtmlPage, Run, Step } from '../run.ts';
import { pageStates, type PageState } from './page-states.ts';
import { signIns, type SignIn } from './sign-in.ts';

type HtmlElement = HtmlPage['elements'][number];

/** The form with its password field is still, or again, on the page after the submit. */
export function passwordFieldAfter(run: Run, { step, submit }: SignIn): Evidence | undefined {
  const states = pageStates(run).filter((state) => state.step.taskId === step.taskId);
  const after = stateAfter(states, step, submit);
  const last = states.at(-1);
  // A sign-in that led to another page worked, wherever the run is later.
  if (last?.snapshot === undefined || after === undefined || passwordField(after) === undefined)
    return undefined;
  const field = passwordField(last);
  return field === undefined
    ? undefined
    : citeText(
        last.snapshot.document,
        field,
        'the password is still being asked for on the last page',
      );
}

/** A later try led to a page without the form. */
export function gotInLater(run: Run, signIn: SignIn): boolean {
  const tries = signIns(run).filter(({ step }) => step.taskId === signIn.step.taskId);
  const states = pageStates(run).filter((state) => state.step.taskId === signIn.step.taskId);
  const from = tries.findIndex(({ submit }) => submit === signIn.submit);
  return tries.slice(from + 1).some(({ step, submit }) => {
    const after = submit === undefined ? undefined : stateAfter(states, step, submit);
    return after !== undefined && after.texts.length > 0 && passwordField(after) === undefined;
  });
}

/** What was captured right after the submit, else what the next step found. */
function stateAfter(
  states: readonly PageState[],
  step: Step,
  submit: Action | undefined,
): PageState | undefined {
  const own = states.find((state) => state.action === submit);
  if (own !== undefined) return own;
  const lastOfStep = states.findLast((state) => state.step === step);
  return lastOfStep === undefined ? undefined : states[states.indexOf(lastOfStep) + 1];
}

/** A field for the present password; a form for a new one has two or more. */
function passwordField(state: PageState): HtmlElement | undefined {
  const fields = (state.page?.elements ?? []).filter(
    (element) =>
      element.tagName === 'input' &&
      element.attributes['type'] === 'password' &&
      element.attributes['autocomplete'] !== 'new-password' &&
      !element.isHidden,
  );
  return fields.length === 1 ? fields[0] : undefined;
}
