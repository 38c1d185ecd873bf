import { describe, expect, test } from 'vitest';
import { caps } from '../../../src/analysers/agent/caps.ts';
import type { Analyser } from '../../../src/analysers/define-analyser.ts';
import type { Finding } from '../../../src/analysers/finding.ts';
import { elapsedCap } from '../../../src/analysers/infra/elapsed-cap.ts';
import { webhook } from '../../../src/analysers/infra/webhook.ts';
import { canceled } from '../../../src/analysers/task/canceled.ts';
import { upstreamBlock } from '../../../src/analysers/task/upstream-block.ts';
import { userErrorCode } from '../../../src/analysers/task/user-error-code.ts';
import type { Run } from '../../../src/run/run.ts';
import { endedRun } from '../../support/answers-builder.ts';
import { resourceSource, stepWith } from '../../support/run-builder.ts';

function find(analyser: Analyser, run: Run): readonly Finding[] {
  const result = analyser.run(run);
  return 'cannotTell' in result ? [] : result;
}

describe('a cap of the agent', () => {
  test.each([
    ['Reached the maximum steps (10). Possible failure reasons: a', 'agent.step_cap'],
    ['Max retries per step (3) exceeded. Possible failure reasons: b', 'agent.retry_cap'],
    ['Task reached the maximum iterations', 'agent.iteration_cap'],
  ])('is named and explains nothing: %s', (reason, code) => {
    const [finding, ...others] = find(caps, endedRun({ reason }).run);
    expect(others).toEqual([]);
    expect(finding?.code).toBe(code);
    expect(finding?.bearing.confidence).toBeLessThan(0.4);
  });
});

test('the time limit names the block that took the time and the step it cut off', () => {
  const answered = endedRun({
    status: 'timed_out',
    reason: 'Workflow run exceeded max elapsed runtime limit of 30 minutes',
    blocks: [
      { label: 'quick', status: 'completed' },
      { label: 'slow', reason: 'child entity cascade cleanup' },
    ],
    parts: { steps: [stepWith(), stepWith({ order: 1, exception: 'CancelledError' })] },
  });
  const [finding] = find(elapsedCap, answered.run);
  expect(finding?.title).toContain('30 minutes');
  expect(finding?.step?.order).toBe(1);
});

test('only a canceled run was canceled', () => {
  expect(find(canceled, endedRun({ status: 'canceled' }).run)[0]?.evidence[0].excerpt).toBe(
    'canceled',
  );
  const planned = stepWith({ status: 'canceled', isDiscarded: true });
  expect(find(canceled, endedRun({ status: 'failed', parts: { steps: [planned] } }).run)).toEqual(
    [],
  );
});

test('a webhook that failed never outweighs a cause', () => {
  const { run } = endedRun({});
  const outcome = { ...run.outcome, webhookFailureReason: 'status 500' };
  expect(find(webhook, { ...run, outcome })[0]?.bearing.confidence).toBeLessThan(0.4);
  expect(find(webhook, run)).toEqual([]);
});

test("codes of the user are labels; Skyvern's own, though marked as the user's, are none", () => {
  const place = { source: resourceSource('run'), pointer: '/errors/0' };
  const error = { reasoning: undefined, isUserDefined: true, place };
  const { run } = endedRun({});
  const errors = [
    { ...error, code: 'SOLD_OUT' },
    { ...error, code: 'OTP_TIMEOUT' },
  ];
  const found = find(userErrorCode, { ...run, outcome: { ...run.outcome, errors } });
  expect(found.map(({ locus }) => locus)).toEqual(['SOLD_OUT']);
});

describe('a block that failed behind one that was allowed to', () => {
  const later = { label: 'read', taskId: 'tsk_2' };

  test('points back to the login it needed', () => {
    const blocks = [{ label: 'sign_in', type: 'login', continueOnFailure: true }, later];
    expect(find(upstreamBlock, endedRun({ blocks }).run)[0]?.block?.label).toBe('sign_in');
  });

  test('is on its own when it needed nothing of it', () => {
    const blocks = [{ label: 'close_banner', type: 'action', continueOnFailure: true }, later];
    expect(find(upstreamBlock, endedRun({ blocks }).run)).toEqual([]);
  });
});
