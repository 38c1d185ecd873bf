import { isCommonWord } from './common-words.ts';

/** Values that stand where a secret would and are none: Skyvern's placeholders, masks, what others redacted. */
export function isPlaceholder(value: string): boolean {
  return (
    /^(?:placeholder_\w*|(?:BW|OP|AZ)_TOTP|\{\{[^{}]{0,200}\}\}|_[0-9a-f]{64}|\$\{?[A-Z_][A-Z0-9_]*\}?|<[^<>]{0,60}>|%[A-Z_]{1,60}%)$/.test(
      value,
    ) ||
    /^[[<(]?\s*redacted(?![a-z0-9])/i.test(value) ||
    isMask(value)
  );
}

function isMask(value: string): boolean {
  const first = value[0] ?? '';
  return '*•●·.-_xX#?…0'.includes(first) && value === first.repeat(value.length);
}

/** Values with a meaning of their own in a run: ids, times, links between artifacts. They survive everywhere. */
export function isStructural(value: string): boolean {
  return STRUCTURAL.some((shape) => shape.test(value));
}

const STRUCTURAL: readonly RegExp[] = [
  /^[a-z]{1,12}_\d{9,24}$/,
  /^\d{4}-\d\d-\d\d(?:[T ][\d:.]{5,18}(?:Z|[+-]\d\d:?\d\d)?)?$/,
  /^(?:page|frame|request)@[0-9a-f]{32}$/,
  /^_[0-9a-f]{64}$/,
  /^(?:GET|HEAD|POST|PUT|PATCH|DELETE|OPTIONS)$/,
  /^(?:application|text|image|audio|video|font|multipart)\/[\w.+-]{1,80}$/,
  /^(?:https?|wss?):\/\/[A-Za-z0-9.:-]{1,255}\/?$/,
];

/** No meaning as a value: flags, numbers of a few digits, schema words. */
export function isTrivial(value: string): boolean {
  return (
    value.length < 3 ||
    /^(?:null|none|nil|undefined|true|false|yes|no|on|off|string|number|integer|boolean|object|array|any|unknown|optional|required|invalid|missing|incorrect|expired|bearer|basic)$/i.test(
      value,
    )
  );
}

const JUDGED_LENGTH = 512;

/** Looks generated: one word with digits among letters, or long mixed case, or long hex. */
export function isTokenShaped(value: string): boolean {
  if (value.length < 8) return false;
  if (value.length > JUDGED_LENGTH) return isTokenShaped(value.slice(0, JUDGED_LENGTH));
  if (/\s/.test(value) || isStructural(value)) return false;
  if (/^(?:https?:|\/|\.)/.test(value) || /^[\d.,:]+$/.test(value)) return false;
  const hasDigit = /\d/.test(value);
  const hasLower = /[a-z]/.test(value);
  const hasUpper = /[A-Z]/.test(value);
  if (!hasDigit) return value.length >= 20 && hasLower && hasUpper && varies(value, 3.5);
  return (hasLower || hasUpper) && varies(value, value.length >= 16 ? 2.8 : 2.2) && !isWordy(value);
}

/** `utm-campaign-2025`, `en-US,en;q=0.9`, `v1.2.3`: words and numbers joined by punctuation. */
function isWordy(value: string): boolean {
  const parts = value.split(/[^A-Za-z0-9]+/).filter((part) => part !== '');
  return (
    parts.length > 1 &&
    parts.every((part) => /^(?:[A-Za-z]?[a-z]{0,14}\d{0,3}|[A-Z]{1,6}|\d{1,6})$/.test(part))
  );
}

/** Shannon entropy per character reaches the given bits. */
export function varies(value: string, bits: number): boolean {
  const counts = new Map<string, number>();
  const sample = value.slice(0, 400);
  for (const unit of sample.split('')) counts.set(unit, (counts.get(unit) ?? 0) + 1);
  let entropy = 0;
  for (const count of counts.values())
    entropy -= (count / sample.length) * Math.log2(count / sample.length);
  return entropy >= bits;
}

/** Made by a person as a password: one word, at least six characters, letters with digits or signs. */
export function isPasswordShaped(value: string): boolean {
  if (value.length < 6 || value.length > 128 || /\s/.test(value)) return false;
  if (/^(?:https?:\/\/|www\.|\/)/.test(value) || /^[^@\s]+@[^@\s]+\.[a-z]{2,}$/i.test(value))
    return false;
  const signs = /[^A-Za-z0-9.,:/_'’-]/.test(value);
  const hasDigit = /\d/.test(value);
  const mixedCase = /[a-z]/.test(value) && /[A-Z]/.test(value);
  return /[A-Za-z]/.test(value) && [signs, hasDigit, mixedCase].filter(Boolean).length >= 2;
}

const MIN_PROPAGATED_LENGTH = 6;

/** Whether a secret is long and odd enough to be replaced wherever it occurs, not only where it was found. */
export function propagates(value: string, isFreeText: boolean): boolean {
  if (value.length < MIN_PROPAGATED_LENGTH || isPlaceholder(value) || isStructural(value))
    return false;
  if (isTrivial(value) || isCommonWord(value) || SCAFFOLD.includes(value.toLowerCase()))
    return false;
  if (new Set(value.slice(0, 100)).size < (/^\d+$/.test(value) ? 2 : 3)) return false;
  return isFreeText || isTokenShaped(value) || (value.length >= 16 && varies(value, 3.2));
}

/** Text of our own tokens: a secret spelt like it would tear them. */
const SCAFFOLD =
  '[redacted password] [redacted private-key] [redacted credential] [redacted signature] [redacted identity]';
