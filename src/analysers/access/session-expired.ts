import { failedStatus } from '../../requests/failed-status.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { citeConsole, citeExchange, citeText, type Evidence } from '../../run/evidence.ts';
import { isAddition } from '../../run/facts/addition.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { causingStep, newMessages, type NewMessage } from '../../run/facts/new-messages.ts';
import { pageStates, type PageState } from '../../run/facts/page-states.ts';
import { signIns, type SignIn } from '../../run/facts/sign-in.ts';
import { actionBefore } from '../../run/facts/step-at.ts';
import {
  asksForPassword,
  isSigningOut,
  passwordField,
  redirectAfter,
  turnedToSignIn,
} from '../../run/facts/turned-to-sign-in.ts';
import type { Exchange, Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { requestName } from '../request-analyser.ts';

/**
 * The session ended in mid-run: requests that worked before are answered 401, or a page leads back to the sign-in, or says so. The login page at the very start,
 * handshakes (401, then 200) and silent third-party frames are noise.
 */
export const sessionExpired = defineAnalyser({
  id: 'access.session_expired',
  needs: ['steps'],
  findings: {
    'access.session_expired': {
      meaning: 'The signed-in session ended while the run was working.',
      owner: 'credentials',
      retry: 'later',
      fixes: [
        'Sign in at the start of the run instead of relying on a stored session, or renew the stored browser profile.',
        'If the session ends early, look for a second sign-in with the same account: many sites allow one at a time.',
      ],
    },
  },
  run: (run) => {
    const finding = fromAnswer(run) ?? fromPage(run) ?? fromReturn(run) ?? fromTurn(run);
    return finding === undefined ? [] : [finding];
  },
});

type Code = 'access.session_expired';

/** 401, and what frameworks use for sessions or form tokens that ended (419, 440). */
const SIGNED_OUT: ReadonlySet<number> = new Set([401, 419, 440]);

function fromAnswer(run: Run): Finding<Code> | undefined {
  const refused = requestReportOf(run).failed.find(
    (request) =>
      request.verdict.level === 'mattered' &&
      SIGNED_OUT.has(failedStatus(request)) &&
      request.challenge?.signal !== 'block' &&
      !isSignIn(run, request),
  );
  if (refused === undefined) return undefined;
  const earlier = workedBefore(run, refused);
  const message = messageAfter(run, refused);
  const step = refused.link.strength === 'none' ? undefined : refused.link.step;
  return {
    code: 'access.session_expired',
    title: `${requestName(refused)} was answered ${failedStatus(refused)}: the session was no longer valid${step === undefined ? '' : ` in step ${step.order}`}.`,
    explanation:
      earlier === undefined
        ? 'The server wants a sign-in for it.'
        : 'Requests of the same session had worked before in this run.',
    bearing: {
      tier: 'observed',
      confidence: earlier === undefined ? 0.8 : 0.88,
      persistence: 'persistent',
    },
    step,
    atMs: refused.exchange.startedAtMs,
    locus: `${refused.exchange.method} ${refused.template} ${failedStatus(refused)}`,
    evidence: [
      citeExchange(refused.exchange, 'the server does not accept the session any more'),
      ...refused.console
        .slice(0, 1)
        .map((line) => citeConsole(line, 'the browser console says the same')),
      ...(earlier === undefined
        ? []
        : [citeExchange(earlier, 'this request of the same site had been accepted before')]),
      ...(message === undefined ? [] : [message.text.cite('what the page showed after it')]),
    ],
  };
}

/** The answer to a sign-in says that the password is wrong, not that a session ended. */
function isSignIn(run: Run, request: FailedRequest): boolean {
  const { link } = request;
  return (
    link.strength === 'action' &&
    signIns(run).some((signIn) => signIn.step === link.step && signIn.submit === link.action)
  );
}

function workedBefore(run: Run, refused: FailedRequest): Exchange | undefined {
  const origin = originOf(refused.exchange.url);
  return (run.network?.exchanges ?? []).find(
    (exchange) =>
      exchange.status >= 200 &&
      exchange.status < 300 &&
      originOf(exchange.url) === origin &&
      /json/.test(exchange.mimeType ?? '') &&
      (exchange.startedAtMs ?? 0) < (refused.exchange.startedAtMs ?? 0),
  );
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

function messageAfter(run: Run, { link }: FailedRequest): NewMessage | undefined {
  return link.strength === 'action'
    ? newMessages(run).find((message) => message.action === link.action)
    : undefined;
}

function fromPage(run: Run): Finding<Code> | undefined {
  const message = newMessages(run).find(
    (candidate) =>
      candidate.isLasting &&
      speaksOf(candidate.text.text, 'session-ended') &&
      isAboutSession(candidate),
  );
  if (message === undefined) return undefined;
  const redirect = redirectToSignIn(run, message);
  return {
    code: 'access.session_expired',
    title: `The session had ended: "${message.text.text.slice(0, 160)}"`,
    explanation: `The page came after ${message.action === undefined ? `step ${message.step.order}` : `the ${message.action.type.replaceAll('_', ' ')} of step ${message.step.order}`} and asks for a new sign-in.`,
    bearing: {
      tier: 'observed',
      confidence: redirect.length > 0 ? 0.88 : isMereMessage(run, message) ? 0.6 : 0.8,
      persistence: 'persistent',
    },
    step: message.step,
    atMs: message.first.snapshot?.capturedAtMs,
    locus: 'sent back to the sign-in',
    evidence: [message.text.cite('the words of the page'), ...redirect],
  };
}

/** Words on a page that stayed as it was and asks for no password, with no request refused: they may mean something else. */
function isMereMessage(run: Run, message: NewMessage): boolean {
  return (
    run.network !== undefined &&
    isAddition(run, message) &&
    !asksForPassword(message.last) &&
    !requestReportOf(run).failed.some(
      ({ link }) => link.strength === 'action' && link.action === message.action,
    )
  );
}

const FEW_TEXTS = 8;

/** A line about time limits stands on many pages that work: this one asks to sign in, marks the words, or says little else. */
function isAboutSession({ text, last }: NewMessage): boolean {
  return (
    text.isMessage || text.isHeading || last.texts.length <= FEW_TEXTS || asksForPassword(last)
  );
}

/** A page that was asked for and answered with a redirect, right before the message. */
function redirectToSignIn(run: Run, message: NewMessage): readonly Evidence[] {
  const from = message.action?.startedAtMs ?? message.step.window?.startMs ?? 0;
  const redirect = (run.network?.exchanges ?? []).find(
    (exchange) =>
      exchange.status >= 300 &&
      exchange.status < 400 &&
      (exchange.startedAtMs ?? 0) >= from - 200 &&
      actionBefore(run, exchange.startedAtMs)?.action === message.action,
  );
  return redirect === undefined
    ? []
    : [citeExchange(redirect, 'the page that was asked for sent the browser elsewhere')];
}

/** After a sign-in that worked, the sign-in form is back, without a word, and stays. */
function fromReturn(run: Run): Finding<Code> | undefined {
  for (const signIn of signIns(run)) {
    const states = pageStates(run).filter((state) => state.step.taskId === signIn.step.taskId);
    const last = states.at(-1);
    const field = last === undefined ? undefined : passwordField(last);
    const inside = states.findLast(
      (state) => isAfter(run, state, signIn) && !asksForPassword(state),
    );
    const back = inside === undefined ? undefined : states[states.indexOf(inside) + 1];
    if (last?.snapshot === undefined || field === undefined || back === undefined) continue;
    const step = causingStep(run, back);
    const action = back.action ?? step.actions.findLast(({ type }) => type !== 'terminate');
    if (isSigningOut(action)) continue;
    const redirect = citeRedirect(redirectAfter(run, action));
    return {
      code: 'access.session_expired',
      title: `The sign-in of step ${signIn.step.order} had worked, but ${action === undefined ? 'later' : `after the ${action.type.replaceAll('_', ' ')} of step ${step.order}`} the site asked for a sign-in again.`,
      explanation: 'Pages behind the sign-in had been shown before; the site gives no reason.',
      bearing: {
        tier: 'observed',
        confidence: redirect.length > 0 ? 0.86 : 0.76,
        persistence: 'persistent',
      },
      step,
      atMs: back.snapshot?.capturedAtMs,
      locus: 'sent back to the sign-in',
      evidence: [
        citeText(last.snapshot.document, field, 'the password is asked for again'),
        ...redirect,
      ],
    };
  }
  return undefined;
}

function isAfter(run: Run, state: PageState, { step, submit }: SignIn): boolean {
  if (state.step === step)
    return state.action !== undefined && state.action.order >= (submit?.order ?? Infinity);
  return run.steps.indexOf(state.step) > run.steps.indexOf(step);
}

/** Without words and without a sign-in of its own: pages were shown, then the server wanted a password for the next one. */
function fromTurn(run: Run): Finding<Code> | undefined {
  const turn = turnedToSignIn(run);
  const document = turn?.state.snapshot?.document;
  if (turn === undefined || document === undefined) return undefined;
  const { step, action, field, redirect, wasSignedIn } = turn;
  return {
    code: 'access.session_expired',
    title: `The ${action.type.replaceAll('_', ' ')} of step ${step.order} led to the sign-in form instead of the page that was asked for.`,
    explanation: wasSignedIn
      ? 'The browser had been signed in before; the run was given nothing to sign in with again.'
      : 'Pages before it were shown without a sign-in, so the stored session may have ended or may never have been there.',
    bearing: {
      tier: 'observed',
      confidence: wasSignedIn ? 0.8 : 0.64,
      persistence: 'persistent',
    },
    step,
    atMs: redirect.startedAtMs,
    locus: 'sent to the sign-in',
    evidence: [citeText(document, field, 'a password is asked for'), ...citeRedirect(redirect)],
  };
}

function citeRedirect(redirect: Exchange | undefined): readonly Evidence[] {
  return redirect === undefined
    ? []
    : [citeExchange(redirect, 'the page that was asked for sent the browser to the sign-in')];
}
