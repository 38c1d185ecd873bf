import type { RedactionLevel, SecretSpan } from './secret.ts';

const CARD_DIGITS = /(?<![\w.,-])\d(?:[ -]?\d){12,18}(?![\d-]|[.,]\d|\w)/g;

/** Payment cards: an issuer's first digits, the right length, and the check digit. */
export function cardSpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(CARD_DIGITS)) {
    const digits = match[0].replace(/\D/g, '');
    if (!isIssued(digits) || !passesLuhn(digits)) continue;
    const end = match.index + match[0].length;
    spans.push({ start: match.index, end, label: 'card', rule: 'card-number', value: digits });
  }
  return spans;
}

function isIssued(digits: string): boolean {
  switch (digits.length) {
    case 14:
      return /^3(?:0[0-5]|[68])/.test(digits);
    case 15:
      return /^3[47]/.test(digits);
    case 16:
      return /^(?:4|5[1-5]|2(?:2[2-9]|[3-6]|7[01]|720)|6(?:011|4[4-9]|5|2)|35(?:2[89]|[3-8])|3[0689])/.test(
        digits,
      );
    case 19:
      return /^(?:4|6(?:011|4[4-9]|5|2))/.test(digits) && !/^62\d{13}0{4}/.test(digits);
    default:
      return false;
  }
}

function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const doubled = i % 2 === 1 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return sum % 10 === 0;
}

const SSN = /(?<![\w.-])(?!000|666|9\d\d)\d{3}-(?!00)\d{2}-(?!0000)\d{4}(?![\w-])/g;
const IBAN = /(?<![\w])[A-Z]{2}\d{2}(?: ?[A-Z0-9]{4}){2,7}(?: ?[A-Z0-9]{1,3})?(?!\w)/g;

/** US social security numbers, and bank accounts whose check digits are right. */
export function identitySpans(text: string): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(SSN)) spans.push(spanOf(match.index, match[0], 'identity'));
  for (const match of text.matchAll(IBAN))
    if (isIban(match[0])) spans.push(spanOf(match.index, match[0], 'account'));
  return spans;
}

const spanOf = (start: number, value: string, label: 'identity' | 'account'): SecretSpan => ({
  start,
  end: start + value.length,
  label,
  rule: label === 'identity' ? 'social-security-number' : 'iban',
  value,
});

function isIban(text: string): boolean {
  const account = text.replaceAll(' ', '');
  if (account.length < 15 || account.length > 34) return false;
  let remainder = 0;
  for (const unit of account.slice(4) + account.slice(0, 4))
    for (const digit of String(Number.parseInt(unit, 36)))
      remainder = (remainder * 10 + Number(digit)) % 97;
  return remainder === 1;
}

const EMAIL = /(?<![\w.+%-])[\w.+-]{1,64}@(?:[A-Za-z0-9-]{1,63}\.){1,4}[A-Za-z]{2,24}(?![\w-])/g;

/** E-mail addresses, at the strict level only: often they are the evidence. */
export function emailSpans(text: string, level: RedactionLevel): readonly SecretSpan[] {
  if (level !== 'strict' || !text.includes('@')) return [];
  return [...text.matchAll(EMAIL)].map((match) => ({
    start: match.index,
    end: match.index + match[0].length,
    label: 'email',
    rule: 'email',
    value: match[0].toLowerCase(),
  }));
}
