import { failedStatus } from '../../requests/failed-status.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { citeExchange, citeText, type Evidence } from '../../run/evidence.ts';
import { speaksOf, topicOf } from '../../run/facts/lexicon.ts';
import { newMessages, type NewMessage } from '../../run/facts/new-messages.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import { signIns, type SignIn } from '../../run/facts/sign-in.ts';
import type { Run } from '../../run/run.ts';
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
  run: (run) =>
    signIns(run)
      .flatMap((signIn) => judge(run, signIn) ?? [])
      .slice(0, 1),
});

type Code = 'access.login_rejected' | 'access.account_locked';

interface Signs {
  readonly message: NewMessage | undefined;
  readonly refused: FailedRequest | undefined;
  readonly formAgain: Evidence | undefined;
}

function judge(run: Run, signIn: SignIn): Finding<Code> | undefined {
  if (signIn.submit === undefined) return undefined;
  const after = newMessages(run).filter(
    (message) => message.step === signIn.step && message.action === signIn.submit,
  );
  const locked = after.find(({ text }) => speaksOf(text.text, 'account-locked'));
  if (locked !== undefined) return lockedFinding(run, signIn, locked);
  const signs: Signs = {
    message:
      after.find(({ text }) => speaksOf(text.text, 'login-rejected')) ??
      after.find(
        ({ text }) =>
          text.isMessage &&
          topicOf(text.text, [
            'one-time-code',
            'session-ended',
            'terms',
            'device-check',
            'confirmation',
            'loading',
          ]) === undefined,
      ),
    refused: refusedSignIn(run, signIn),
    formAgain: passwordFieldAfter(run, signIn),
  };
  const confidence = confidenceOf(signs);
  return confidence === undefined ? undefined : rejectedFinding(signIn, signs, confidence);
}

const REFUSALS = new Set([400, 401, 403, 404, 422]);

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

/** The form with its password field is still, or again, on the page after the submit. */
function passwordFieldAfter(run: Run, { step, submit }: SignIn): Evidence | undefined {
  const states = pageStates(run).filter((state) => state.step.taskId === step.taskId);
  const last = states.at(-1);
  const after = states.find((state) => state.action === submit);
  if (last?.snapshot === undefined || after === undefined || last.index < after.index)
    return undefined;
  const field = last.page?.elements.find(
    (element) =>
      element.tagName === 'input' && element.attributes['type'] === 'password' && !element.isHidden,
  );
  return field === undefined
    ? undefined
    : citeText(
        last.snapshot.document,
        field,
        'the password is still being asked for on the last page',
      );
}

function confidenceOf({ message, refused, formAgain }: Signs): number | undefined {
  const speaks = message !== undefined && speaksOf(message.text.text, 'login-rejected');
  if (speaks && (message.isLasting || refused !== undefined || formAgain !== undefined))
    return refused !== undefined || formAgain !== undefined ? 0.9 : 0.82;
  if (refused !== undefined && [401, 403].includes(failedStatus(refused)))
    return formAgain === undefined ? 0.78 : 0.86;
  if (formAgain === undefined) return undefined;
  if (refused !== undefined) return 0.8;
  return message === undefined ? 0.5 : 0.74;
}

function rejectedFinding(
  signIn: SignIn,
  { message, refused, formAgain }: Signs,
  confidence: number,
): Finding<Code> | undefined {
  const evidence = [
    message?.text.cite('the words of the page after the sign-in'),
    refused === undefined
      ? undefined
      : citeExchange(refused.exchange, `the sign-in was answered ${failedStatus(refused)}`),
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
      persistence:
        formAgain === undefined && message?.isLasting !== true && refused === undefined
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

function lockedFinding(run: Run, signIn: SignIn, message: NewMessage): Finding<Code> {
  const answered = (run.network?.exchanges ?? []).findLast(
    (exchange) =>
      exchange.method === 'POST' &&
      (exchange.startedAtMs ?? 0) >= (signIn.submit?.startedAtMs ?? 0) - 200 &&
      (exchange.startedAtMs ?? 0) <= (signIn.step.window?.endMs ?? 0),
  );
  return {
    code: 'access.account_locked',
    title: `The account is locked: "${message.text.text.slice(0, 180)}"`,
    explanation: `The page says so right after the sign-in of step ${signIn.step.order}; trying again with the same account cannot help.`,
    bearing: {
      tier: 'observed',
      confidence: 0.9,
      persistence: message.isLasting ? 'persistent' : 'unknown',
    },
    step: signIn.step,
    atMs: signIn.submit?.startedAtMs,
    locus: 'account locked',
    evidence: [
      message.text.cite('the words of the page after the sign-in'),
      ...(answered === undefined ? [] : [citeExchange(answered, 'the sign-in as it was sent')]),
    ],
  };
}
