import { citeAbsent } from '../../run/evidence.ts';
import { citeStatus } from '../../run/facts/last-sign-of-life.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/** The run never began: it waited in the queue until it was fetched or given up. Short waits are normal. */
export const queue = defineAnalyser({
  id: 'infra.queue',
  needs: ['outcome'],
  findings: {
    'infra.queue': {
      meaning: 'The run waited in the queue and was never started.',
      owner: 'skyvern',
      retry: 'later',
      fixes: [
        'Look for other runs that hold the place: the concurrency limit, or a lock of sequential runs.',
        'Check that a worker is alive and takes runs from the queue.',
      ],
    },
  },
  run: (run) => {
    const finding = findWait(run);
    return finding === undefined ? [] : [finding];
  },
});

const WAITING: ReadonlySet<string> = new Set(['queued', 'created']);
const GIVEN_UP: ReadonlySet<string> = new Set(['timed_out', 'failed']);
const LONG_WAIT_MS = 15 * 60_000;

function findWait(run: Run): Finding<'infra.queue'> | undefined {
  const { status, createdAtMs, startedAtMs, observedAtMs, finishedAtMs, failureReason } =
    run.outcome;
  if (status === undefined || createdAtMs === undefined || startedAtMs !== undefined)
    return undefined;
  if (run.steps.length > 0 || run.blocks.length > 0) return undefined;
  const isGivenUp = GIVEN_UP.has(status) && failureReason === undefined;
  const endMs = isGivenUp ? finishedAtMs : WAITING.has(status) ? observedAtMs : undefined;
  if (endMs === undefined || endMs - createdAtMs < LONG_WAIT_MS) return undefined;
  const cited = citeStatus(run, 'the status of a run that was never started');
  const minutes = Math.floor((endMs - createdAtMs) / 60_000);
  return {
    code: 'infra.queue',
    title: `The run was never started: it had waited ${minutes} minutes and is ${status}.`,
    explanation: 'It has no start time, no step and no artifact of a browser.',
    bearing: { tier: 'typed', confidence: 0.9, persistence: 'persistent' },
    atMs: createdAtMs,
    locus: 'never started',
    evidence: [
      cited ?? citeAbsent('step', 'the run has no step'),
      citeAbsent('har', 'no HAR: no browser was ever opened'),
    ],
  };
}
