import { elementName } from '../describe-action.ts';
import type { Action, Exchange, HtmlPage, Run, Step } from '../run.ts';
import { causingStep } from './new-messages.ts';
import { pageStates, type PageState } from './page-states.ts';
import { signIns } from './sign-in.ts';
import { actionBefore } from './step-at.ts';

type HtmlElement = HtmlPage['elements'][number];

/** A page was asked for in mid-task, and the server sent the browser to a form that wants a password. */
export interface TurnedToSignIn {
  readonly step: Step;
  readonly action: Action;
  /** The page with the form, which stays to the end of the task. */
  readonly state: PageState;
  readonly field: HtmlElement;
  readonly redirect: Exchange;
  /** Something shows that the browser had been signed in before. */
  readonly wasSignedIn: boolean;
}

/** Words on links by which somebody signs out on purpose. */
const SIGNS_OUT =
  /(?<!\p{L})(?:log[ -]?out|log[ -]?off|sign[ -]?out|sign[ -]?off|abmelden|ausloggen|déconnexion|se déconnecter|cerrar sesión|salir|esci|disconnetti|uitloggen|afmelden|terminar sessão|sair|logga ut|kirjaudu ulos|wyloguj(?: się)?|log ud|logg ut|odhlásit)(?!\p{L})/iu;
/** What pages behind a sign-in say in their frame. */
const SIGNED_IN =
  /\b(?:signed|logged) in (?:as|:)|\b(?:an|ein)gemeldet (?:als|:)|\bconnecté\S{0,2} en tant|\bconectad[oa] como|\bconnesso come|\bingelogd als|\bzalogowan\w{1,2} jako|\binloggad som/iu;
/** Reasons and times in the address of a sign-in form. */
const ENDED =
  /[?&#;/](?:\w{0,20}[=_-])?(?:time[d_-]{0,2}out|expired?|session[_-]?(?:end\w{0,2}|lost|over|invalid|expired)|inactiv\w{0,3}|idle|logged[_-]?out|signed[_-]?out)\b/i;

/** Where a task without a sign-in of its own ended at a form that wants a password, because the server sent it there. */
export function turnedToSignIn(run: Run): TurnedToSignIn | undefined {
  const tasks = new Set(run.steps.map(({ taskId }) => taskId));
  for (const { step } of signIns(run)) tasks.delete(step.taskId);
  for (const taskId of tasks) {
    const found = inTask(
      run,
      pageStates(run).filter(({ step }) => step.taskId === taskId),
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

function inTask(run: Run, states: readonly PageState[]): TurnedToSignIn | undefined {
  const last = states.at(-1);
  const inside = states.findLast((state) => !asksForPassword(state));
  const state = inside === undefined ? undefined : states[states.indexOf(inside) + 1];
  const field = last === undefined ? undefined : passwordField(last);
  if (state === undefined || field === undefined || last === undefined) return undefined;
  const step = causingStep(run, state);
  const action = state.action ?? step.actions.findLast(({ type }) => type !== 'terminate');
  if (action === undefined || isSigningOut(action)) return undefined;
  const redirect = redirectAfter(run, action);
  if (redirect === undefined) return undefined;
  const before = states.slice(0, states.indexOf(state));
  const wasSignedIn =
    ENDED.test((redirect.redirectUrl ?? '').slice(0, 1_000)) || before.some(showsSignedIn);
  return { step, action, state: last, field, redirect, wasSignedIn };
}

function showsSignedIn({ texts }: PageState): boolean {
  return texts.some(
    ({ text }) =>
      SIGNED_IN.test(text.slice(0, 300)) || (text.length <= 200 && SIGNS_OUT.test(text)),
  );
}

export function isSigningOut(action: Action | undefined): boolean {
  return action?.element !== undefined && SIGNS_OUT.test(elementName(action.element) ?? '');
}

/** A page without any text was not captured: it cannot be told what it asks for. */
export function asksForPassword(state: PageState): boolean {
  return state.texts.length === 0 || passwordField(state) !== undefined;
}

export function passwordField({ page }: PageState): HtmlElement | undefined {
  return page?.elements.find(
    ({ tagName, attributes, isHidden }) =>
      tagName === 'input' && attributes['type'] === 'password' && !isHidden,
  );
}

/** The answer by which a server sends the browser elsewhere, after an action. */
export function redirectAfter(run: Run, action: Action | undefined): Exchange | undefined {
  return (run.network?.exchanges ?? []).find(
    ({ status, startedAtMs }) =>
      action !== undefined &&
      status >= 300 &&
      status < 400 &&
      status !== 304 &&
      actionBefore(run, startedAtMs)?.action === action,
  );
}
