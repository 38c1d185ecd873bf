import { failedStatus } from '../../requests/failed-status.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { citeExchange, type Evidence } from '../../run/evidence.ts';
import { deadEndAfter } from '../../run/facts/dead-end.ts';
import { speaksOf, topicOf, type Topic } from '../../run/facts/lexicon.ts';
import { newMessages, type NewMessage } from '../../run/facts/new-messages.ts';
import { signIns, type SignIn } from '../../run/facts/sign-in.ts';
import { gotInLater, passwordFieldAfter } from '../../run/facts/sign-in-form.ts';
import { actionBefore } from '../../run/facts/step-at.ts';
import type { Exchange, Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A password was handed in and refused: the page says so in new words, the answer to the sign-in was 400/401/403/422, or the form came back with a message.
 * A 401 on a question that comes before the sign-in is a probe, and a passive captcha script on the page means nothing.
 */
export const loginRejected = defineAnalyser({
  id: 'access.login_rejected',
  needs: ['steps'],
  findings: {
    'access.login_rejected': {
      meaning: 'The site refused the user name or password.',
      owner: 'credentials',
      retry: 'after-change',
      fixes: [
        'Check the stored user name and password by hand, with an eye on spaces and changed passwords.',
        'Check that the credential is linked to the right block and site.',
      ],
    },
    'access.account_locked': {
      meaning: 'The account is locked, suspended or disabled.',
      owner: 'credentials',
      retry: 'after-change',
      fixes: [
        'Unlock the account with the owner of the site before running again: each try can make it worse.',
        'Pause the schedules that use this credential.',
      ],
    },
  },
  run: (run) => {
    const tries = signIns(run).flatMap((signIn) => judge(run, signIn) ?? []);
    const lasting = tries.find(({ bearing }) => bearing.persistence !== 'recovered');
    return lasting === undefined ? tries.slice(0, 1) : [lasting];
  },
});

type Code = 'access.login_rejected' | 'access.account_locked';

interface Signs {
  readonly message: NewMessage | undefined;
  readonly refused: FailedRequest | undefined;
  readonly sentBack: Exchange | undefined;
  readonly formAgain: Evidence | undefined;
}

function judge(run: Run, signIn: SignIn): Finding<Code> | undefined {
  if (signIn.submit === undefined) return undefined;
  const after = newMessages(run).filter(
    (message) => message.step === signIn.step && message.action === signIn.submit,
  );
  const refused = refusedSignIn(run, signIn);
  const locked = lockedSign(after, refused);
  if (locked !== undefined) return lockedFinding(run, signIn, locked, refused);
  const speaking = after.find(({ text }) => speaksOf(text.text, 'login-rejected'));
  // A captcha that was not solved is not the password's fault.
  if (speaking === undefined && after.some(({ text }) => speaksOf(text.text, 'captcha')))
    return undefined;
  const formAgain = passwordFieldAfter(run, signIn);
  const signs: Signs = {
    message: speaking ?? unknownWords(after, formAgain !== undefined),
    refused,
    sentBack: sentBack(run, signIn),
    formAgain,
  };
  const confidence = confidenceOf(signs);
  if (confidence === undefined) return barred(run, signIn);
  return rejectedFinding(signIn, signs, { confidence, isOvercome: gotInLater(run, signIn) });
}

/** A marked message; on a form that came back, all that was added to it. */
function unknownWords(after: readonly NewMessage[], isForm: boolean): NewMessage | undefined {
  const added = isForm && after.length <= MAX_ADDED ? after : [];
  return [...after.filter(({ text }) => text.isMessage), ...added].find(
    ({ text, isLasting }) => isLasting && topicOf(text.text, NO_REFUSAL) === undefined,
  );
}

/** A line, and perhaps a link to go with it. */
const MAX_ADDED = 2;

/** A complaint in words that are not known, in place of both the form and the account. */
function barred(run: Run, signIn: SignIn): Finding<Code> | undefined {
  const message = deadEndAfter(run, signIn);
  if (message === undefined || topicOf(message.text.text, ELSEWHERE) !== undefined)
    return undefined;
  const finding = lockedFinding(run, signIn, message, undefined);
  return {
    ...finding,
    title: `The sign-in of step ${signIn.step.order} led to a message instead of the account: "${message.text.text.slice(0, 160)}"`,
    explanation:
      'The sign-in form is gone and nothing came in its place, so it is rather the account than the password.',
    bearing: { ...finding.bearing, confidence: message.text.isError ? 0.64 : 0.6 },
  };
}

/** Messages after a sign-in that mean something else. */
const NO_REFUSAL: readonly Topic[] = [
  'one-time-code',
  'session-ended',
  'terms',
  'device-check',
  'confirmation',
  'loading',
  'captcha',
  'rate-limit',
  'maintenance',
  'out-of-service',
  'server-error',
  'timed-out',
];

const ELSEWHERE: readonly Topic[] = [...NO_REFUSAL, 'permission', 'geo-block', 'generic-error'];

/** Words of a locked account, or the status for what is locked. */
function lockedSign(
  after: readonly NewMessage[],
  refused: FailedRequest | undefined,
): NewMessage | FailedRequest | undefined {
  const words = after.find(({ text }) => speaksOf(text.text, 'account-locked'));
  return words ?? (refused !== undefined && failedStatus(refused) === 423 ? refused : undefined);
}

const REFUSALS = new Set([400, 401, 403, 404, 409, 422, 423]);

function refusedSignIn(run: Run, { submit }: SignIn): FailedRequest | undefined {
  return requestReportOf(run).failed.find(
    (request) =>
      request.isSubmit &&
      REFUSALS.has(failedStatus(request)) &&
      request.link.strength === 'action' &&
      request.link.action === submit &&
      request.challenge?.signal !== 'block',
  );
}

const ERROR_IN_ADDRESS = /[?&#;/](?:\w{0,20}[_-]?)?(?:error|fail(?:ed|ure)?|invalid|denied)\b/i;

/** The answer to the sign-in led back to where it came from, or carries an error in its address. */
function sentBack(run: Run, { submit }: SignIn): Exchange | undefined {
  return (run.network?.exchanges ?? []).find((exchange) => {
    const { method, status, redirectUrl, url, startedAtMs } = exchange;
    if (method !== 'POST' || status < 300 || status >= 400 || redirectUrl === undefined)
      return false;
    if (actionBefore(run, startedAtMs)?.action !== submit) return false;
    return ERROR_IN_ADDRESS.test(redirectUrl.slice(0, 1_000)) || isSamePath(redirectUrl, url);
  });
}

function isSamePath(target: string, url: string): boolean {
  if (!URL.canParse(target, url)) return false;
  return new URL(target, url).pathname === new URL(url).pathname;
}

function confidenceOf({ message, refused, formAgain, sentBack: back }: Signs): number | undefined {
  const speaks = message !== undefined && speaksOf(message.text.text, 'login-rejected');
  if (speaks && (message.isLasting || refused !== undefined || formAgain !== undefined))
    return refused !== undefined || formAgain !== undefined ? 0.9 : 0.82;
  if (refused !== undefined && [401, 403].includes(failedStatus(refused)))
    return formAgain === undefined ? 0.78 : 0.86;
  if (formAgain === undefined) return undefined;
  if (refused !== undefined || back !== undefined) return 0.8;
  return message === undefined ? 0.5 : 0.74;
}

function rejectedFinding(
  signIn: SignIn,
  { message, refused, formAgain, sentBack: back }: Signs,
  { confidence, isOvercome }: { readonly confidence: number; readonly isOvercome: boolean },
): Finding<Code> | undefined {
  const evidence = [
    message?.text.cite('the words of the page after the sign-in'),
    refused === undefined
      ? undefined
      : citeExchange(refused.exchange, `the sign-in was answered ${failedStatus(refused)}`),
    back === undefined ? undefined : citeExchange(back, 'the sign-in led back'),
    formAgain,
  ].flatMap((item) => item ?? []);
  const [first, ...rest] = evidence;
  if (first === undefined) return undefined;
  return {
    code: 'access.login_rejected',
    title: `The site refused the sign-in of step ${signIn.step.order}${message === undefined ? (refused === undefined ? ': the form came back' : ` (answer ${failedStatus(refused)})`) : `: "${message.text.text.slice(0, 160)}"`}.`,
    explanation:
      'User name and password were handed in and did not open the account; what came after that in the run follows from it.',
    bearing: {
      tier: 'observed',
      confidence,
      persistence: isOvercome
        ? 'recovered'
        : formAgain === undefined && message?.isLasting !== true && refused === undefined
          ? 'unknown'
          : 'persistent',
    },
    step: signIn.step,
    atMs: signIn.submit?.startedAtMs,
    locus:
      refused === undefined
        ? 'sign-in refused'
        : `sign-in ${refused.template} ${failedStatus(refused)}`,
    evidence: [first, ...rest],
  };
}

function lockedFinding(
  run: Run,
  signIn: SignIn,
  sign: NewMessage | FailedRequest,
  refused: FailedRequest | undefined,
): Finding<Code> {
  const message = 'text' in sign ? sign : undefined;
  const answer = refused?.exchange ?? answerTo(run, signIn);
  const first =
    'text' in sign
      ? sign.text.cite('the words of the page after the sign-in')
      : citeExchange(sign.exchange, 'the sign-in and its answer');
  return {
    code: 'access.account_locked',
    title:
      message === undefined
        ? `The account is locked: the sign-in of step ${signIn.step.order} was answered 423.`
        : `The account is locked: "${message.text.text.slice(0, 180)}"`,
    explanation: `The ${message === undefined ? 'server' : 'page'} says so right after the sign-in of step ${signIn.step.order}; trying again with the same account cannot help.`,
    bearing: {
      tier: 'observed',
      confidence: message === undefined ? 0.86 : 0.9,
      persistence: message?.isLasting === false ? 'unknown' : 'persistent',
    },
    step: signIn.step,
    atMs: signIn.submit?.startedAtMs,
    locus: 'account locked',
    evidence: [
      first,
      ...(message === undefined || answer === undefined
        ? []
        : [citeExchange(answer, 'the sign-in and its answer')]),
    ],
  };
}

function answerTo(run: Run, { submit, step }: SignIn): Exchange | undefined {
  return (run.network?.exchanges ?? []).findLast(
    (exchange) =>
      exchange.method === 'POST' &&
      (exchange.startedAtMs ?? 0) >= (submit?.startedAtMs ?? 0) - 200 &&
      (exchange.startedAtMs ?? 0) <= (step.window?.endMs ?? 0),
  );
}
