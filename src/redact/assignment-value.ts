import { htmlDecoded, jsonUnescaped, percentDecoded } from './decode.ts';

/** A value after a separator: its place, and the secret behind its quoting. */
export interface AssignedValue {
  readonly start: number;
  readonly end: number;
  readonly value: string;
  readonly isQuoted: boolean;
  /** Nothing but this value stood on the rest of the line. */
  readonly endsLine: boolean;
}

/** Enough to judge a value by; an accepted one is read again to its end. */
const JUDGED_LENGTH = 1_024;
const MAX_LENGTH = 1_048_576;

const OPENERS: readonly (readonly [opener: string, decode: (raw: string) => string])[] = [
  ['&quot;', htmlDecoded],
  ['&#34;', htmlDecoded],
  ['&#39;', htmlDecoded],
  ['&#x27;', htmlDecoded],
  ['%22', (raw) => percentDecoded(raw, true) ?? raw],
  ['%27', (raw) => percentDecoded(raw, true) ?? raw],
  ['%2522', (raw) => percentDecoded(percentDecoded(raw, true) ?? raw, false) ?? raw],
  ['\\u0022', (raw) => jsonUnescaped(raw, 2)],
];

/** Reads the value that starts at `from`, just behind a separator. */
export function valueAfter(
  text: string,
  from: number,
  separator: string,
): AssignedValue | undefined {
  return readValue(text, skipSpaces(text, from), { separator, limit: JUDGED_LENGTH });
}

/** The same value to its very end, for those that were cut for judging. */
export function wholeValueAfter(
  text: string,
  from: number,
  separator: string,
): AssignedValue | undefined {
  return readValue(text, skipSpaces(text, from), { separator, limit: MAX_LENGTH });
}

/** True when `valueAfter` stopped at its limit rather than at the value's end. */
export function wasCut({ start, end }: AssignedValue): boolean {
  return end - start >= JUDGED_LENGTH;
}

interface Reading {
  readonly separator: string;
  readonly limit: number;
}

function readValue(text: string, start: number, reading: Reading): AssignedValue | undefined {
  const window = text.slice(start, start + reading.limit + 12);
  const opener = OPENERS.find(([candidate]) => window.startsWith(candidate));
  if (opener !== undefined) return entityQuoted(window, start, opener);
  const quoted = quotedValue(window, start);
  if (quoted !== undefined) return quoted;
  const bare = window.slice(0, reading.limit);
  return reading.separator === ':'
    ? lineValue(bare, start)
    : bareValue(bare, start, reading.separator);
}

function skipSpaces(text: string, from: number): number {
  let start = from;
  while (start - from < 8 && (text[start] === ' ' || text[start] === '\t')) start++;
  return start;
}

function entityQuoted(
  window: string,
  at: number,
  [opener, decode]: (typeof OPENERS)[number],
): AssignedValue {
  const inside = window.slice(opener.length);
  const ends = [inside.indexOf(opener), inside.search(/[\r\n<>"]/), inside.length];
  const raw = inside.slice(0, Math.min(...ends.filter((end) => end >= 0)));
  const start = at + opener.length;
  return { start, end: start + raw.length, value: decode(raw), isQuoted: true, endsLine: false };
}

/** `"x"`, `'x'`, `\"x\"`, `b'x'`; a quote with more backslashes before it than the opening one belongs to the value. */
function quotedValue(window: string, at: number): AssignedValue | undefined {
  const opening = /^(?:[bruBRU]{1,2}(?=["']))?(\\{0,7})(["'`“‘])/.exec(window);
  if (opening === null) return undefined;
  const [whole, slashes = '', quote = ''] = opening;
  const end = closingQuote(window, whole.length, closerOf(quote), slashes.length);
  const raw = window.slice(whole.length, end);
  const times = slashes.length === 0 ? 1 : slashes.length === 1 ? 2 : 3;
  const value = quote === '“' || quote === '‘' ? raw : jsonUnescaped(raw, times);
  return { start: at + whole.length, end: at + end, value, isQuoted: true, endsLine: false };
}

const closerOf = (quote: string): string => (quote === '“' ? '”' : quote === '‘' ? '’' : quote);

function closingQuote(window: string, start: number, quote: string, slashCount: number): number {
  let slashes = 0;
  for (let i = start; i < window.length; i++) {
    const unit = window[i];
    if (unit === '\\') slashes++;
    else if (unit === quote && slashes <= slashCount) return i - slashes;
    else if (unit === '\n') return i - (window[i - 1] === '\r' ? 1 : 0);
    else slashes = 0;
  }
  return window.length;
}

/** After a colon and without quotes: a word, which may be all that is left of its line. */
function lineValue(window: string, at: number): AssignedValue | undefined {
  const raw = /^[^\s"<>]+/.exec(window)?.[0].split(/\\[nrt]|&quot;/, 1)[0] ?? '';
  if (raw === '' || '{[('.includes(raw[0] ?? '')) return undefined;
  const number = /^\d+(?=[,}\]])/.exec(raw)?.[0];
  const word = number ?? raw.replace(/[.,;:!)}\]]{1,4}$/, '');
  const value = word === '' ? raw : word;
  const endsLine = /^[ \t]{0,8}(?:[\r\n"<]|\\[nr]|$)/.test(
    window.slice(raw.length, raw.length + 12),
  );
  return { start: at, end: at + value.length, value, isQuoted: false, endsLine };
}

const QUERY_STOP = /[\s&;,"'<>\\#)}\]|`]/;
const ENCODED_STOP = /[\s&;,"'<>\\#)}\]|`]|%26|%23|%2526|%3[bB]/;

function bareValue(window: string, at: number, separator: string): AssignedValue | undefined {
  const end = window.search(separator === '=' ? QUERY_STOP : ENCODED_STOP);
  const raw = end < 0 ? window : window.slice(0, end);
  if (raw === '' || '[{'.includes(raw[0] ?? '') || window[raw.length] === '(') return undefined;
  // A lone `+` belongs to base64; it is a space only where the form has other escapes.
  const decoded = percentDecoded(raw, raw.includes('%')) ?? raw;
  const value = separator === '=' ? decoded : (percentDecoded(decoded, true) ?? decoded);
  const endsLine = /^(?:[\r\n]|$)/.test(window.slice(raw.length, raw.length + 2));
  return { start: at, end: at + raw.length, value, isQuoted: false, endsLine };
}
