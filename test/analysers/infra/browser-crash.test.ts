import { describe, expect, test } from 'vitest';
import { browserCrash } from '../../../src/analysers/infra/browser-crash.ts';
import type { Finding } from '../../../src/analysers/finding.ts';
import type { LogEvent, Run, Step } from '../../../src/run/run.ts';
import { endedRun, type EndedRun } from '../../support/answers-builder.ts';
import { networkWith } from '../../support/network-builder.ts';
import {
  actionResultWith,
  actionWith,
  artifactSource,
  RUN_START_MS,
  stepWith,
} from '../../support/run-builder.ts';

const CLOSED = 'Page.evaluate: Target page, context or browser has been closed';

function closedStep(order: number): Step {
  const result = actionResultWith({
    isSuccess: false,
    exceptionType: 'TargetClosedError',
    exceptionMessage: CLOSED,
  });
  return stepWith({ order, status: 'failed', actions: [actionWith({ results: [result] })] });
}

function disconnect(fields: Readonly<Record<string, unknown>>): LogEvent {
  const event = 'Browser state disconnected';
  return {
    place: { source: artifactSource('skyvern_log_raw'), pointer: '/0' },
    atMs: RUN_START_MS + 61_000,
    level: 'warning',
    event,
    stepId: undefined,
    taskId: undefined,
    fields: { event, ...fields },
  };
}

function find(ended: EndedRun): Finding | undefined {
  const result = browserCrash.run(endedRun(ended).run);
  return 'cannotTell' in result ? undefined : result[0];
}

const GONE = 'Browser state page is missing. task_id=tsk_1 ';

describe('a browser that died', () => {
  test('is found where the first command met the closed target', () => {
    const parts: Partial<Run> = { steps: [stepWith(), closedStep(1), closedStep(2)] };
    const finding = find({ reason: GONE, parts });
    expect(finding?.code).toBe('infra.browser_crash');
    expect(finding?.step?.order).toBe(1);
  });

  test('is proven by the HAR that was never written, too', () => {
    const finding = find({ reason: GONE, parts: { steps: [closedStep(0)] } });
    expect(finding?.evidence.at(-1)).toMatchObject({
      locator: { kind: 'absent' },
      artifactType: 'har',
    });
  });

  test('is placed by the disconnect in the log when no action met it', () => {
    const parts = { steps: [stepWith(), stepWith({ order: 1 })], serverLog: [disconnect({})] };
    expect(find({ reason: GONE, parts })?.step?.order).toBe(1);
  });
});

test('a closed page with a HAR is no dead browser', () => {
  const parts = { steps: [closedStep(0)], network: networkWith([]) };
  expect(find({ reason: 'x', parts })?.code).toBe('infra.page_closed');
});

test.each([
  { close_requested: true },
  { expected: true },
  { disconnect_kind: 'intentional_teardown' },
])('a disconnect that was asked for is no crash: %o', (fields) => {
  expect(find({ reason: 'x', parts: { serverLog: [disconnect(fields)] } })).toBeUndefined();
});

test('a missing HAR alone is no crash', () => {
  expect(find({ reason: 'x', parts: { steps: [stepWith()] } })).toBeUndefined();
});

test('a target that was closed in mid-run and replaced is no crash', () => {
  const parts = {
    steps: [closedStep(0), stepWith({ order: 1, actions: [actionWith()] })],
  };
  expect(find({ reason: 'x', parts })).toBeUndefined();
});

test.each(['completed', 'canceled'])('a %s run has no crash', (status) => {
  expect(find({ status, reason: GONE, parts: { steps: [closedStep(0)] } })).toBeUndefined();
});
