import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { editDistance } from '../../src/links/edit-distance.ts';

const LIMIT = 3;
const word = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 9 });

/** The whole table, as in textbooks: slow and plainly right. */
function plainDistance(left: string, right: string): number {
  let previous = Array.from({ length: right.length + 1 }, (_, column) => column);
  for (let row = 1; row <= left.length; row += 1) {
    const current = [row];
    for (let column = 1; column <= right.length; column += 1) {
      const cost = left[row - 1] === right[column - 1] ? 0 : 1;
      current.push(
        Math.min(
          (previous[column - 1] ?? 0) + cost,
          (previous[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
        ),
      );
    }
    previous = current;
  }
  return previous[right.length] ?? 0;
}

describe('editDistance', () => {
  test('equals the textbook distance up to the limit and is undefined beyond', () => {
    fc.assert(
      fc.property(word, word, (left, right) => {
        const distance = plainDistance(left, right);
        expect(editDistance(left, right, LIMIT)).toBe(distance <= LIMIT ? distance : undefined);
      }),
      { numRuns: 1_000 },
    );
  });

  test('does not depend on the order of the texts', () => {
    fc.assert(
      fc.property(word, word, (left, right) => {
        expect(editDistance(left, right, LIMIT)).toBe(editDistance(right, left, LIMIT));
      }),
    );
  });

  test('is zero for equal texts, however long', () => {
    expect(editDistance('f'.repeat(65), 'f'.repeat(65), 0)).toBe(0);
  });

  test('two swapped digits are two edits', () => {
    expect(editDistance('_12ab', '_1a2b', LIMIT)).toBe(2);
  });
});
