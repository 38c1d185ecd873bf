import { citeLog, type Evidence } from '../../run/evidence.ts';
import { actionFailures, citeFailure } from '../../run/facts/action-failures.ts';
import { citeReasons, matchReasons } from '../../run/facts/failure-reason.ts';
import type { LogEvent, Run } from '../../run/run.ts';
import { counted } from '../../support/count-words.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { lastStepOf } from '../reason-analyser.ts';

/** The browser lived but did not answer any more: commands timed out one after the other. One slow screenshot is nothing. */
export const browserDegraded = defineAnalyser({
  id: 'infra.browser_degraded',
  needs: ['outcome'],
  findings: {
    'infra.browser_degraded': {
      meaning: 'The browser hung: it no longer answered the commands it was given.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Give the machine of the browser more memory and CPU, or run fewer browsers on it.',
        'If it is always the same page, start on a lighter one: endless scripts can hang a tab.',
      ],
    },
  },
  run: (run) => {
    const finding = fromReason(run) ?? fromTimeouts(run);
    return finding === undefined ? [] : [finding];
  },
});

const REASONS = [
  /stopped responding to its commands and did not recover/,
  /stopped responding to Skyvern after \d+ consecutive[^\n]{0,60}/,
  /BrowserSessionDegraded\w*/,
];
const DEADLINES: ReadonlySet<string> = new Set([
  'ActionExecutionTimeout',
  'ActionDeadlineExceeded',
  'BrowserSessionDegraded',
]);
const SLOW_EVENT =
  /screenshot timeout|timed out trying to analyze|Timeout error (?:taking|while taking) screenshot/i;
const MANY = 3;

function fromReason(run: Run): Finding<'infra.browser_degraded'> | undefined {
  const [first] = matchReasons(run, REASONS);
  if (first === undefined) return undefined;
  const step = lastStepOf(run, first);
  return {
    code: 'infra.browser_degraded',
    title: `The browser stopped answering${step === undefined ? '' : ` in step ${step.order}`}.`,
    explanation:
      'Its commands timed out one after the other, so the run could neither see nor do anything.',
    bearing: { tier: 'typed', confidence: 0.92, persistence: 'persistent' },
    step,
    block: first.reason.block,
    atMs: step?.modifiedAtMs,
    locus: 'browser degraded',
    evidence: [
      ...citeReasons(run, first, 'the browser stopped answering'),
      ...slowEvents(run).slice(0, 2).map(citeEvent),
    ],
  };
}

/** Actions that ran into their deadline, together with further signs. */
function fromTimeouts(run: Run): Finding<'infra.browser_degraded'> | undefined {
  const failures = actionFailures(run).filter(({ exceptionType }) => DEADLINES.has(exceptionType));
  const events = slowEvents(run);
  const [first] = failures;
  if (first === undefined || failures.length + events.length < MANY) return undefined;
  return {
    code: 'infra.browser_degraded',
    title: `The browser did not answer in time from step ${first.step.order} on.`,
    explanation: `${counted(failures.length, 'action')} ran into the deadline, and the log holds ${counted(events.length, 'further timeout')}.`,
    bearing: { tier: 'observed', confidence: 0.7, persistence: 'persistent' },
    step: first.step,
    atMs: first.action.finishedAtMs,
    locus: first.exceptionType,
    evidence: [
      citeFailure(first, 'the action ran into its deadline'),
      ...events.slice(0, 2).map(citeEvent),
    ],
  };
}

function slowEvents(run: Run): readonly LogEvent[] {
  return (run.serverLog ?? []).filter((event) => SLOW_EVENT.test(event.event));
}

function citeEvent(event: LogEvent): Evidence {
  return citeLog(event, 'event', 'the browser did not answer in time');
}
