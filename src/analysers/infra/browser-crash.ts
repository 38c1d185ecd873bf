import { citeAbsent, citeLog, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import {
  actionFailures,
  citeExceptionType,
  citeFailure,
  type ActionFailure,
} from '../../run/facts/action-failures.ts';
import { citeReasons, matchReasons, type ReasonHit } from '../../run/facts/failure-reason.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { LogEvent, Run, Step } from '../../run/run.ts';
import { asText } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The browser died: commands meet a closed target, the state of the browser is missing, the log saw it disconnect without having been asked
 * to, and no HAR was written (it is flushed when a browser closes in order). With a HAR only the page was closed. A missing HAR alone proves
 * nothing (remote browsers, early fetches); neither does a disconnect that the server itself had asked for.
 */
export const browserCrash = defineAnalyser({
  id: 'infra.browser_crash',
  needs: ['outcome'],
  findings: {
    'infra.browser_crash': {
      meaning: 'The browser process died or was killed in the middle of the run.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Run again; nothing of the site or the task caused this.',
        'If it repeats, look at memory and the out-of-memory killer of the machine that runs the browsers.',
      ],
    },
    'infra.page_closed': {
      meaning: 'The page was closed under the hands of the agent.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'See which action came before: some sites close their own window after a click; continue on the page that opened it.',
        'If a person shares the browser session, do not close the tab during the run.',
      ],
    },
  },
  run: (run) => {
    const finding = findCrash(run);
    return finding === undefined ? [] : [finding];
  },
});

type Code = 'infra.browser_crash' | 'infra.page_closed';

const STATE_MISSING = [
  /Browser state (?:page is missing|for \S{1,80} is missing|is missing)[^\n]{0,80}/,
  /browser_disconnected_before_step/,
  /browser_state_registry_lookup_miss/,
  /Browser (?:has been closed|closed unexpectedly|crashed|disconnected)[^\n]{0,80}/i,
  /browser context closed/i,
];
const PAGE_CLOSED = [
  /The browser page closed while Skyvern was working[^\n]{0,80}/,
  /Target page, context or browser has been closed/,
];
const TARGET_CLOSED =
  /Target page, context or browser has been closed|Browser has been closed|Target closed/;
const DISCONNECT_EVENT =
  /Browser state disconnected|Browser is already gone|Missing browser state page/;

interface Signs {
  readonly missing: readonly ReasonHit[];
  readonly closed: readonly ReasonHit[];
  readonly failures: readonly ActionFailure[];
  readonly events: readonly LogEvent[];
  readonly hasHar: boolean;
}

function findCrash(run: Run): Finding<Code> | undefined {
  if (run.outcome.status === 'completed' || run.outcome.status === 'canceled') return undefined;
  const signs = signsOf(run);
  const isReported = signs.missing.length + signs.closed.length > 0;
  if (!isReported && (signs.failures.length === 0 || wentOn(run, signs.failures))) return undefined;
  const isCrash =
    signs.missing.length > 0 ||
    signs.events.length > 0 ||
    (!signs.hasHar && signs.failures.length > 0);
  return toFinding(run, isCrash ? 'infra.browser_crash' : 'infra.page_closed', signs);
}

function signsOf(run: Run): Signs {
  return {
    missing: matchReasons(run, STATE_MISSING),
    closed: matchReasons(run, PAGE_CLOSED),
    failures: actionFailures(run).filter(
      ({ exceptionType, message }) =>
        exceptionType === 'TargetClosedError' || TARGET_CLOSED.test(message),
    ),
    events: (run.serverLog ?? []).filter(isUnwantedDisconnect),
    hasHar: run.network !== undefined,
  };
}

/** Closing at the end of a run looks the same, but was asked for. */
function isUnwantedDisconnect({ event, fields }: LogEvent): boolean {
  return (
    DISCONNECT_EVENT.test(event) &&
    fields['close_requested'] !== true &&
    fields['expected'] !== true &&
    asText(fields['disconnect_kind']) !== 'intentional_teardown'
  );
}

function wentOn(run: Run, failures: readonly ActionFailure[]): boolean {
  const last = failures.at(-1);
  const steps = realSteps(run);
  return (
    last !== undefined &&
    steps
      .slice(steps.indexOf(last.step) + 1)
      .some((step) =>
        step.actions.some((action) => action.results.some((result) => result.isSuccess)),
      )
  );
}

function toFinding(run: Run, code: Code, signs: Signs): Finding<Code> {
  const step = stepOfDeath(run, signs);
  const [first, ...others] = evidenceOf(run, code, signs);
  const where = step === undefined ? '' : ` in step ${step.order}`;
  return {
    code,
    title:
      code === 'infra.browser_crash'
        ? `The browser died${where}; everything after that failed for want of a browser.`
        : `The page was closed${where} while the agent was working on it.`,
    explanation: explain(code, signs),
    bearing: { tier: 'typed', confidence: 0.93, persistence: 'persistent' },
    step,
    atMs: signs.failures[0]?.action.finishedAtMs ?? signs.events[0]?.atMs ?? step?.modifiedAtMs,
    locus: code,
    evidence: [first ?? citeAbsent('har', 'no HAR was written'), ...others],
  };
}

function explain(code: Code, signs: Signs): string {
  const words = [
    signs.failures.length > 0 ? 'commands met a closed target' : '',
    signs.missing.length > 0 ? 'the server found no browser any more' : '',
    signs.events.length > 0 ? 'the log saw it disconnect without having been asked to' : '',
    code === 'infra.browser_crash' && !signs.hasHar ? 'no HAR was written' : '',
  ].filter((word) => word !== '');
  return `The signs agree: ${words.length === 0 ? 'the reason of the run says so' : words.join(', ')}.`;
}

/** Where the first command met the closed target, else where the disconnect falls, else where the run ended. */
function stepOfDeath(run: Run, signs: Signs): Step | undefined {
  const [failure] = signs.failures;
  if (failure !== undefined) return failure.step;
  const steps = realSteps(run);
  const at = signs.events.find((event) => event.atMs !== undefined)?.atMs;
  const during =
    at === undefined
      ? undefined
      : steps.findLast(({ createdAtMs }) => createdAtMs !== undefined && createdAtMs <= at);
  return during ?? steps.at(-1);
}

function evidenceOf(run: Run, code: Code, signs: Signs): readonly Evidence[] {
  const [failure] = signs.failures;
  const [hit] = signs.missing.length > 0 ? signs.missing : signs.closed;
  return distinctEvidence([
    ...(failure === undefined
      ? []
      : [
          citeFailure(failure, 'the command found the browser closed'),
          citeExceptionType(failure, 'the exception that Skyvern recorded'),
        ]),
    ...(hit === undefined ? [] : citeReasons(run, hit, 'the browser was gone')),
    ...signs.events
      .slice(0, 2)
      .map((event) => citeLog(event, 'event', 'the browser went away unasked')),
    ...(code === 'infra.browser_crash' && !signs.hasHar
      ? [
          citeAbsent(
            'har',
            'no HAR was written, as happens when the browser dies before it closes in order',
          ),
        ]
      : []),
  ]);
}
