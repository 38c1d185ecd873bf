import { describe, expect, test } from 'vitest';
import { buildTimeline } from '../../src/diagnosis/timeline.ts';
import {
  actionResultWith,
  actionWith,
  blockWith,
  runWith,
  stepWith,
} from '../support/run-builder.ts';

const NOWHERE = { stepId: undefined, blockId: undefined };

describe('the timeline', () => {
  test('puts the steps of a task below its block, with the turn of the loop on the block', () => {
    const turn = blockWith({
      blockId: 'wrb_2',
      label: 'pay',
      iteration: { index: 1, value: 'bill 7' },
    });
    const loop = blockWith({ type: 'for_loop', label: 'each', children: [turn] });
    const rows = buildTimeline(
      runWith({ blocks: [loop], steps: [stepWith({ block: turn })] }),
      NOWHERE,
    );
    expect(rows.map(({ label, depth }) => [label, depth])).toEqual([
      ['each (for_loop)', 0],
      ['pay (navigation)', 1],
      ['step 0', 2],
    ]);
    expect(rows[1]?.iteration).toEqual({ index: 1, value: 'bill 7' });
    expect(rows[0]).not.toHaveProperty('iteration');
  });

  test('marks the decisive step, or the block when no step is', () => {
    const block = blockWith();
    const run = runWith({ blocks: [block], steps: [stepWith({ block })] });
    const decisive = (stepId: string | undefined): readonly boolean[] =>
      buildTimeline(run, { stepId, blockId: 'wrb_1' }).map((row) => row.decisive);
    expect(decisive('stp_0')).toEqual([false, true]);
    expect(decisive(undefined)).toEqual([true, false]);
  });

  test('shows a wait as done, which Skyvern files as failed', () => {
    const failed = [actionResultWith({ isSuccess: false, exceptionType: 'Exception' })];
    const actions = [
      actionWith({ type: 'wait', status: 'failed', results: failed }),
      actionWith({ status: 'failed', results: failed }),
    ];
    const [row] = buildTimeline(runWith({ steps: [stepWith({ actions })] }), NOWHERE);
    expect(row?.actions.map(({ status, error }) => [status, error])).toEqual([
      ['completed', null],
      ['failed', 'Exception'],
    ]);
  });

  test('counts no tokens where no model was asked', () => {
    const [row] = buildTimeline(runWith({ steps: [stepWith()] }), NOWHERE);
    expect(row?.tokens).toBeNull();
  });
});
