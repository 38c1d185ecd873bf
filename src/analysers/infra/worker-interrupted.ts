import { citeAbsent, citeJson, type Evidence } from '../../run/evidence.ts';
import { citeReasons, matchReasons } from '../../run/facts/failure-reason.ts';
import { citeStatus, lastSignOfLifeMs } from '../../run/facts/last-sign-of-life.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { lastStepOf } from '../reason-analyser.ts';

/**
 * The server process died under the run. Either Skyvern noticed and says so, or the run stays "running" for ever: nothing happened for far
 * longer than any step takes, no HAR was flushed, the last step never ended. Paused runs wait for a person and are left alone.
 */
export const workerInterrupted = defineAnalyser({
  id: 'infra.worker_interrupted',
  needs: ['outcome'],
  findings: {
    'infra.worker_interrupted': {
      meaning: 'The server process that worked on the run stopped in the middle of it.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Run again: this run will not go on by itself. Cancel it if it is still listed as running.',
        'Look at the log of the server for a restart, a deployment or an out-of-memory kill at that time.',
      ],
    },
  },
  run: (run) => {
    const finding = fromReason(run) ?? fromSilence(run);
    return finding === undefined ? [] : [finding];
  },
});

const REASONS = [
  /Workflow run was interrupted before completion[^\n]{0,80}/,
  /workflow execution raised before completion \(\w+\)/,
  /\b(?:activity|heartbeat) timeout\b/i,
  /(?:worker|server|process) (?:was )?(?:restarted|shut down|terminated|interrupted|lost)\b[^\n]{0,60}/i,
];
const NEVER_ENDED: ReadonlySet<string> = new Set(['running', 'created', 'queued']);
/** Longer than any wait of Skyvern itself: one-time codes are polled for a quarter of an hour. */
const SILENCE_MS = 30 * 60_000;

type Found = Finding<'infra.worker_interrupted'> | undefined;

function fromReason(run: Run): Found {
  const [first] = matchReasons(run, REASONS);
  if (first === undefined) return undefined;
  const step = lastStepOf(run, first);
  return {
    code: 'infra.worker_interrupted',
    title: `The server stopped working on the run${inStep(step)}: ${first.match[0].slice(0, 120)}.`,
    explanation: 'The run was cut off from outside; the site and the task had no part in it.',
    bearing: { tier: 'typed', confidence: 0.93, persistence: 'persistent' },
    step,
    block: first.reason.block,
    atMs: step?.modifiedAtMs ?? run.outcome.finishedAtMs,
    locus: 'interrupted',
    evidence: citeReasons(run, first, 'the run was interrupted'),
  };
}

function fromSilence(run: Run): Found {
  const { status, observedAtMs, startedAtMs } = run.outcome;
  const lastMs = lastSignOfLifeMs(run);
  const cited = citeStatus(run, 'the run never ended');
  if (status === undefined || !NEVER_ENDED.has(status) || cited === undefined) return undefined;
  if (observedAtMs === undefined || lastMs === undefined) return undefined;
  const hasBegun = startedAtMs !== undefined || realSteps(run).length > 0;
  if (!hasBegun || observedAtMs - lastMs < SILENCE_MS) return undefined;
  const step = realSteps(run).at(-1);
  return {
    code: 'infra.worker_interrupted',
    title: `The run stopped${inStep(step)} without an end: it is still "${status}" ${duration(observedAtMs - lastMs)} after its last sign of life.`,
    explanation: `No step, log line or artifact is newer${run.network === undefined ? ', and the HAR that a browser leaves when it closes in order is not there' : ''}: the process that worked on the run is gone.`,
    bearing: { tier: 'typed', confidence: 0.88, persistence: 'persistent' },
    step,
    atMs: lastMs,
    locus: 'never ended',
    evidence: [cited, ...stepStatus(step), ...missingHar(run)],
  };
}

function inStep(step: Step | undefined): string {
  return step === undefined ? '' : ` in step ${step.order}`;
}

function stepStatus(step: Step | undefined): readonly Evidence[] {
  if (step === undefined || !NEVER_ENDED.has(step.status)) return [];
  const place = { source: step.place.source, pointer: `${step.place.pointer}/status` };
  return [citeJson(place, step.status, 'the last step never ended', step.modifiedAtMs)];
}

function missingHar(run: Run): readonly Evidence[] {
  return run.network === undefined
    ? [citeAbsent('har', 'no HAR was written: the browser was never closed in order')]
    : [];
}

/** `3 hours`, `2 days`. */
function duration(ms: number): string {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 120) return `${minutes} minutes`;
  const hours = Math.floor(minutes / 60);
  return hours < 48 ? `${hours} hours` : `${Math.floor(hours / 24)} days`;
}
