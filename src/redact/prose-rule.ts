import type { SecretLabel, SecretSpan } from './secret.ts';
import { isCommonWord } from './common-words.ts';
import { isPasswordShaped, isPlaceholder, isTrivial } from './value-shape.ts';

const SAID =
  /(?<![\w-])(pass ?word|pass|passcode|passphrase|pwd|passwort|kennwort|contraseña|mot de passe|senha|wachtwoord|hasło|heslo|lösenord|пароль|parola|secret|pin|otp)(?: is| ist| es| est| of| to| with| as|:|=)?[ \t]{1,4}(\\?["'`“‘«]|)(\S{3,128})/giu;

const CODES =
  /(?<![\w-])(?:verification|security|one[- ]time|login|log-in|sign-in|access|confirmation|authentication|authorization|sms|2fa|mfa|otp|two-factor|bestätigungs|sicherheits)[- ]{0,1}(?:code|passcode|password|pin|otp|token)?(?: is| ist|:|=| for [\w.]{1,30} is)?[ \t]{1,4}["'`“]?([A-Z]-)?(\d{3,4}[ -]?\d{2,4})(?![\w.-]|[ ]\d)/gi;

const SHORT_CODES =
  /(?<![\w-])(?:security code|card code|cvv2?|cvc2?|csc|pin(?: code)?)(?: is|:|=)?[ \t]{1,4}["'`“]?(\d{3,4})(?![\w-]|[.,]\d)/gi;

const TOLD_CODE =
  /(?<!\w)(?:enter|use|type|with|eingeben|saisir)(?: this| the| your| following| it)*(?: [a-z]{1,12})? code(?: is|:)?[ \t]{1,4}(\d{4,8})(?![\w.-])/gi;

const LEADING_CODE =
  /(?<![\w.:-])(?:[A-Z]{1,3}-)?(\d{4,8}) is your [\w ]{0,40}?(?:code|otp|passcode|pin|password)(?!\w)/gi;

/** Secrets told in sentences: "password Tide-77", "your verification code is 123456". */
export function proseSpans(text: string): readonly SecretSpan[] {
  // Most strings of a HAR are single words: a sentence has spaces, and a code has digits.
  if (!/[ \t]/.test(text)) return [];
  return [...saidSpans(text), ...(/\d{3}/.test(text) ? codeSpans(text) : [])];
}

function saidSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(SAID)) {
    const [whole, name = '', quote = '', word = ''] = match;
    const value = saidValue(word, quote);
    if (value === '' || isTrivial(value) || isPlaceholder(value) || isCommonWord(value)) continue;
    if (!isSaid(value, name, quote !== '')) continue;
    const start = match.index + whole.length - word.length;
    spans.push({ start, end: start + value.length, label: labelOf(name), rule: 'prose', value });
  }
  return spans;
}

/** Up to the closing quote; without quotes up to the punctuation that ends the sentence or the JSON string. */
function saidValue(word: string, quote: string): string {
  if (quote === '')
    return word
      .replace(/(?:\\?["'](?:[,}\])].{0,400})?|[.,;:)\]}]{1,20}|<\/?[A-Za-z].{0,400})$/, '')
      .replace(/[.,;:]{1,20}$/, '');
  const close = word.search(/\\?["'`”’»]/);
  return close < 0 ? '' : word.slice(0, close);
}

const labelOf = (name: string): SecretLabel => (/^(?:pin|otp)$/i.test(name) ? 'otp' : 'password');

function isSaid(value: string, name: string, isQuoted: boolean): boolean {
  if (labelOf(name) === 'otp') return /^\d{4,8}$/.test(value);
  if (isQuoted) return !/^[A-Z][a-z]*$/.test(value);
  return isPasswordShaped(value) && /\d|[^\w]/.test(value) && !/[=(){}[\]]|\\n|<\/|\/>/.test(value);
}

function codeSpans(text: string): readonly SecretSpan[] {
  const trailing = [SHORT_CODES, TOLD_CODE].flatMap((pattern) => [...text.matchAll(pattern)]);
  const behind = trailing.map((match) =>
    codeSpan(match.index + match[0].length - (match[1] ?? '').length, match[1]),
  );
  const named = [...text.matchAll(CODES)].map((match) =>
    codeSpan(match.index + match[0].length - (match[2] ?? '').length, match[2]),
  );
  const leading = [...text.matchAll(LEADING_CODE)].map((match) =>
    codeSpan(match.index + match[0].indexOf(match[1] ?? ''), match[1]),
  );
  return [...behind, ...named, ...leading];
}

const codeSpan = (start: number, value = ''): SecretSpan => ({
  start,
  end: start + value.length,
  label: 'otp',
  rule: 'prose-code',
  value,
});
