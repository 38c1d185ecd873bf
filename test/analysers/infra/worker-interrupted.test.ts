import { expect, test } from 'vitest';
import { queue } from '../../../src/analysers/infra/queue.ts';
import { workerInterrupted } from '../../../src/analysers/infra/worker-interrupted.ts';
import type { Analyser } from '../../../src/analysers/define-analyser.ts';
import type { Finding } from '../../../src/analysers/finding.ts';
import type { Outcome, Step } from '../../../src/run/run.ts';
import { endedRun } from '../../support/answers-builder.ts';
import { RUN_START_MS, stepWith } from '../../support/run-builder.ts';

const HOUR_MS = 3_600_000;

function find(
  analyser: Analyser,
  status: string,
  outcome: Partial<Outcome>,
  steps: readonly Step[] = [],
): Finding | undefined {
  const { run } = endedRun({ status, parts: { steps } });
  const whole = { ...run, outcome: { ...run.outcome, finishedAtMs: undefined, ...outcome } };
  const result = analyser.run(whole);
  return 'cannotTell' in result ? undefined : result[0];
}

const STEPS = [stepWith(), stepWith({ order: 1, status: 'running' })];

test('a run that is silent for hours without an end was interrupted in its last step', () => {
  const observedAtMs = RUN_START_MS + 5 * HOUR_MS;
  const finding = find(workerInterrupted, 'running', { observedAtMs }, STEPS);
  expect(finding?.step?.order).toBe(1);
  expect(finding?.evidence.map(({ excerpt, artifactType }) => artifactType ?? excerpt)).toEqual([
    'running',
    'running',
    'har',
  ]);
});

test('a run that was seen at work minutes ago is still running', () => {
  const observedAtMs = RUN_START_MS + 10 * 60_000;
  expect(find(workerInterrupted, 'running', { observedAtMs }, STEPS)).toBeUndefined();
});

test('a paused run waits for a person', () => {
  const observedAtMs = RUN_START_MS + 50 * HOUR_MS;
  expect(find(workerInterrupted, 'paused', { observedAtMs }, STEPS)).toBeUndefined();
});

test('without the hour of the fetch silence cannot be told', () => {
  expect(find(workerInterrupted, 'running', {}, STEPS)).toBeUndefined();
});

test('a run that never began waits in the queue, and nothing was interrupted', () => {
  const outcome = { observedAtMs: RUN_START_MS + HOUR_MS, startedAtMs: undefined };
  expect(find(workerInterrupted, 'queued', outcome)).toBeUndefined();
  expect(find(queue, 'queued', outcome)?.title).toContain('60 minutes');
});

test('a short wait in the queue is normal', () => {
  const outcome = { observedAtMs: RUN_START_MS + 60_000, startedAtMs: undefined };
  expect(find(queue, 'queued', outcome)).toBeUndefined();
});

test('an interruption that the server noticed is taken from its words', () => {
  const { run } = endedRun({ reason: 'Workflow run was interrupted before completion' });
  const result = workerInterrupted.run(run);
  expect('cannotTell' in result ? [] : result.map(({ code }) => code)).toEqual([
    'infra.worker_interrupted',
  ]);
});
