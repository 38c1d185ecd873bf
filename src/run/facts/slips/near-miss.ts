import { goalAndData } from '../goal.ts';
import type { SlipRule } from './slip.ts';

/** A value that the goal does not have, while one very like it is there: digits swapped, a character lost. */
export const nearMiss: SlipRule = (run, step, action) => {
  const typed =
    (action.type === 'select_option' ? action.option?.label : action.text)?.trim() ?? '';
  if (typed.length < 4) return undefined;
  const data = goalAndData(run, step);
  const key = typed.toLowerCase();
  // A long number that stands inside a longer one may have lost a digit.
  if (data.includes(key) && !/^\d{6,}$/.test(key)) return undefined;
  if (new RegExp(`(?<!\\d)${key.replace(/\D/g, '')}(?!\\d)`).test(data) && /^\d+$/.test(key))
    return undefined;
  const meant = candidates(data).find((candidate) => isNearMiss(key, candidate));
  if (meant === undefined) return undefined;
  const words = 'The value is one slip away from the one in the goal.';
  return { step, action, typed, meant, words, confidence: 0.88 };
};

function candidates(data: string): readonly string[] {
  return [...new Set(data.match(/[\p{L}\d][\p{L}\d@./_-]{3,60}/gu) ?? [])].map((word) =>
    word.replace(/[.,]{1,20}$/, ''),
  );
}

/** One edit or one swap of neighbours; two edits in long values. Formatting alone, or a part of the value, is no miss. */
export function isNearMiss(typed: string, meant: string): boolean {
  const [a, b] = [essence(typed), essence(meant)];
  if (a === b || a.length < 4 || b.length < 4) return false;
  if (isDateLike(typed) || isDateLike(meant)) return false;
  if (a.includes(b) || b.includes(a)) return hasLostDigits(a, b);
  if (isSamePhone(a, b) || isSameAmount(typed, meant)) return false;
  const hasDigits = /\d/.test(a) && /\d/.test(b);
  if (!hasDigits && (a.length < 7 || a[0] !== b[0])) return false;
  return distance(a, b) <= (a.length >= 10 ? 2 : 1);
}

/** A long number short of one digit at either end. Shorter parts are parts: of split fields, of last digits. */
function hasLostDigits(a: string, b: string): boolean {
  const isNumber = /^\d+$/.test(a) && /^\d+$/.test(b);
  return isNumber && b.length - a.length === 1 && b.length >= 7 && !b.startsWith('0');
}

/** National and international writing differ in front only. */
function isSamePhone(a: string, b: string): boolean {
  const isNumber = /^\d{7,}$/.test(a) && /^\d{7,}$/.test(b);
  return isNumber && (a.startsWith('0') || b.startsWith('0')) && a.slice(-6) === b.slice(-6);
}

function isSameAmount(a: string, b: string): boolean {
  const value = (text: string): number =>
    Number(text.replace(/[.,](?=\d{3}(?:\D|$))/g, '').replace(',', '.'));
  return /^[\d.,]+$/.test(a) && /^[\d.,]+$/.test(b) && value(a) === value(b);
}

function isDateLike(text: string): boolean {
  return /^\d{1,4}[./-]\d{1,2}[./-]\d{1,4}$/.test(text) || /^\d{1,2}:\d{2}$/.test(text);
}

function essence(text: string): string {
  return text.replace(/[^\p{L}\p{N}@]/gu, '');
}

/** Edits between two short texts, a swap of neighbours counting as one; stops caring above 3. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 3) return 4;
  let before: readonly number[] = [];
  let row: readonly number[] = Array.from({ length: b.length + 1 }, (_, index) => index);
  for (let i = 1; i <= a.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= b.length; j += 1) {
      const swap =
        i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
          ? (before[j - 2] ?? 9) + 1
          : 9;
      next.push(
        Math.min(
          (row[j - 1] ?? 9) + (a[i - 1] === b[j - 1] ? 0 : 1),
          (row[j] ?? 9) + 1,
          (next[j - 1] ?? 9) + 1,
          swap,
        ),
      );
    }
    before = row;
    row = next;
  }
  return row.at(-1) ?? 9;
}
