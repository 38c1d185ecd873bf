import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { quoteName, visibleText } from '../../src/bundle/quote-name.ts';

test('a plain name is only quoted', () => {
  expect(quoteName('artifacts/отчёт 日本.json')).toBe('"artifacts/отчёт 日本.json"');
});

test('a long name is cut', () => {
  expect(quoteName('x'.repeat(1000))).toHaveLength(123);
});

test(
  'no text keeps a character that acts on a terminal or on the reading direction',
  { timeout: 30_000 },
  () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (text) => {
        expect(visibleText(text)).not.toMatch(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u);
      }),
    );
    expect(visibleText('\u001b]0;x\u0007\u009b\u202e\u{e0041}')).toBe(
      '\\u{1b}]0;x\\u{7}\\u{9b}\\u{202e}\\u{e0041}',
    );
  },
);
