import { isWellFormedKey } from './placeholder-key.ts';
import type { TokenForm } from './link-report.ts';

/** A link key in a text, or what was meant as one. */
export interface KeyToken {
  readonly kind: 'key';
  readonly form: TokenForm;
  readonly key: string;
  readonly start: number;
  readonly end: number;
}

/** `{{ … }}` that is none of Skyvern's link keys. */
export interface TemplateToken {
  readonly kind: 'template';
  readonly start: number;
  readonly end: number;
}

export type Token = KeyToken | TemplateToken;

const LONGEST_TEMPLATE = 300;
const BARE_KEY = /(?<![0-9A-Za-z])_[0-9a-f]{64}(?![0-9A-Za-z])/g;
/** What only a garbled hash looks like; `{{ _name }}` is somebody's template. */
const SHORT_HASH = /^_(?=[0-9a-f]*[0-9])[0-9a-f]{6,}$/i;
const LONG_HASH = /^_[0-9a-z]{32,}$/i;
const HASH_WITHOUT_UNDERSCORE = /^[0-9a-f]{32,}$/i;

/** Everything in a text that is, or may have been meant as, a link key; and the templates beside. */
export function scanTokens(text: string): readonly Token[] {
  const braced = scanBraced(text);
  const bare = scanBare(text, braced);
  return bare.length === 0
    ? braced
    : [...braced, ...bare].toSorted((left, right) => left.start - right.start);
}

function scanBraced(text: string): readonly Token[] {
  const tokens: Token[] = [];
  let closing = -1;
  let at = text.indexOf('{{');
  while (at !== -1) {
    if (closing < at + 2) closing = text.indexOf('}}', at + 2);
    if (closing === -1) break;
    const token = readBraced(text, at, closing);
    if (token !== undefined) tokens.push(token);
    at = text.indexOf('{{', token === undefined ? at + 1 : token.end);
  }
  return tokens;
}

function readBraced(text: string, start: number, closing: number): Token | undefined {
  if (closing - start > LONGEST_TEMPLATE) return undefined;
  const inner = text.slice(start + 2, closing);
  if (inner.includes('{')) return undefined;
  const name = inner.trim();
  const end = closing + 2;
  if (isWellFormedKey(name)) return { kind: 'key', form: 'placeholder', key: name, start, end };
  if (isGarbledKey(name)) return { kind: 'key', form: 'malformed-key', key: name, start, end };
  return { kind: 'template', start, end };
}

function isGarbledKey(name: string): boolean {
  return SHORT_HASH.test(name) || LONG_HASH.test(name) || HASH_WITHOUT_UNDERSCORE.test(name);
}

function scanBare(text: string, braced: readonly Token[]): readonly Token[] {
  const tokens: Token[] = [];
  let next = 0;
  for (const match of text.matchAll(BARE_KEY)) {
    const start = match.index;
    while ((braced[next]?.end ?? Infinity) <= start) next += 1;
    if ((braced[next]?.start ?? Infinity) < start) continue;
    const end = start + match[0].length;
    tokens.push({ kind: 'key', form: 'missing-braces', key: match[0], start, end });
  }
  return tokens;
}
