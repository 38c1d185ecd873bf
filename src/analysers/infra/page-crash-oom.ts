import { citeConsole, citeLog, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import { actionFailures, citeFailure } from '../../run/facts/action-failures.ts';
import { citeReason, matchReasons } from '../../run/facts/failure-reason.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { LogEvent, Run, Step } from '../../run/run.ts';
import { times } from '../../support/count-words.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/** The tab crashed, mostly for want of memory. One crash is repaired by a new tab; only repeated ones, or one that ended the run, matter. */
export const pageCrash = defineAnalyser({
  id: 'infra.page_crash_oom',
  needs: ['outcome'],
  findings: {
    'infra.page_crash_oom': {
      meaning: 'The tab of the page crashed, mostly because memory ran out.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Give the browser more memory (also /dev/shm in containers), or run fewer browsers at once.',
        'If it is always the same page, reach the data on a lighter one.',
      ],
    },
  },
  run: (run) => {
    const signs = crashSigns(run);
    const [first] = signs;
    return first === undefined ? [] : [toFinding(run, first, signs)];
  },
});

const CRASH =
  /\b(?:Page|Target) crashed\b|\bAw, Snap|STATUS_BREAKPOINT|\bout of memory\b|net::ERR_(?:INSUFFICIENT_RESOURCES|OUT_OF_MEMORY)|allocation failed - JavaScript heap/i;

interface Sign {
  readonly evidence: Evidence;
  readonly step: Step | undefined;
  readonly atMs: number | undefined;
  readonly endsRun: boolean;
}

function crashSigns(run: Run): readonly Sign[] {
  return [...actionSigns(run), ...logSigns(run), ...consoleSigns(run), ...reasonSigns(run)];
}

function actionSigns(run: Run): readonly Sign[] {
  return actionFailures(run)
    .filter(({ message }) => CRASH.test(message))
    .map((failure) => ({
      evidence: citeFailure(failure, 'the tab crashed under this action'),
      step: failure.step,
      atMs: failure.action.finishedAtMs,
      endsRun: false,
    }));
}

function logSigns(run: Run): readonly Sign[] {
  return (run.serverLog ?? [])
    .filter(({ event }) => CRASH.test(event))
    .map((event) => ({
      evidence: citeLog(event, 'event', 'the server log saw the tab crash'),
      step: stepOfEvent(run, event),
      atMs: event.atMs,
      endsRun: false,
    }));
}

function stepOfEvent(run: Run, { stepId, atMs }: LogEvent): Step | undefined {
  const steps = realSteps(run);
  return (
    steps.find((step) => step.stepId === stepId) ??
    steps.findLast(
      ({ createdAtMs }) => createdAtMs !== undefined && atMs !== undefined && createdAtMs <= atMs,
    )
  );
}

function consoleSigns(run: Run): readonly Sign[] {
  return (run.console ?? [])
    .filter(({ level, text }) => level === 'error' && CRASH.test(text))
    .map((message) => ({
      evidence: citeConsole(message, 'the page ran out of memory'),
      step: undefined,
      atMs: message.atMs,
      endsRun: false,
    }));
}

function reasonSigns(run: Run): readonly Sign[] {
  const [hit] = matchReasons(run, [CRASH]);
  if (hit === undefined) return [];
  const evidence = citeReason(hit, 'the run ended with a crashed tab');
  return [{ evidence, step: realSteps(run).at(-1), atMs: run.outcome.finishedAtMs, endsRun: true }];
}

function toFinding(run: Run, first: Sign, signs: readonly Sign[]): Finding<'infra.page_crash_oom'> {
  const steps = realSteps(run);
  const lastCrash = signs.findLast((sign) => sign.step !== undefined)?.step;
  const isLasting =
    signs.some((sign) => sign.endsRun) ||
    (signs.length > 1 && lastCrash !== undefined && lastCrash.order === steps.at(-1)?.order);
  const [evidence, ...others] = distinctEvidence(signs.map((sign) => sign.evidence)).slice(0, 5);
  return {
    code: 'infra.page_crash_oom',
    title: `The tab crashed ${times(signs.length)}${first.step === undefined ? '' : `, first in step ${first.step.order}`}.`,
    explanation: isLasting
      ? 'A new tab met the same end, so the page could not be used.'
      : 'Skyvern opened a new tab and went on.',
    bearing: {
      tier: 'typed',
      confidence: 0.92,
      persistence: isLasting ? 'persistent' : 'recovered',
    },
    step: first.step,
    atMs: first.atMs,
    locus: 'tab crash',
    evidence: [evidence ?? first.evidence, ...others],
  };
}
