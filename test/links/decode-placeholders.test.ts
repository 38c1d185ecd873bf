import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decodeInChunks, decodePlaceholders } from '../../src/links/decode-placeholders.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';

const URL_WITH_QUOTES = 'https://shop.test/p?q="x"\\&$&=1';

function mapOf(...urls: readonly string[]): ReadonlyMap<string, string> {
  return new Map(urls.map((url) => [keyOfHref(url), url]));
}

function clean(text: string): string {
  return text.replaceAll(/[{}]/g, '');
}

describe('decodePlaceholders', () => {
  test('an address with quotes and backslashes leaves the JSON valid', () => {
    const text = JSON.stringify({ url: `{{${keyOfHref(URL_WITH_QUOTES)}}}` });
    const decoded: unknown = JSON.parse(decodePlaceholders(text, mapOf(URL_WITH_QUOTES)));
    expect(decoded).toEqual({ url: URL_WITH_QUOTES });
  });

  test('white space inside the braces is allowed, as in the renderer of Skyvern', () => {
    const url = 'https://shop.test/a';
    expect(decodePlaceholders(`{{  ${keyOfHref(url)}\t}}`, mapOf(url))).toBe(url);
  });

  test('a third brace stays where it is', () => {
    const url = 'https://shop.test/a';
    expect(decodePlaceholders(`{{{${keyOfHref(url)}}}}`, mapOf(url))).toBe(`{${url}}`);
  });

  test.each([
    ['an unknown key', `{{${keyOfHref('elsewhere')}}}`],
    ['a template of the user', '{{ policy_number }}'],
    ['a key without its closing braces', `{{${keyOfHref('https://shop.test/a')}`],
    ['a key with one closing brace', `{{${keyOfHref('https://shop.test/a')}} x`],
    ['braces at the very end', 'a {{'],
  ])('%s is left alone', (_, text) => {
    expect(decodePlaceholders(text, mapOf('https://shop.test/a'))).toBe(text);
  });

  test('an empty map changes nothing', () => {
    const text = `{{${keyOfHref('x')}}}`;
    expect(decodePlaceholders(text, new Map())).toBe(text);
  });

  test('addresses that look like the separators of their own escaping come through', () => {
    const urls = ['a","b', '","', '\\', 'x"', '', '\n'];
    const text = JSON.stringify(urls.map((url) => `{{${keyOfHref(url)}}}`));
    expect(JSON.parse(decodePlaceholders(text, mapOf(...urls)))).toEqual(urls);
  });

  test('decoding what was encoded gives the value back, whatever the addresses hold', () => {
    fc.assert(
      fc.property(
        fc.array(fc.record({ before: fc.string(), url: fc.string(), after: fc.string() })),
        (parts) => {
          const hidden = parts.map(({ before, url, after }) => [
            clean(before),
            `{{${keyOfHref(url)}}}`,
            clean(after),
          ]);
          const plain = parts.map(({ before, url, after }) => [clean(before), url, clean(after)]);
          const map = mapOf(...parts.map(({ url }) => url));
          expect(JSON.parse(decodePlaceholders(JSON.stringify(hidden), map))).toEqual(plain);
        },
      ),
    );
  });
});

describe('decodeInChunks', () => {
  test('the chunks of a long text together are the decoded text', () => {
    const url = `https://shop.test/${'p'.repeat(300)}`;
    const text = `start {{${keyOfHref(url)}}} middle `.repeat(500);
    const chunks: string[] = [];
    decodeInChunks(text, mapOf(url), (chunk) => chunks.push(chunk));
    expect(chunks.length).toBeGreaterThan(1);
    expect(chunks.join('')).toBe(decodePlaceholders(text, mapOf(url)));
  });

  test('an empty text gives no chunk', () => {
    const chunks: string[] = [];
    decodeInChunks('', new Map(), (chunk) => chunks.push(chunk));
    expect(chunks).toEqual([]);
  });
});
