import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareCodePoints } from '../../src/bundle/compare-code-points.ts';

test('texts are ordered by code points, also beyond the first plane', () => {
  const texts = ['\u{1f600}', '\uffee', 'b', 'a', 'aa', ''];
  expect([...texts].toSorted(compareCodePoints)).toEqual([
    '',
    'a',
    'aa',
    'b',
    '\uffee',
    '\u{1f600}',
  ]);
});

test('the order is the one of their UTF-8 bytes', { timeout: 30_000 }, () => {
  const text = fc.string({ unit: 'binary' });
  fc.assert(
    fc.property(text, text, (left, right) => {
      const expected = Buffer.compare(Buffer.from(left), Buffer.from(right));
      expect(Math.sign(compareCodePoints(left, right))).toBe(expected);
    }),
  );
});
