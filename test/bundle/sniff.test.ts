import { expect, test } from 'vitest';
import { describeForeign, looksLikeHar, sniff } from '../../src/bundle/sniff.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);
const utf16 = (text: string): Uint8Array => new Uint8Array(Buffer.from(`\ufeff${text}`, 'utf16le'));

test.each([
  ['zip', encode('PK\u0003\u0004')],
  ['json', encode(' \n{"log":')],
  ['json', encode('\ufeff{}')],
  ['json', utf16('{}')],
  ['other', encode('<html>')],
  ['other', new Uint8Array()],
])('the kind of a file is %s', (kind, head) => {
  expect(sniff(head)).toBe(kind);
});

test('a HAR is told from other JSON by its member "log"', () => {
  expect(looksLikeHar(encode('{\n  "log": {'))).toBe(true);
  expect(looksLikeHar(encode('{"$schema":"x","log":{'))).toBe(true);
  expect(looksLikeHar(utf16('{"log":{'))).toBe(true);
  expect(looksLikeHar(encode('{"login":1}'))).toBe(false);
  expect(looksLikeHar(encode('["log"]'))).toBe(false);
});

test.each([
  ['zstd', [0x28, 0xb5, 0x2f, 0xfd]],
  ['gzip', [0x1f, 0x8b]],
  ['PNG', [0x89, 0x50, 0x4e, 0x47]],
])('a %s file is called by its name', (name, magic) => {
  expect(describeForeign(new Uint8Array(magic))).toContain(name);
});

test('the text of an error page cannot act on a terminal', () => {
  const page = '<Error><Message>a\u001b[2J\u202eb</Message></Error>';
  expect(describeForeign(encode(page))).toBe('an XML error page: "a\\u{1b}[2J\\u{202e}b"');
});
