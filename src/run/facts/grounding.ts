import type { Run, Step } from '../run.ts';
import { goalAndData } from './goal.ts';
import { pageStates } from './page-states.ts';

/** Everything a run could have read a value from: its pages with links and field values, prompts, and the user's own data. Letters and digits only. */
export function readableText(run: Run, step: Step): string {
  const pages = pageStates(run).map(
    (state) =>
      `${state.texts.map((text) => text.text).join('\n')}\n${attributeTexts(state.page?.elements ?? [])}\n${state.url ?? ''}`,
  );
  const prompts = step.llmCalls.flatMap((call) => call.prompt?.text ?? []);
  const trees = step.scrape?.promptTree?.text ?? '';
  return essence([...pages, ...prompts, trees, goalAndData(run, step)].join('\n'));
}

/** What can be read on the pages of a task, in the same form. */
export function readablePages(run: Run, taskId: string): string {
  return essence(
    pageStates(run)
      .filter((state) => state.step.taskId === taskId)
      .flatMap((state) => state.texts.map((text) => text.text))
      .join('\n'),
  );
}

function attributeTexts(
  elements: readonly { readonly attributes: Readonly<Record<string, string>> }[],
): string {
  return elements
    .flatMap(({ attributes }) =>
      [
        'href',
        'value',
        'alt',
        'title',
        'aria-label',
        'content',
        'placeholder',
        'src',
        'datetime',
      ].flatMap((key) => attributes[key] ?? []),
    )
    .join('\n');
}

/** Whether a value, or all of its words and numbers, can be read in a text made by `readableText`. */
export function speaksFor(readable: string, value: string): boolean {
  const whole = essence(value);
  if (whole === '' || readable.includes(whole)) return true;
  const parts = value
    .normalize('NFKC')
    .toLowerCase()
    .split(/[^\p{L}\p{N}.,]+/u)
    .map(essence)
    .filter((part) => part.length >= 2 && !CURRENCIES.has(part));
  if (parts.length > 0 && parts.every((part) => readable.includes(part))) return true;
  return isReadableDate(readable, value) || isReadableNumber(readable, value);
}

/** Written for a symbol, or the other way round. */
const CURRENCIES: ReadonlySet<string> = new Set([
  'eur',
  'usd',
  'gbp',
  'chf',
  'jpy',
  'sek',
  'nok',
  'dkk',
  'pln',
  'czk',
  'aud',
  'cad',
  'euro',
  'euros',
  'dollars',
  'pounds',
  'km',
  'kg',
  'mb',
  'gb',
]);

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** A date is on the page when its day and year are, with the month in digits or letters. */
function isReadableDate(readable: string, value: string): boolean {
  const time =
    /\d{4}-\d\d-\d\d|\p{L}{3,}/u.test(value) && /\d/.test(value)
      ? Date.parse(`${value.trim()} UTC`)
      : Number.NaN;
  const date = new Date(Number.isNaN(time) ? Date.parse(value.trim().slice(0, 10)) : time);
  if (Number.isNaN(date.getTime()) || !/\d{4}/.test(value)) return false;
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const hasMonth = [MONTHS[month - 1] ?? '?', String(month).padStart(2, '0'), String(month)].some(
    (text) => readable.includes(text),
  );
  const hasYear = readable.includes(String(year)) || readable.includes(String(year % 100));
  return hasMonth && hasYear && readable.includes(String(day));
}

/** `1204500` for `1,204,500.00`: the digits before the decimals. */
function isReadableNumber(readable: string, value: string): boolean {
  if (!/^-?[\d.,\s']+$/.test(value.trim())) return false;
  const digits = value.replace(/[.,]\d{1,2}$/, '').replace(/\D/g, '');
  return digits.length > 0 && readable.includes(digits);
}

function essence(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
