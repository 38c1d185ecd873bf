import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRedactor, discoverSecrets, type Redactor } from '../../src/redact/index.ts';
import { propagates } from '../../src/redact/value-shape.ts';
import { encodingOracle } from '../leaks/encoding-oracle.ts';

const TOKEN = /\[redacted [a-z-]+ [0-9a-f]{12}\]/;
const bare = createRedactor(discoverSecrets([]), { key: 'k' });
const knowing = (password: string): Redactor =>
  createRedactor(discoverSecrets([{ kind: 'json', entry: 'run.json', value: { password } }]), {
    key: 'k',
  });

/** Values that redaction promises to remove everywhere: long enough, no ordinary word, no part of its own tokens. */
const secret = fc
  .string({ unit: 'grapheme', minLength: 8, maxLength: 24 })
  .filter(
    (value) =>
      propagates(value, true) &&
      value.trim() === value &&
      !/redacted|^\[/i.test(value) &&
      knowing(value).secrets.values.has(value),
  );

describe('redacting a text', { timeout: 120_000 }, () => {
  it.each([
    ['https://a.test/x?token=f8K2mQ9zL4&page=2', 'https://a.test/x?token=[]&page=2'],
    ['postgres://svc:Hx81nopq@db.test:5432/app', 'postgres://svc:[]@db.test:5432/app'],
    ['Authorization: Bearer f8K2mQ9zL4xx', 'Authorization: Bearer []'],
    ['Cookie: theme=dark; sid=a81; lang=en', 'Cookie: theme=dark; sid=[]; lang=en'],
    ['Password: Tide-7731', 'Password: []'],
    ['log in with password Tide-7731.', 'log in with password [].'],
    ['your verification code is 482913', 'your verification code is []'],
    ['card 4111 1111 1111 1111, thanks', 'card [], thanks'],
    ["{'password': 'it\\'s 9 o clock'}", "{'password': '[]'}"],
    ['{\\"password\\": \\"a!b2c3d4\\"}', '{\\"password\\": \\"[]\\"}'],
    ['q=%7B%22password%22%3A%22a!b2c3d4%22%7D', 'q=%7B%22password%22%3A%22[]%22%7D'],
    [
      'redirect=https%3A%2F%2Fa.test%2F%3Ftoken%3Df8K2mQ9zL4%26page%3D2',
      'redirect=https%3A%2F%2Fa.test%2F%3Ftoken%3D[]%26page%3D2',
    ],
    ['<input type="password" value="open sesame">', '<input type="password" value="[]">'],
    ['IBAN DE89 3704 0044 0532 0130 00', 'IBAN []'],
  ])('hides the secret of %s', (text, expected) => {
    const { text: redacted, count } = bare.redactText(text);
    expect(redacted.replace(TOKEN, '[]')).toBe(expected);
    expect(count).toBe(1);
  });

  it('removes a known value in every encoding', () => {
    fc.assert(
      fc.property(secret, fc.string({ maxLength: 20 }), (value, around) => {
        const redactor = knowing(value);
        for (const [, form] of encodingOracle(value))
          expect(redactor.redactText(`${around} ${form} ${around}`).text).not.toContain(form);
      }),
      { numRuns: 60 },
    );
  });

  it('changes nothing the second time', () => {
    const piece = fc.constantFrom(
      'password=',
      'Password: ',
      '"otp":',
      'Bearer ',
      '?token=',
      '&',
      '"',
      "'",
      ' ',
      '\n',
      ';',
      'sid=',
      'Cookie: ',
      'f8K2mQ9zL4xx',
      'Tide-7731',
      '482913',
      '4111111111111111',
      '://u:',
      '@h',
      '<input type="password" value="',
      '>',
      '[redacted password 0123456789ab]',
      '\\"',
      '%3D',
    );
    fc.assert(
      fc.property(
        fc.array(fc.oneof(piece, fc.string({ maxLength: 6 })), { maxLength: 12 }),
        (pieces) => {
          const redactor = knowing('Tide-7731');
          const once = redactor.redactText(pieces.join('')).text;
          expect(redactor.redactText(once).text).toBe(once);
        },
      ),
      { numRuns: 1_000 },
    );
  });

  it('gives equal values equal tokens and others other ones, whatever they are called', () => {
    fc.assert(
      fc.property(secret, secret, (one, other) => {
        const digest = (value: string): string => bare.token('password', value).slice(-13, -1);
        expect(digest(one) === digest(other)).toBe(one.normalize('NFC') === other.normalize('NFC'));
        expect(bare.token('cookie', one)).toContain(digest(one));
      }),
    );
  });

  it('keeps one token for a value across encodings', () => {
    const redactor = knowing('a&b/c!42');
    const tokens = [
      'a&b/c!42',
      'a%26b%2Fc%2142',
      'a&amp;b/c!42',
      Buffer.from('a&b/c!42').toString('hex'),
    ].map((text) => TOKEN.exec(redactor.redactText(`x ${text} y`).text)?.[0]);
    expect(new Set(tokens).size).toBe(1);
    expect(tokens[0]).toMatch(/^\[redacted password /);
  });

  it('makes other tokens with another key', () => {
    expect(createRedactor(discoverSecrets([]), { key: 'other' }).token('otp', '482913')).not.toBe(
      bare.token('otp', '482913'),
    );
  });

  it('leaves e-mail addresses to the strict level', () => {
    const strict = createRedactor(discoverSecrets([]), { key: 'k', level: 'strict' });
    expect(bare.redactText('ann@shop.test').count).toBe(0);
    expect(strict.redactText('mail to ann@shop.test now').text).toMatch(
      /^mail to \[redacted email \w+\] now$/,
    );
  });

  it('does not touch a number inside an id or a time', () => {
    const redactor = createRedactor(
      discoverSecrets([{ kind: 'json', entry: 'a', value: { otp: '482913' } }]),
      { key: 'k' },
    );
    for (const text of ['tsk_7482913001', '10:00:01.482913Z', 'a_482913'])
      expect(redactor.redactText(text).text).toBe(text);
    expect(redactor.redactText('typed 482913').text).toMatch(/^typed \[redacted otp /);
  });
});

describe('redacting JSON', () => {
  it('judges values by the names and places around them', () => {
    const value = {
      run_request: { extra_http_headers: { 'X-Internal': 'f8K2mQ9zL4xxPq71Zt' } },
      cookies: [{ name: 'sid', value: 'a81', domain: 'a.test' }],
      otp_code: 482913,
      attributes: { type: 'password', value: 'open sesame' },
      token_count: 1234,
      run_id: 'tsk_600216077918166232',
    };
    const { value: redacted, rules } = bare.redactValue(value);
    expect(JSON.stringify(redacted)).not.toMatch(/f8K2|a81|482913|sesame/);
    expect(redacted).toMatchObject({
      token_count: 1234,
      run_id: 'tsk_600216077918166232',
      cookies: [{ name: 'sid', domain: 'a.test' }],
    });
    expect(rules.map(({ rule }) => rule)).toEqual([
      'cookie',
      'header-unknown',
      'named-otp',
      'secret-box',
    ]);
  });

  it('reaches JSON in strings, and bodies kept as base64', () => {
    const body = Buffer.from('{"token":"f8K2mQ9zL4xx"}').toString('base64');
    const { value } = bare.redactValue({
      text: body,
      encoding: 'base64',
      data: '{"a":"{\\"secret\\":\\"Tide-7731\\"}"}',
    });
    const text = JSON.stringify(value);
    expect(text).not.toContain('Tide-7731');
    expect(Buffer.from(String(Object.entries(value ?? {})[0]?.[1]), 'base64').toString()).toMatch(
      /^{"token":"\[redacted token \w+\]"}$/,
    );
  });

  it('removes known values from keys', () => {
    const { value } = knowing('Tide-7731-x').redactValue({ 'Tide-7731-x': 1 });
    expect(JSON.stringify(value)).toMatch(/^{"\[redacted password \w+\]":1}$/);
  });

  it('keeps a key named __proto__ a plain key', () => {
    const { value } = bare.redactValue(JSON.parse('{"__proto__":{"password":"Tide-7731"}}'));
    expect(Object.getPrototypeOf(value)).toBe(Object.prototype);
    expect(JSON.stringify(value)).toContain('__proto__');
    expect(JSON.stringify(value)).not.toContain('Tide-7731');
  });
});

describe('hostile inputs', { timeout: 120_000 }, () => {
  it.each([
    ['spaces', ' '.repeat(100_000)],
    ['separators', '=:'.repeat(50_000)],
    ['open quotes', 'password="'.repeat(10_000)],
    ['escaped quotes', '\\"password\\":'.repeat(8_000)],
    ['dots and dashes', '-.'.repeat(50_000)],
    ['web token starts', 'eyJ.'.repeat(25_000)],
    ['key headers', '-----BEGIN PRIVATE KEY-----!'.repeat(3_000)],
    ['schemes', '://a:'.repeat(20_000)],
    ['digits', '4 '.repeat(50_000)],
    ['tags', '<input type='.repeat(8_000)],
    ['elements', '<token>'.repeat(14_000)],
    ['base64', 'QUJD'.repeat(25_000)],
    ['cookies', 'cookie: a=b;'.repeat(8_000)],
    ['mail', 'a@'.repeat(50_000)],
    ['shaped names', 'sig=a'.repeat(20_000)],
    ['multipart', 'Content-Disposition: form-data; name="password"\r\n'.repeat(2_000)],
  ])('ends on 100 KB of %s', (_, text) => {
    const strict = createRedactor(discoverSecrets([{ kind: 'text', entry: 'x', text }]), {
      key: 'k',
      level: 'strict',
    });
    expect(strict.redactText(text).text.length).toBeGreaterThan(0);
  });

  it('walks JSON nested 20,000 deep', () => {
    const value: unknown = JSON.parse(
      `${'{"a":['.repeat(20_000)}{"password":"Tide-7731"}${']}'.repeat(20_000)}`,
    );
    const secrets = discoverSecrets([{ kind: 'json', entry: 'deep', value }]);
    expect(secrets.values.has('Tide-7731')).toBe(true);
    expect(createRedactor(secrets, { key: 'k' }).redactValue(value).count).toBe(1);
  });
});
