import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  cutLine,
  cutText,
  cutUrl,
  wordsFrom,
  wordsUpTo,
} from '../../../src/diagnosis/views/cut-text.ts';

const words = fc
  .array(fc.stringMatching(/^[a-z0-9]{1,30}$/), { minLength: 1, maxLength: 60 })
  .map((parts) => parts.join(' '));

describe('texts are shortened before they are redacted', () => {
  test('a cut never leaves part of a word', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 200 }), (text, length) => {
        const whole = new Set(text.split(' '));
        const kept = [wordsUpTo(text, length), wordsFrom(text, length)].flatMap((part) =>
          part.split(' '),
        );
        expect(kept.filter((word) => word !== '' && !whole.has(word))).toEqual([]);
      }),
    );
  });

  test('a cut text is no longer than asked for, but for the mark', () => {
    fc.assert(
      fc.property(words, fc.integer({ min: 1, max: 200 }), (text, length) => {
        expect(cutText(text, length).length).toBeLessThanOrEqual(length + 1);
      }),
    );
  });

  test('an unbroken run of characters is dropped whole rather than halved', () => {
    expect(cutText('x'.repeat(900), 300)).toBe('…');
    expect(cutText(`token ${'x'.repeat(90)}`, 30)).toBe('token…');
  });

  test('a line has no line breaks left', () => {
    expect(cutLine('one\n\n two\tthree', 100)).toBe('one two three');
  });

  test('a text that fits stays as it is', () => {
    expect(cutText('all of it', 9)).toBe('all of it');
  });
});

describe('addresses are shortened without losing where they lead', () => {
  test('the query of a long address goes first', () => {
    const url = `https://shop.test/orders?state=${'a'.repeat(700)}`;
    expect(cutUrl(url)).toBe(`https://shop.test/orders?… (${url.length} characters)`);
  });

  test('a data address keeps its scheme only', () => {
    expect(cutUrl(`data:image/png;base64,${'A'.repeat(700)}`)).toBe('data:… (722 characters)');
  });

  test('a long path is cut between two of its parts', () => {
    const url = `https://shop.test/${'part/'.repeat(200)}end`;
    expect(cutUrl(url)).toMatch(/part\/… \(\d+ characters\)$/);
  });
});
