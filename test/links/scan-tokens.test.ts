import { describe, expect, test } from 'vitest';
import { keyOfHref } from '../../src/links/placeholder-key.ts';
import { scanTokens } from '../../src/links/scan-tokens.ts';

const KEY = keyOfHref('https://shop.test/a');

function formsIn(text: string): readonly string[] {
  return scanTokens(text).map((token) => (token.kind === 'key' ? token.form : 'template'));
}

describe('scanTokens', () => {
  test('offsets point at the token, braces included', () => {
    const text = `see {{${KEY}}} now`;
    const [token] = scanTokens(text);
    expect(text.slice(token?.start, token?.end)).toBe(`{{${KEY}}}`);
  });

  test.each([
    ['a key', `{{${KEY}}}`, ['placeholder']],
    ['a key among three braces', `{{{${KEY}}}}`, ['placeholder']],
    ['a key in capitals', `{{${KEY.toUpperCase()}}}`, ['malformed-key']],
    ['a key with a digit too many', `{{${KEY}0}}`, ['malformed-key']],
    ['the short key of the documentation', '{{_a1b2c3}}', ['malformed-key']],
    ['a key without underscore', `{{${KEY.slice(1)}}}`, ['malformed-key']],
    ['a key without braces', KEY, ['missing-braces']],
    ['a key in single braces', `{${KEY}}`, ['missing-braces']],
    ['a key as part of a longer word', `x${KEY}`, []],
    ['a parameter', '{{ policy_number }}', ['template']],
    ['a private parameter', '{{ _decade }}', ['template']],
    [
      'a template and a key',
      `{{ a }}{{${KEY}}}${KEY}`,
      ['template', 'placeholder', 'missing-braces'],
    ],
    ['braces that never close', '{{ '.repeat(50), []],
    ['braces around a long text', `{{ ${'word '.repeat(100)} }}`, []],
  ])('%s', (_, text, forms) => {
    expect(formsIn(text)).toEqual(forms);
  });
});
