/** A day as somebody wrote it; without year where they left it out. */
export interface Day {
  readonly year: number | undefined;
  readonly month: number;
  readonly day: number;
}

/** Beginnings of the names of the months, in the languages most sites speak. */
const MONTHS: readonly string[] = [
  'jan|janv|ene|gen|styc|led|tammi',
  'feb|fév|fev|lut|únor|helmi',
  'mar|mär|maa|břez|mrt',
  'apr|avr|abr|kwie|dub|huhti',
  'may|mai|maj|mei|mag|květ|touko',
  'jun|juin|giu|czerw|červn|kesä',
  'jul|juil|lug|lip|červen|heinä',
  'aug|août|aout|ago|sier|srp|elo',
  'sep|set|wrze|zář|syys',
  'oct|okt|ott|out|paźdz|říj|loka',
  'nov|lis(?:top)?|marras',
  'dec|dez|déc|dic|grud|pros|joulu',
];
const MONTH = String.raw`(?:${MONTHS.join('|')})\p{L}{0,9}\.?`;
const LINK = String.raw`(?:\s*(?:to|till|until|through|and|-|–|bis|und|au|et|al|a|à|y|e|t/m|tot|en|til|och|do)\s*)`;
const DAY_FIRST = new RegExp(
  String.raw`\b(\d{1,2})(?:st|nd|rd|th|er|º|\.)?(?:${LINK}(\d{1,2})(?:st|nd|rd|th|\.)?)?\s*(?:de |of |di )?(${MONTH})(?:,?\s*(?:de |of )?(\d{4}))?`,
  'giu',
);
const MONTH_FIRST = new RegExp(
  String.raw`(?<!\p{L})(${MONTH})\s+(\d{1,2})(?:st|nd|rd|th)?(?:${LINK}(\d{1,2})(?:st|nd|rd|th)?)?(?!\d)(?:,?\s*(\d{4}))?`,
  'giu',
);
const NUMERIC = /(?<![\d./-])(\d{1,4})([-/.])(\d{1,2})\2(\d{2,4})(?![\d])/g;
const MAX_CHARS = 20_000;

/** Every day that a text names, numeric ones in each order they can be read in. */
export function daysIn(text: string): readonly Day[] {
  const sample = text.slice(0, MAX_CHARS);
  const numeric = [...sample.matchAll(NUMERIC)].flatMap((match) => readingsOf(match[0]));
  const dayFirst = [...sample.matchAll(DAY_FIRST)].flatMap((match) =>
    toDays([match[1], match[2]], match[3], match[4]),
  );
  const monthFirst = [...sample.matchAll(MONTH_FIRST)].flatMap((match) =>
    toDays([match[2], match[3]], match[1], match[4]),
  );
  return [...numeric, ...dayFirst, ...monthFirst];
}

/** `04/12/2026` is two days; `2026-12-04` is one. Empty for what is no date. */
export function readingsOf(text: string): readonly Day[] {
  const match = /^\s*(\d{1,4})[-/.](\d{1,2})[-/.](\d{2,4})(?:[T ].*)?$/.exec(text);
  if (match === null) return [];
  const [a, b, c] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (match[1]?.length === 4) return valid([{ year: a, month: b, day: c }]);
  const year = c < 100 ? 2_000 + c : c;
  return valid(
    a === b
      ? [{ year, month: b, day: a }]
      : [
          { year, month: b, day: a },
          { year, month: a, day: b },
        ],
  );
}

/** True when both may be the same day: a year that was left out is any year. */
export function isSameDay(a: Day, b: Day): boolean {
  return (
    a.day === b.day &&
    a.month === b.month &&
    (a.year === undefined || b.year === undefined || a.year === b.year)
  );
}

function toDays(
  days: readonly (string | undefined)[],
  monthName: string | undefined,
  year: string | undefined,
): readonly Day[] {
  const month = monthNumber(monthName ?? '');
  return month === undefined
    ? []
    : valid(
        days.flatMap((day) =>
          day === undefined
            ? []
            : [{ year: year === undefined ? undefined : Number(year), month, day: Number(day) }],
        ),
      );
}

function monthNumber(name: string): number | undefined {
  const index = MONTHS.findIndex((names) => new RegExp(`^(?:${names})`, 'iu').test(name));
  return index < 0 ? undefined : index + 1;
}

function valid(days: readonly Day[]): readonly Day[] {
  return days.filter(({ month, day }) => month >= 1 && month <= 12 && day >= 1 && day <= 31);
}
