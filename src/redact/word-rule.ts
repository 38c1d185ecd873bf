import { BOT_TOKEN, INNER_FORMAT, INNER_MARK, PROVIDER_FORMATS } from './provider-formats.ts';
import type { SecretLabel, SecretSpan } from './secret.ts';
import { isPlaceholder, varies } from './value-shape.ts';

/** Words long enough to be a credential, with the signs that occur inside one. */
const WORDS = /[\w.~-]{16,}/g;

interface StartingFormat {
  readonly prefix: string;
  readonly shape: RegExp;
  readonly label: SecretLabel;
}

/** By first two characters, so that most words cost one look-up. */
const BY_START = new Map<string, readonly StartingFormat[]>();
for (const format of PROVIDER_FORMATS)
  for (const prefix of format.prefixes) {
    const start = prefix.slice(0, 2);
    BY_START.set(start, [...(BY_START.get(start) ?? []), { ...format, prefix }]);
  }

const JWT = /^eyJ[\w-]{5,}\.[\w-]{4,}(?:\.[\w-]*){1,3}/;

/** Credentials told by their own format: provider keys and JSON web tokens. */
export function wordSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(WORDS)) {
    const start = match.index + escapeLength(text, match.index, match[0]);
    const span = credentialAt(text, start, match.index + match[0].length);
    if (span !== undefined) spans.push(span);
  }
  for (const { index, 0: value } of text.matchAll(BOT_TOKEN))
    spans.push({
      start: index,
      end: index + value.length,
      value,
      label: 'token',
      rule: 'provider-format',
    });
  return spans;
}

function escapeLength(text: string, index: number, word: string): number {
  const before = text[index - 1];
  if (before === '%' && /^[0-9A-Fa-f]{2}/.test(word)) return /^25[0-9A-Fa-f]{2}/.test(word) ? 4 : 2;
  if (before !== '\\') return 0;
  if (/^u[0-9a-fA-F]{4}/.test(word)) return 5;
  return /^[nrtbf]/.test(word) ? 1 : 0;
}

/** Tries the word's start, then every part of it after a sign: `key.sk-…`, `prefix-ghp_…`. */
function credentialAt(text: string, start: number, end: number): SecretSpan | undefined {
  const word = text.slice(start, end);
  const mayBeInner = INNER_MARK.test(word);
  const limit = Math.min(word.length - MIN_CREDENTIAL, MAX_OFFSET);
  for (let at = 0; at <= limit; at++) {
    if (at > 0 && !'._~-'.includes(word[at - 1] ?? 'x')) continue;
    const formats = BY_START.get(word.slice(at, at + 2));
    if (formats === undefined && !mayBeInner) continue;
    const rest = text.slice(start + at, Math.max(end, start + at + SIGNS_AFTER));
    const found = formatAt(rest, formats ?? [], mayBeInner);
    if (found !== undefined)
      return { start: start + at, end: start + at + found.value.length, ...found };
  }
  return undefined;
}

const MIN_CREDENTIAL = 16;
const JUDGED_LENGTH = 512;
const MAX_OFFSET = 200;
/** Some formats hold signs that end a word, as `/` and `$`. */
const SIGNS_AFTER = 2_048;

type Found = Pick<SecretSpan, 'value' | 'label' | 'rule'>;

function formatAt(
  word: string,
  formats: readonly StartingFormat[],
  mayBeInner: boolean,
): Found | undefined {
  const jwt = word.startsWith('eyJ') ? JWT.exec(word)?.[0] : undefined;
  if (jwt !== undefined)
    return { value: jwt.replace(/[.-]{1,20}$/, ''), label: 'token', rule: 'jwt' };
  for (const { prefix, shape, label } of formats) {
    const value = word.startsWith(prefix)
      ? shape.exec(word)?.[0].replace(/[.-]{1,20}$/, '')
      : undefined;
    if (value !== undefined && isCredible(value.slice(0, JUDGED_LENGTH)))
      return { value, label, rule: 'provider-format' };
  }
  const inner = mayBeInner ? INNER_FORMAT.exec(word)?.[0] : undefined;
  return inner === undefined ? undefined : { value: inner, label: 'key', rule: 'provider-format' };
}

/** Real credentials are random; `sk-some-css-class-name` and `test_the_checkout_page` are words. */
function isCredible(value: string): boolean {
  if (isPlaceholder(value)) return false;
  return (
    varies(value, 3) &&
    (/\d/.test(value) || /[a-z][A-Z]|[A-Z]{12}/.test(value) || longestRun(value) > 24) &&
    !isWords(value)
  );
}

const longestRun = (value: string): number =>
  Math.max(
    ...value
      .split(/[^A-Za-z]+/)
      .map((part) => part.length)
      .slice(0, 200),
  );

const isWords = (value: string): boolean =>
  value
    .split(/[^A-Za-z0-9]+/)
    .every((part) => /^(?:[A-Z]?[a-z]{0,16}|\d{1,4}|[a-z]{1,10}\d)$/.test(part));
