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
  return (
    isReadableDate(readable, value) ||
    isReadableNumber(readable, value) ||
    isReadablePhone(readable, value) ||
    isReadableLink(readable, value)
  );
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

/** Beginnings of the months' names, in the languages most sites speak. */
const MONTHS: readonly (readonly string[])[] = [
  ['jan', 'ene', 'gen', 'stycz', 'tammi', 'led'],
  ['feb', 'fév', 'fev', 'lut', 'helmi', 'únor'],
  ['mar', 'mär', 'maa', 'mrt', 'břez'],
  ['apr', 'avr', 'abr', 'kwie', 'huhti', 'dub'],
  ['may', 'mai', 'maj', 'mei', 'mag', 'touko', 'květ'],
  ['jun', 'juin', 'giu', 'czerw', 'kesä', 'červ'],
  ['jul', 'juil', 'lug', 'lip', 'heinä', 'červenec'],
  ['aug', 'août', 'aout', 'ago', 'sier', 'elo', 'srp'],
  ['sep', 'set', 'wrze', 'syys', 'zář'],
  ['oct', 'okt', 'ott', 'out', 'paźd', 'loka', 'říj'],
  ['nov', 'listop', 'marras'],
  ['dec', 'dez', 'déc', 'dic', 'grud', 'joulu', 'pros'],
];
/** Then a date was worked out, and cannot stand on the page. */
const RELATIVE_DATE =
  /today|yesterday|tomorrow|daysago|dayago|weeksago|hoursago|indays|heute|gestern|morgenfrüh|vor\d+tagen|aujourdhui|hier|demain|ilya\d+jours|ayer|hoy|mañana|hace\d+días|oggi|ieri|domani|vandaag|gisteren/;

/** A date is on the page when its day is, with the month in digits or letters, and its year unless the page leaves years out. */
function isReadableDate(readable: string, value: string): boolean {
  const time =
    /\d{4}-\d\d-\d\d|\p{L}{3,}/u.test(value) && /\d/.test(value)
      ? Date.parse(`${value.trim()} UTC`)
      : Number.NaN;
  const date = new Date(Number.isNaN(time) ? Date.parse(value.trim().slice(0, 10)) : time);
  if (Number.isNaN(date.getTime()) || !/\d{4}/.test(value)) return false;
  if (RELATIVE_DATE.test(readable)) return true;
  const [year, month, day] = [date.getUTCFullYear(), date.getUTCMonth() + 1, date.getUTCDate()];
  const [dd, mm] = [String(day).padStart(2, '0'), String(month).padStart(2, '0')];
  const names = MONTHS[month - 1] ?? [];
  const days = [String(day), dd];
  const isNear = [
    ...names.flatMap((name) => days.flatMap((text) => [`${text}${name}`, `${name}${text}`])),
    ...names.flatMap((name) => days.flatMap((text) => [`${text}de${name}`, `${name}${text}`])),
    ...days.flatMap((text) => [
      `${text}${mm}`,
      `${mm}${text}`,
      `${text}${month}`,
      `${month}${text}`,
    ]),
  ].some((text) => readable.includes(text));
  if (isNear) return true;
  const hasMonth = [...names, mm, String(month)].some((text) => readable.includes(text));
  const hasYear = readable.includes(String(year)) || readable.includes(String(year % 100));
  return hasMonth && hasYear && readable.includes(String(day));
}

/** The same number in national and international writing: the end of it says enough. */
function isReadablePhone(readable: string, value: string): boolean {
  if (!/^[+(]?[\d\s()./-]{7,25}$/.test(value.trim())) return false;
  const digits = value.replace(/\D/g, '');
  return digits.length >= 8 && readable.includes(digits.slice(-8)) && /^[+0(]/.test(value.trim());
}

/** An address that was made whole: its path stands in a link. */
function isReadableLink(readable: string, value: string): boolean {
  if (!URL.canParse(value) || !/^https?:/i.test(value)) return false;
  const { pathname, search } = new URL(value);
  const path = essence(`${pathname}${search}`);
  return path === '' || readable.includes(path);
}

/** `1204500` for `1,204,500.00`: the digits before the decimals. */
function isReadableNumber(readable: string, value: string): boolean {
  if (!/^-?[\d.,\s']+$/.test(value.trim())) return false;
  const digits = value.replace(/[.,]\d{1,2}$/, '').replace(/\D/g, '');
  if (digits.length > 0 && readable.includes(digits)) return true;
  // `1.5 k` and `2.4 million` are written out in zeros.
  const weighty = digits.replace(/0{3,20}$/, '');
  return weighty !== digits && weighty.length >= 2 && readable.includes(weighty);
}

function essence(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]/gu, '');
}
