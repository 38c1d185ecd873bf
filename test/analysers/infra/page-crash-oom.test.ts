import { expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import { browserDegraded } from '../../../src/analysers/infra/browser-degraded.ts';
import { pageCrash } from '../../../src/analysers/infra/page-crash-oom.ts';
import type { LogEvent } from '../../../src/run/run.ts';
import { endedRun } from '../../support/answers-builder.ts';
import {
  actionResultWith,
  actionWith,
  artifactSource,
  RUN_START_MS,
  stepWith,
} from '../../support/run-builder.ts';

function logged(event: string, index: number, minute: number): LogEvent {
  return {
    place: { source: artifactSource('skyvern_log_raw'), pointer: `/${index}` },
    atMs: RUN_START_MS + minute * 60_000 + 1,
    level: 'warning',
    event,
    stepId: undefined,
    taskId: undefined,
    fields: { event },
  };
}

const STEPS = [stepWith(), stepWith({ order: 1 })];

function crash(serverLog: readonly LogEvent[], reason?: string): Finding | undefined {
  const result = pageCrash.run(endedRun({ reason, parts: { steps: STEPS, serverLog } }).run);
  return 'cannotTell' in result ? undefined : result[0];
}

test('one crash of a tab is overcome', () => {
  const finding = crash([logged('Page crashed; closing the crashed tab', 0, 0)]);
  expect(finding?.bearing.persistence).toBe('recovered');
});

test('crashes up to the last step end the run', () => {
  const finding = crash([logged('Page crashed', 0, 0), logged('Page crashed', 1, 1)]);
  expect(finding?.bearing.persistence).toBe('persistent');
  expect(finding?.step?.order).toBe(0);
});

test('a crash that the run ended with counts once', () => {
  expect(crash([], 'Page crashed')?.bearing.persistence).toBe('persistent');
});

test('a browser that hangs shows in many deadlines, not in one', () => {
  const slow = actionWith({
    results: [actionResultWith({ isSuccess: false, exceptionType: 'ActionDeadlineExceeded' })],
  });
  const codes = (count: number): number => {
    const steps = Array.from({ length: count }, (_, order) => stepWith({ order, actions: [slow] }));
    const result = browserDegraded.run(endedRun({ parts: { steps } }).run);
    return 'cannotTell' in result ? 0 : result.length;
  };
  expect([codes(1), codes(3)]).toEqual([0, 1]);
});
