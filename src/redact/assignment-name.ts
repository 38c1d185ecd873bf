const CLOSERS = ['&quot;', '&#34;', '&#39;', '&#x27;', '%22', '%27', '%5D', '%5d', '\\u0022'];
const CLOSING_SIGNS = '"\'`\\]*_ \t”’';
const MAX_CLOSERS = 8;
const MAX_NAME = 64;

/** The name that stands before a separator, with words before it that may belong to it. */
export interface NameBefore {
  /** Longest reading last: `code`, `security code`, `your security code`. */
  readonly readings: readonly string[];
  readonly start: number;
  /** The name stood in quotes or brackets of its own. */
  readonly isQuoted: boolean;
}

/** Reads backwards from a separator over closing quotes to an identifier; undefined when there is none. */
export function nameBefore(text: string, separator: number): NameBefore | undefined {
  const end = skipClosers(text, separator);
  const start = identifierStart(text, end);
  if (start === end) return undefined;
  const gap = text.slice(end, separator);
  const isQuoted = /["'`%&\]]/.test(gap);
  const cut = start + escapeLength(text, start, end);
  return { readings: readingsOf(text, cut, end, isQuoted), start: cut, isQuoted };
}

function skipClosers(text: string, separator: number): number {
  let end = separator;
  for (let i = 0; i < MAX_CLOSERS && end > 0; i++) {
    const last = text[end - 1] ?? '';
    const closer = CLOSER_ENDS.includes(last) ? closerBefore(text, end) : undefined;
    if (closer !== undefined) end -= closer.length;
    else if (CLOSING_SIGNS.includes(last)) end -= 1;
    else return end;
  }
  return end;
}

const CLOSER_ENDS = ';27Dd';
const closerBefore = (text: string, end: number): string | undefined =>
  CLOSERS.find((closer) => text.endsWith(closer, end));

function isNameUnit(code: number): boolean {
  return (
    (code >= 48 && code <= 57) ||
    (code >= 65 && code <= 90) ||
    (code >= 97 && code <= 122) ||
    code === 95 ||
    code === 45 ||
    code === 46 ||
    code === 36 ||
    (code >= 0xc0 && (code < 0x2000 || code > 0x206f) && code < 0xff00)
  );
}

function identifierStart(text: string, end: number): number {
  let start = end;
  while (start > 0 && end - start < MAX_NAME && isNameUnit(text.charCodeAt(start - 1))) start--;
  return start;
}

/** Length of what belongs to an escape before the name: `%26token`, `\npassword`, `\u0026token`. */
function escapeLength(text: string, start: number, end: number): number {
  const before = text[start - 1];
  const name = text.slice(start, Math.min(end, start + 5));
  if (before === '%' && /^[0-9A-Fa-f]{2}/.test(name)) return /^25[0-9A-Fa-f]{2}/.test(name) ? 4 : 2;
  if (before !== '\\') return 0;
  if (/^u[0-9a-fA-F]{4}/.test(name)) return 5;
  return /^[nrtbf]/.test(name) ? 1 : 0;
}

function readingsOf(
  text: string,
  start: number,
  end: number,
  isQuoted: boolean,
): readonly string[] {
  const name = text.slice(start, end);
  if (isQuoted || text[start - 1] !== ' ') return [name];
  const first = wordBefore(text, start - 1, isLetterOrDigit);
  if (first === '') return [name];
  const two = `${first} ${name}`;
  const gap = start - 2 - first.length;
  const second = text[gap] === ' ' ? wordBefore(text, gap, isLetter) : '';
  return second === '' ? [name, two] : [name, two, `${second} ${two}`];
}

const MAX_WORD = 20;

/** By hand, because it is asked at every separator of every text and a pattern tries each place before it. */
function wordBefore(text: string, end: number, isUnit: (code: number) => boolean): string {
  let start = end;
  while (start > 0 && end - start < MAX_WORD && isUnit(text.charCodeAt(start - 1))) start--;
  return text.slice(start, end);
}

const isLetter = (code: number): boolean =>
  (code >= 97 && code <= 122) || (code >= 65 && code <= 90);
const isLetterOrDigit = (code: number): boolean => isLetter(code) || (code >= 48 && code <= 57);
