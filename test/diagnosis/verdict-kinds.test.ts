import { describe, expect, test } from 'vitest';
import { diagnoseRun } from '../../src/diagnosis/diagnose.ts';
import { failingBlock } from '../../src/diagnosis/verdict.ts';
import type { Run } from '../../src/run/run.ts';
import { endedRun } from '../support/answers-builder.ts';
import { actionResultWith, actionWith, RUN_START_MS, stepWith } from '../support/run-builder.ts';

const HOUR_MS = 3_600_000;

function observed(status: string, afterMs: number): Run {
  const { run } = endedRun({
    status,
    parts: { steps: [stepWith(), stepWith({ order: 1, status: 'running' })] },
  });
  const observedAtMs = RUN_START_MS + afterMs;
  return { ...run, outcome: { ...run.outcome, finishedAtMs: undefined, observedAtMs } };
}

describe('a run without an end', () => {
  test('is unfinished while it may still be at work', () => {
    expect(diagnoseRun(observed('running', 180_000)).verdict.kind).toBe('unfinished');
  });

  test('has a cause when it has been silent for hours', () => {
    const { verdict } = diagnoseRun(observed('running', 9 * HOUR_MS));
    expect([verdict.kind, verdict.cause, verdict.step?.order]).toEqual([
      'cause',
      'infra.worker_interrupted',
      1,
    ]);
  });

  test('and paused waits for a person', () => {
    const { verdict } = diagnoseRun(observed('paused', 9 * HOUR_MS));
    expect([verdict.kind, verdict.summary]).toEqual([
      'unfinished',
      expect.stringContaining('waits for a person'),
    ]);
  });
});

describe('a canceled run', () => {
  const diagnosis = diagnoseRun(endedRun({ status: 'canceled' }).run);

  test('needs no cause, and the cancel itself is the finding that counts', () => {
    expect(diagnosis.verdict).toMatchObject({ kind: 'canceled', cause: null });
    expect(
      diagnosis.findings.filter(({ role }) => role === 'primary').map(({ code }) => code),
    ).toEqual(['task.canceled']);
    expect(diagnosis.alternatives).toEqual([]);
  });

  test('has one when something had stopped it well before', () => {
    const result = actionResultWith({
      isSuccess: false,
      exceptionType: 'MissingElement',
      exceptionMessage: 'Failed to find element. selector=xpath=//a element_id=AAAB',
    });
    const action = actionWith({ results: [result], finishedAtMs: RUN_START_MS });
    const parts = { steps: [stepWith({ actions: [action] })] };
    const { verdict } = diagnoseRun(endedRun({ status: 'canceled', parts }).run);
    expect([verdict.kind, verdict.cause]).toEqual(['cause', 'page.element_stale']);
  });
});

describe('the block that failed', () => {
  const label = (blocks: Parameters<typeof endedRun>[0]['blocks']): string | undefined =>
    failingBlock(endedRun({ blocks: blocks ?? [] }).run)?.label;

  test('is the innermost one, the first iteration first', () => {
    expect(
      label([
        { label: 'loop' },
        { label: 'first', parent: 'loop' },
        { label: 'next', parent: 'loop' },
      ]),
    ).toBe('first');
  });

  test('is not one that was allowed to fail', () => {
    expect(label([{ label: 'banner', continueOnFailure: true }, { label: 'form' }])).toBe('form');
  });

  test('is not an iteration of a loop that went on to its end', () => {
    expect(
      label([
        { label: 'loop', status: 'completed' },
        { label: 'first', parent: 'loop' },
        { label: 'form' },
      ]),
    ).toBe('form');
  });

  test('is one of the last attempt', () => {
    expect(label([{ label: 'old' }, { label: 'new', attempt: 2 }])).toBe('new');
  });
});
