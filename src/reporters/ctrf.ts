import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { visible } from './escape/visible.ts';
import { renderTerminal } from './terminal.ts';
import { elapsedMs, momentMs } from './words/moment.ts';
import { moodOf } from './words/outcome.ts';
import { TEST_STATUS, testName } from './words/verdict-status.ts';

const STEP_STATUS = { good: 'passed', bad: 'failed', open: 'other' } as const;

function testOf(diagnosis: Diagnosis, durationMs: number): object {
  const { run, verdict, timeline } = diagnosis;
  const status = TEST_STATUS[verdict.kind];
  return {
    name: visible(testName(diagnosis)) || 'run',
    status,
    duration: durationMs,
    suite: [run.id || 'run'],
    type: 'e2e',
    ...(status === 'failed'
      ? { message: visible(verdict.summary), trace: renderTerminal(diagnosis) }
      : {}),
    ...(run.status === null ? {} : { rawStatus: run.status }),
    steps: timeline
      .filter((row) => row.kind === 'step')
      .map((row) => ({
        name: visible(row.label) || 'step',
        status: STEP_STATUS[moodOf(row.status)],
      })),
    extra: {
      cause: verdict.cause,
      confidence: verdict.confidence,
      owner: verdict.owner,
      retry: verdict.retry,
      fingerprint: verdict.fingerprint,
    },
  };
}

/** Common Test Report Format: the run is one test, its steps are the steps of the test. */
export function renderCtrf(diagnosis: Diagnosis): string {
  const { run, tool, verdict } = diagnosis;
  const status = TEST_STATUS[verdict.kind];
  const start = momentMs(run.started_at ?? run.created_at) ?? 0;
  const durationMs = elapsedMs(run.started_at ?? run.created_at, run.finished_at) ?? 0;
  const count = (wanted: string): number => (status === wanted ? 1 : 0);
  const summary = {
    tests: 1,
    passed: count('passed'),
    failed: count('failed'),
    pending: count('pending'),
    skipped: count('skipped'),
    other: 0,
    start,
    stop: start + durationMs,
  };
  const results = {
    tool: { name: tool.name, version: tool.version },
    summary,
    tests: [testOf(diagnosis, durationMs)],
  };
  return `${JSON.stringify({ reportFormat: 'CTRF', specVersion: '0.0.0', results }, undefined, 2)}\n`;
}
