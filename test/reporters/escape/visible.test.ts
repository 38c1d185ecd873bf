import fc from 'fast-check';
import { expect, test } from 'vitest';
import { visible, visibleLine } from '../../../src/reporters/escape/visible.ts';
import { hostileText } from '../hostile-characters.ts';

const isAllowed = (code: number): boolean => {
  if (code === 9 || code === 10) return true;
  if (code < 0x20 || (code >= 0x7f && code <= 0x9f)) return false;
  if (code >= 0x202a && code <= 0x202e) return false;
  if (code >= 0x2060 && code <= 0x206f) return false;
  if (code >= 0xd800 && code <= 0xdfff) return false;
  if (code >= 0xe0000 && code <= 0xe0fff) return false;
  return ![0xad, 0x61c, 0x180e, 0x200b, 0x200e, 0x200f, 0x2028, 0x2029, 0xfeff].includes(code);
};

test('no control, bidirectional, tag or invisible character is left', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      const codes = Array.from(visible(text), (character) => character.codePointAt(0) ?? 0);
      expect(codes.filter((code) => !isAllowed(code))).toEqual([]);
    }),
  );
});

test('a line never holds a line break or tab', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(visibleLine(text)).not.toMatch(/[\n\r\t\u2028\u2029]/);
    }),
  );
});

test('what was hidden is shown by its code', () => {
  expect(visible('a\u001B[31mb\u202Ec')).toBe('a\\u{1b}[31mb\\u{202e}c');
});

test('ordinary text in any script stays as it is', () => {
  const text = 'Grüße, 予約, שלום, é, 👩‍🚀\n\tindented';
  expect(visible(text)).toBe(text);
});
