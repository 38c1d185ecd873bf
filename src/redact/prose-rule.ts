import type { SecretLabel, SecretSpan } from './secret.ts';
import { isCommonWord } from './common-words.ts';
import { isPasswordShaped, isPlaceholder, isTrivial } from './value-shape.ts';

const SAID =
  /(?<![\w-])(pass ?word|passcode|passphrase|pwd|passwort|kennwort|contraseña|mot de passe|senha|wachtwoord|hasło|heslo|lösenord|пароль|parola|secret|pin|otp)(?: is| ist| es| est| of| to| with| as|:|=)?[ \t]{1,4}(["'`“‘«]?)([^\s"'`”’»<>]{3,128})/giu;

const CODES =
  /(?<![\w-])(?:verification|security|one[- ]time|login|log-in|sign-in|access|confirmation|authentication|authorization|sms|2fa|mfa|otp|two-factor|bestätigungs|sicherheits)[- ]{0,1}(?:code|passcode|password|pin|otp|token)?(?: is| ist|:|=| for [\w.]{1,30} is)?[ \t]{1,4}["'`“]?([A-Z]-)?(\d{3,4}[ -]?\d{2,4})(?![\w.-]|[ ]\d)/gi;

const LEADING_CODE =
  /(?<![\w.:-])(\d{4,8}) is your [\w ]{0,40}?(?:code|otp|passcode|pin|password)(?!\w)/gi;

/** Secrets told in sentences: "password Tide-77", "your verification code is 123456". */
export function proseSpans(text: string): readonly SecretSpan[] {
  return [...saidSpans(text), ...codeSpans(text)];
}

function saidSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(SAID)) {
    const [whole, name = '', quote = '', word = ''] = match;
    const value = quote === '' ? word.replace(/[.,;:)\]}]+$/, '') : word;
    if (value === '' || isTrivial(value) || isPlaceholder(value) || isCommonWord(value)) continue;
    if (!isSaid(text, match.index + whole.length, quote, value, name)) continue;
    const start = match.index + whole.length - word.length;
    spans.push({ start, end: start + value.length, label: labelOf(name), rule: 'prose', value });
  }
  return spans;
}

const labelOf = (name: string): SecretLabel => (/^(?:pin|otp)$/i.test(name) ? 'otp' : 'password');

function isSaid(text: string, end: number, quote: string, value: string, name: string): boolean {
  if (labelOf(name) === 'otp') return /^\d{4,8}$/.test(value);
  if (quote !== '') return '"\'`”’»'.includes(text[end] ?? ' ') && !/^[A-Z][a-z]*$/.test(value);
  return isPasswordShaped(value) && /\d|[^\w]/.test(value) && !/[=(){}<>[\]]/.test(value);
}

function codeSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(CODES)) {
    const value = match[2] ?? '';
    const end = match.index + match[0].length;
    spans.push({ start: end - value.length, end, label: 'otp', rule: 'prose-code', value });
  }
  for (const match of text.matchAll(LEADING_CODE)) {
    const value = match[1] ?? '';
    spans.push({
      start: match.index,
      end: match.index + value.length,
      label: 'otp',
      rule: 'prose-code',
      value,
    });
  }
  return spans;
}
