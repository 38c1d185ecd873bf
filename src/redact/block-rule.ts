import type { SecretSpan } from './secret.ts';

const BEGIN = /-----BEGIN [A-Z0-9 ]{0,40}PRIVATE KEY(?: BLOCK)?-----/g;
const MAX_KEY = 32_768;

/** PEM and PGP private keys, also with `\n` written out; one that was cut off is hidden to its last line. */
export function privateKeySpans(text: string): readonly SecretSpan[] {
  if (!text.includes('PRIVATE KEY')) return [];
  const spans: SecretSpan[] = [];
  let close = 0;
  for (const match of text.matchAll(BEGIN)) {
    const start = match.index + match[0].length;
    if (start < (spans.at(-1)?.end ?? 0)) continue;
    if (close >= 0 && close < start) close = text.indexOf('-----END ', start);
    const isClosed = close >= 0 && close - start < MAX_KEY;
    const body = isClosed ? text.slice(start, close) : openBody(text.slice(start, start + MAX_KEY));
    if (body.trim().length < 16) continue;
    const end = start + body.length;
    spans.push({ start, end, label: 'private-key', rule: 'private-key', value: body });
  }
  return spans;
}

const openBody = (window: string): string =>
  /^(?:[A-Za-z0-9+/=:,. \t\r\n-]|\\+[nr])*/.exec(window)?.[0] ?? '';

/** The lines of a key's body, each a secret of its own: pages and logs reflow them. */
export function keyLines(body: string): readonly string[] {
  return body
    .split(/\\{1,8}[nr]|[\r\n]+|<br\s{0,4}\/?>/)
    .map((line) => line.trim())
    .filter((line) => line.length >= 16);
}
