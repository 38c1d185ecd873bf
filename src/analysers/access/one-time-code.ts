import { failedStatus } from '../../requests/failed-status.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeExchange, citeJson, type Evidence } from '../../run/evidence.ts';
import { codeField, isCodeField } from '../../run/facts/code-field.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { pageStates, type PageState } from '../../run/facts/page-states.ts';
import { signIns } from '../../run/facts/sign-in.ts';
import type { JsonPlace, Run, Step } from '../../run/run.ts';
import { asText, at } from '../../support/unknown.ts';
import { defineAnalyser, type FindingInfo } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A second factor stopped the sign-in. Skyvern's own error codes prove which way; without them the last page asks for a code that nobody had.
 * Telephone fields for marketing are not second factors.
 */
export const oneTimeCode = defineAnalyser({
  id: 'access.mfa',
  needs: ['outcome'],
  findings: {
    'access.mfa_no_source': info(
      'The site asks for a one-time code, and the run has no source for one.',
      [
        'Store the TOTP secret with the credential, or configure totp_identifier / totp_url.',
        'Ask the site for an account without a second factor for automation.',
      ],
    ),
    'access.mfa_code_missing': info(
      'The site asked for a one-time code that did not arrive in time.',
      [
        'Check that codes are forwarded to the configured source, and under the right identifier.',
        'Check the clock and the delay of the forwarding.',
      ],
    ),
    'access.mfa_expired': info('The one-time code had expired when it was entered.', [
      'Check the clock of the code source.',
      'Ask for the code later in the run, right before it is entered.',
    ]),
    'access.mfa_rejected': info('The site refused the one-time code.', [
      'Check that the TOTP secret belongs to this account.',
      'Check the clock of the machine that makes the codes.',
    ]),
  },
  run: (run) => {
    const finding = fromCode(run) ?? fromRejection(run) ?? fromPage(run);
    return finding === undefined ? [] : [finding];
  },
});

type Code =
  'access.mfa_no_source' | 'access.mfa_code_missing' | 'access.mfa_expired' | 'access.mfa_rejected';

function info(meaning: string, fixes: readonly [string, ...string[]]): FindingInfo {
  return { meaning, owner: 'credentials', retry: 'after-change', fixes };
}

const CODES = new Map<string, Code>([
  ['OTP_TIMEOUT', 'access.mfa_code_missing'],
  ['OTP_ERROR', 'access.mfa_code_missing'],
  ['OTP_EXPIRED', 'access.mfa_expired'],
  ['MISSING_TOTP_SOURCE', 'access.mfa_no_source'],
]);

const WORDS: readonly (readonly [RegExp, Code])[] = [
  [/MFA was required but no TOTP source is configured/, 'access.mfa_no_source'],
  [/TOTP verification code has expired/, 'access.mfa_expired'],
  [
    /No TOTP verification code found|Failed to get TOTP verification code/,
    'access.mfa_code_missing',
  ],
];

function fromCode(run: Run): Finding<Code> | undefined {
  const errors = [
    ...run.outcome.errors,
    ...run.tasks.flatMap((task) => task.errors),
    ...run.steps.flatMap((step) => step.errors),
  ];
  const coded = errors.find((error) => CODES.has(error.code ?? ''));
  if (coded !== undefined) {
    const place: JsonPlace = {
      source: coded.place.source,
      pointer: `${coded.place.pointer}/error_code`,
    };
    return typed(
      run,
      CODES.get(coded.code ?? '') ?? 'access.mfa_code_missing',
      citeJson(place, coded.code ?? '', 'the error code that Skyvern set'),
    );
  }
  const { document, failureReason } = run.outcome;
  const worded = WORDS.find(([pattern]) => pattern.test(failureReason ?? ''));
  if (worded === undefined || document === undefined) return undefined;
  return typed(
    run,
    worded[1],
    citeJson(
      { source: document.source, pointer: '/failure_reason' },
      failureReason ?? '',
      'why Skyvern ended the run',
    ),
  );
}

function typed(run: Run, code: Code, evidence: Evidence): Finding<Code> {
  const asking = askingPage(run);
  return {
    code,
    title: `${TITLES[code]}${asking === undefined ? '' : ` (step ${asking.state.step.order})`}.`,
    explanation: 'Skyvern itself recorded that the second factor stopped the sign-in.',
    bearing: { tier: 'typed', confidence: 0.95, persistence: 'persistent' },
    step: asking?.state.step ?? signIns(run)[0]?.step,
    locus: code,
    evidence: [evidence, ...(asking === undefined ? [] : [asking.evidence])],
  };
}

const TITLES = {
  'access.mfa_no_source': 'The site asked for a one-time code, and the run has no source for one',
  'access.mfa_code_missing': 'The site asked for a one-time code that never arrived',
  'access.mfa_expired': 'The one-time code had expired when it was entered',
  'access.mfa_rejected': 'The site refused the one-time code',
} satisfies Record<Code, string>;

function fromRejection(run: Run): Finding<Code> | undefined {
  const message = newMessages(run).find(
    ({ text, isLasting }) => isLasting && speaksOf(text.text, 'code-rejected'),
  );
  const asking = askingPage(run);
  if (asking === undefined) return undefined;
  if (message === undefined) return fromRefusal(run, asking);
  const code = /expir|abgelaufen|verlopen|caducad|scadut/i.test(message.text.text)
    ? 'access.mfa_expired'
    : 'access.mfa_rejected';
  return {
    code,
    title: `${TITLES[code]}: "${message.text.text.slice(0, 140)}"`,
    explanation: 'The message came after a code had been entered and stayed to the end.',
    bearing: { tier: 'observed', confidence: 0.88, persistence: 'persistent' },
    step: message.step,
    locus: code,
    evidence: [message.text.cite('the words of the page')],
  };
}

interface AskingPage {
  readonly state: PageState;
  readonly evidence: Evidence;
  readonly text: Evidence | undefined;
}

/** A code was entered, its answer was a refusal, and the page asks again without saying why. */
function fromRefusal(run: Run, asking: AskingPage): Finding<Code> | undefined {
  if (run.network === undefined) return undefined;
  const step = run.steps.find(
    (candidate) => candidate.taskId === asking.state.step.taskId && wasEntered(candidate),
  );
  if (step === undefined) return undefined;
  const refused = requestReportOf(run).failed.find(
    (request) =>
      request.isSubmit &&
      REFUSALS.has(failedStatus(request)) &&
      request.link.strength !== 'none' &&
      request.link.step === step,
  );
  if (refused === undefined) return undefined;
  return {
    code: 'access.mfa_rejected',
    title: `${TITLES['access.mfa_rejected']} (answer ${failedStatus(refused)} in step ${step.order}).`,
    explanation: 'A code was entered and sent; the page asks for it again and does not say why.',
    bearing: { tier: 'observed', confidence: 0.84, persistence: 'persistent' },
    step,
    atMs: refused.exchange.startedAtMs,
    locus: 'access.mfa_rejected',
    evidence: [citeExchange(refused.exchange, 'the answer to the code'), asking.evidence],
  };
}

const REFUSALS: ReadonlySet<number> = new Set([400, 401, 403, 406, 409, 410, 422]);

/** The last page of a task, when it asks for a code. */
function askingPage(run: Run): AskingPage | undefined {
  const lastOfTasks = new Map(pageStates(run).map((state) => [state.step.taskId, state]));
  for (const state of lastOfTasks.values()) {
    const text = state.texts.find(
      ({ text: words }) => words.length <= 300 && speaksOf(words, 'one-time-code'),
    );
    const field = codeField(state);
    const evidence = field ?? text?.cite('the page asks for a one-time code');
    if (evidence !== undefined)
      return { state, evidence, text: text?.cite('the page asks for a one-time code') };
  }
  return undefined;
}

function fromPage(run: Run): Finding<Code> | undefined {
  const asking = askingPage(run);
  if (asking === undefined || wasEnteredIn(run, asking.state.step.taskId)) return undefined;
  const isAfterLogin = signIns(run).some(
    (signIn) => signIn.step.taskId === asking.state.step.taskId,
  );
  if (!isAfterLogin && asking.text === undefined) return undefined;
  if (codeField(asking.state) === undefined && wantsDevice(asking.state)) return undefined;
  const code = hasSource(run, asking.state.step)
    ? 'access.mfa_code_missing'
    : 'access.mfa_no_source';
  return {
    code,
    title: `${TITLES[code]}; step ${asking.state.step.order} ends on that page.`,
    explanation: `${isAfterLogin ? 'User name and password were accepted. ' : ''}No code was entered before the run ended.`,
    bearing: {
      tier: 'observed',
      confidence: isAfterLogin ? 0.86 : 0.62,
      persistence: 'persistent',
    },
    step: asking.state.step,
    locus: code,
    evidence: [asking.evidence, ...(asking.text === undefined ? [] : [asking.text])],
  };
}

/** A page that waits for a confirmation elsewhere may name the app, but takes no code. */
function wantsDevice(state: PageState): boolean {
  return state.texts.some(({ text }) => text.length <= 300 && speaksOf(text, 'device-check'));
}

function wasEnteredIn(run: Run, taskId: string): boolean {
  return run.steps.some((step) => step.taskId === taskId && wasEntered(step));
}

function wasEntered(step: Step): boolean {
  return step.actions.some(
    (action) =>
      action.type === 'verification_code' ||
      /redacted otp/i.test(action.text ?? '') ||
      (action.type === 'input_text' && isCodeField(action.element)),
  );
}

/** Whether the request names a place where codes come from. */
function hasSource(run: Run, step: Step): boolean {
  const task = run.tasks.find((candidate) => candidate.taskId === step.taskId);
  const requests = [
    at(run.outcome.document?.value, 'run_request'),
    at(task?.document?.value, 'request'),
  ];
  return requests.some((request) =>
    ['totp_identifier', 'totp_url', 'totp_verification_url'].some(
      (key) => asText(at(request, key)) !== undefined,
    ),
  );
}
