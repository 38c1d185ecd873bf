import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { byCapture, capturedAtMs, orderKey } from '../../src/run/artifact-order.ts';
import { promptKind } from '../../src/run/prompt-kind.ts';
import { withWindows } from '../../src/run/step-windows.ts';
import { actionWith, RUN_START_MS, stepWith } from '../support/run-builder.ts';

/** An artifact id as Skyvern mints it. */
function idOf(second: number, worker: number, sequence: number): string {
  return `a_${(BigInt(second) << 32n) | (BigInt(worker) << 11n) | (BigInt(sequence) << 1n)}`;
}

describe('artifact ids', () => {
  it('carry the second in which the content was captured', () => {
    expect(capturedAtMs(orderKey('a_484193062132321374'))).toBe(Date.parse('2026-01-14T19:16:22Z'));
  });

  it('say nothing where they are no snowflakes', () => {
    expect(capturedAtMs(orderKey('a_har'))).toBeUndefined();
  });

  it('order files by capture also when the counter wraps inside a second', () => {
    const files = [
      idOf(100_000_000, 3, 1022),
      idOf(100_000_000, 3, 1),
      idOf(100_000_000, 3, 1023),
      idOf(100_000_000, 3, 0),
    ].map((id) => ({ id, order: orderKey(id) }));
    expect(byCapture(files).map((file) => file.order.sequence)).toEqual([1022, 1023, 0, 1]);
  });

  it('order runs of consecutive ids whatever order they are listed in', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1023 }),
        fc.integer({ min: 2, max: 200 }),
        fc.integer(),
        (first, count, seed) => {
          const ids = Array.from({ length: count }, (_, index) =>
            idOf(100_000_000, 7, (first + index) % 1024),
          );
          const shuffled = ids.toSorted(
            (a, b) =>
              ((a.length * seed) ^ a.charCodeAt(a.length - 2)) -
              ((b.length * seed) ^ b.charCodeAt(b.length - 2)),
          );
          expect(
            byCapture(shuffled.map((id) => ({ id, order: orderKey(id) }))).map((file) => file.id),
          ).toEqual(ids);
        },
      ),
    );
  });
});

describe('promptKind', () => {
  it.each([
    [{ actions: [], action_plan: '', user_goal_achieved: false }, 'extract-actions'],
    [{ actions: [{ action_type: 'TERMINATE' }], page_info: '', thoughts: '' }, 'validate'],
    [{ actions: [{ action_type: 'CLICK' }], page_info: '', thoughts: '' }, 'single-action'],
    [{ user_goal_achieved: true, thoughts: '' }, 'check-goal'],
    [{ status: 'continue', thoughts: '', failure_categories: [] }, 'check-goal-termination'],
    [{ page_info: '', reasoning: '', errors: [], failure_categories: [] }, 'max-steps-summary'],
    [{ reasoning: '', errors: [] }, 'user-errors'],
    [{ field: 'name', is_required: true, is_search_bar: false }, 'input-context'],
    [{ summary: 'x' }, 'summary'],
    [{ price: 5, currency: 'EUR' }, 'extract-information'],
    [undefined, 'unanswered'],
  ] as const)('tells the prompt of %j', (parsed, kind) => {
    expect(promptKind(parsed)).toBe(kind);
  });
});

describe('step windows', () => {
  it('do not begin before the last action of the step before, which planned this one ahead', () => {
    const first = stepWith({
      order: 0,
      createdAtMs: RUN_START_MS,
      modifiedAtMs: RUN_START_MS + 30_000,
      actions: [
        actionWith({ startedAtMs: RUN_START_MS + 5_000, finishedAtMs: RUN_START_MS + 20_000 }),
      ],
    });
    const ahead = stepWith({
      order: 1,
      createdAtMs: RUN_START_MS + 10_000,
      modifiedAtMs: RUN_START_MS + 60_000,
    });
    const [, second] = withWindows([first, ahead]);
    expect(second?.window).toEqual({
      startMs: RUN_START_MS + 20_000,
      endMs: RUN_START_MS + 65_000,
    });
  });

  it('are absent where the server gave no time', () => {
    expect(withWindows([stepWith({ createdAtMs: undefined })])[0]?.window).toBeUndefined();
  });
});
