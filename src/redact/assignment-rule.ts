import { nameBefore, type NameBefore } from './assignment-name.ts';
import { valueAfter, wasCut, wholeValueAfter, type AssignedValue } from './assignment-value.ts';
import { isCommonWord } from './common-words.ts';
import { headerSpans, isHeaderName } from './header-rule.ts';
import { isHighEntropy } from './high-entropy.ts';
import type { SecretLabel, SecretSpan } from './secret.ts';
import {
  sensitivityOfName,
  sensitivityOfQueryName,
  type NameSensitivity,
} from './sensitive-names.ts';
import { isPasswordShaped, isPlaceholder, isTokenShaped, isTrivial } from './value-shape.ts';

const SEPARATORS = /[:=：]|%3[AaDd]|%253[AaDd]|&#6[01];|\\u003[adAD]/g;

/** `name = value` in any of its spellings: JSON, Python, queries, forms, environment files, labelled lines, headers. */
export function assignmentSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  let readTo = 0;
  for (const match of text.matchAll(SEPARATORS)) {
    if (match.index < readTo || isComparison(text, match.index)) continue;
    const name = nameBefore(text, match.index);
    if (name === undefined) continue;
    const read = readAssignment(text, name, { at: match.index, text: match[0] });
    spans.push(...read.spans);
    readTo = read.end;
  }
  return spans;
}

interface Assignment {
  readonly spans: readonly SecretSpan[];
  readonly end: number;
}

interface Separator {
  readonly at: number;
  readonly text: string;
}

function isComparison(text: string, index: number): boolean {
  const before = text[index - 1] ?? '';
  const after = text[index + 1] ?? '';
  return (
    after === '=' ||
    '=!<>'.includes(before === '' ? 'x' : before) ||
    (text[index] === ':' && after === ':')
  );
}

function readAssignment(text: string, name: NameBefore, separator: Separator): Assignment {
  const [word = ''] = name.readings;
  const sign = signOf(separator.text);
  const from = separator.at + separator.text.length + (text[separator.at + 1] === '>' ? 1 : 0);
  if (isHeaderName(word)) return headerInText(text, word, from);
  const sensitivity = sensitivityOf(text, name, sign);
  const assigned = sensitivity === undefined ? undefined : valueAfter(text, from, sign);
  if (sensitivity === undefined || assigned === undefined) return { spans: [], end: from };
  if (!isSecret(assigned, sensitivity, isProse(text, name, separator, from)))
    return { spans: [], end: from };
  const { start, end, value } = wasCut(assigned)
    ? (wholeValueAfter(text, from, sign) ?? assigned)
    : assigned;
  const span = { start, end, value, label: sensitivity.label, rule: `named-${sensitivity.label}` };
  return { spans: [span], end };
}

function signOf(separator: string): string {
  if (separator === ':' || separator === '=') return separator;
  if (separator === '：') return ':';
  return /(?:3[aA]|58;)$/.test(separator) ? '%:' : '%=';
}

function sensitivityOf(text: string, name: NameBefore, sign: string): NameSensitivity | undefined {
  for (const reading of name.readings) {
    const found = sensitivityOfName(reading);
    if (found !== undefined) return found;
  }
  const isQuery =
    sign !== ':' && /[?&;#]|%3[Ff]|%26/.test(text.slice(Math.max(0, name.start - 3), name.start));
  return isQuery ? sensitivityOfQueryName(name.readings[0] ?? '') : undefined;
}

/** Unquoted and with spaces around: a sentence or program text as well as a setting. */
function isProse(text: string, name: NameBefore, separator: Separator, from: number): boolean {
  return !name.isQuoted && (text[from] === ' ' || text[separator.at - 1] === ' ');
}

function isSecret(
  assigned: AssignedValue,
  sensitivity: NameSensitivity,
  standsInProse: boolean,
): boolean {
  const { value } = assigned;
  if (isTrivial(value) || isPlaceholder(value)) return false;
  if (sensitivity.label === 'token' && /^\d{1,7}$/.test(value)) return false;
  if (sensitivity.strength !== 'always') return suits(value, sensitivity);
  if (assigned.isQuoted) return !isCaption(value, sensitivity.label);
  if (isCommonWord(value)) return false;
  if (!standsInProse || (assigned.endsLine && !isCode(value))) return true;
  return isShaped(value, sensitivity.label) && !isCode(value);
}

const MIN_RANDOM_LENGTH = 20;

/** Whether a value looks like what its name promises when the name alone does not decide. */
export function suits(value: string, { label, strength }: NameSensitivity): boolean {
  if (strength === 'random') return value.length >= MIN_RANDOM_LENGTH && isHighEntropy(value);
  return isShaped(value, label);
}

/** Whether a value looks like a secret of its kind. */
export function isShaped(value: string, label: SecretLabel): boolean {
  if (label === 'otp' || label === 'card' || label === 'account' || label === 'identity')
    return /^[\dA-Z][\dA-Z -]{2,33}$/.test(value) && /\d{3}/.test(value);
  return isTokenShaped(value) || (label === 'password' && isPasswordShaped(value));
}

/** A quoted sentence or word of the interface, as in `"password": "Password is required"`. */
export function isCaption(value: string, label: SecretLabel): boolean {
  if (label !== 'password' && isCommonWord(value)) return true;
  const words = value.trim().split(/\s+/);
  return (
    words.length > 2 &&
    words.length < 40 &&
    words.every((word) => /^[\p{L}’'(),.:!?*-]{1,24}$/u.test(word)) &&
    words.some((word) => isCommonWord(word) || word.length < 4 || /^[A-Z]/.test(word)) &&
    !isPhrase(words)
  );
}

/** Twelve to twenty-four plain words are a recovery phrase, not a sentence. */
const isPhrase = (words: readonly string[]): boolean =>
  [12, 15, 18, 21, 24].includes(words.length) && words.every((word) => /^[a-z]{3,8}$/.test(word));

const isCode = (value: string): boolean =>
  /^[A-Za-z_$][\w$]*(?:[.(][\w$().]*)?[;,]?$/.test(value) &&
  !/\d/.test(value) &&
  /[.(]/.test(value);

const MAX_HEADER = 8_192;

function headerInText(text: string, name: string, from: number): Assignment {
  const assigned = valueAfter(text, from, ':');
  if (assigned === undefined || isTrivial(assigned.value)) return { spans: [], end: from };
  const line = text.slice(assigned.start, assigned.start + MAX_HEADER);
  const stop = line.search(/[\r\n"'<]|\\[nr"]/);
  const end = assigned.isQuoted ? assigned.end : assigned.start + (stop < 0 ? line.length : stop);
  const spans = headerSpans(name, text.slice(assigned.start, end)).map((span) => ({
    ...span,
    start: span.start + assigned.start,
    end: span.end + assigned.start,
  }));
  return { spans, end };
}
