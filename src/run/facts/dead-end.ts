import type { HtmlPage, Run } from '../run.ts';
import { gaveUp } from './gave-up.ts';
import { newMessages, type NewMessage } from './new-messages.ts';
import { pageStates, type PageState } from './page-states.ts';
import type { SignIn } from './sign-in.ts';

/** What can be used on a page, apart from the look-up that many frames carry. */
const CONTROLS: ReadonlySet<string> = new Set(['input', 'select', 'textarea', 'button', 'a']);

/** Accounts that opened have more to say. */
const FEW = 3;

/**
 * A sign-in that led to a complaint and to nothing else: the form is gone, no field, button or link came in its place, and the run stayed there. A complaint is marked as one, or is next to all that came where the run gave up.
 * A wrong password brings the form back and a good one opens something; here the account itself is the trouble.
 */
export function deadEndAfter(run: Run, signIn: SignIn): NewMessage | undefined {
  const states = pageStates(run).filter(({ step }) => step.taskId === signIn.step.taskId);
  const before = states.findLast((state) => state.step === signIn.step && isBefore(state, signIn));
  const last = states.at(-1);
  const fresh = newMessages(run).filter(
    ({ action, isLasting }) => action === signIn.submit && isLasting,
  );
  const message =
    fresh.find(({ text }) => text.isError) ??
    (fresh.length <= FEW && gaveUp(run) !== undefined
      ? fresh.find(({ text }) => !text.isHeading)
      : undefined);
  if (before === undefined || last === undefined || message === undefined) return undefined;
  const known = new Set(controlsOf(before.page));
  return controlsOf(last.page).every((control) => known.has(control)) && !hasPassword(last)
    ? message
    : undefined;
}

function isBefore({ action }: PageState, { submit }: SignIn): boolean {
  return (action?.order ?? -1) < (submit?.order ?? 0);
}

function hasPassword({ page }: PageState): boolean {
  return (page?.elements ?? []).some(
    ({ tagName, attributes }) => tagName === 'input' && attributes['type'] === 'password',
  );
}

function controlsOf(page: HtmlPage | undefined): readonly string[] {
  return (page?.elements ?? [])
    .filter(({ tagName, isHidden }) => !isHidden && CONTROLS.has(tagName))
    .map(
      ({ tagName, attributes }) =>
        `${tagName} ${attributes['href'] ?? attributes['name'] ?? attributes['id'] ?? ''}`,
    );
}
