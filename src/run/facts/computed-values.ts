import type { PageState } from './page-states.ts';

const MAX_NUMBERS = 40;
const NUMBER = /-?\d[\d.,' ]*\d|\d/g;

/** Whether a number can be worked out of two numbers of the pages, or is the sum of a list of others. */
export function isComputed(
  value: number,
  states: readonly PageState[],
  siblings: readonly number[],
): boolean {
  if (isSum(value, siblings)) return true;
  const numbers = numbersOn(states);
  const near = (candidate: number): boolean => Math.abs(candidate - value) < 0.006;
  for (const a of numbers)
    for (const b of numbers) if (near(a + b) || near(a - b) || near(a * b)) return true;
  return isSum(value, numbers);
}

function isSum(value: number, numbers: readonly number[]): boolean {
  const others = numbers.filter((number) => number !== value);
  const sum = others.reduce((total, number) => total + number, 0);
  return others.length > 1 && Math.abs(sum - value) < 0.006;
}

function numbersOn(states: readonly PageState[]): readonly number[] {
  const numbers = states
    .slice(-3)
    .flatMap((state) => state.texts.map(({ text }) => text.slice(0, 400)))
    .flatMap((text) => [...text.matchAll(NUMBER)].map((match) => numberFrom(match[0])))
    .filter((number) => Number.isFinite(number) && Math.abs(number) >= 2);
  return [...new Set(numbers)].slice(0, MAX_NUMBERS);
}

/** `1,204.50` and `1.204,50` are the same number. */
export function numberFrom(text: string): number {
  const plain = text.replace(/[ '\u00a0\u202f]/g, '');
  const decimals = /[.,](\d{1,2})$/.exec(plain);
  const whole = (decimals === null ? plain : plain.slice(0, decimals.index)).replace(/[.,]/g, '');
  return Number(`${whole}.${decimals?.[1] ?? '0'}`);
}
