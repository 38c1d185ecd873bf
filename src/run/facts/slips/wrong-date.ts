import { daysIn, isSameDay, readingsOf, type Day } from '../dates-in-text.ts';
import { fieldNames } from '../field-words.ts';
import { goalAndData } from '../goal.ts';
import type { SlipRule } from './slip.ts';

/** Then dates are worked out, and nobody can say from the goal alone which is right. */
const RELATIVE =
  /\b(?:today|tomorrow|yesterday|tonight|next|last|previous|this|coming|within|ago|from now|days?|weeks?|months?|years?|nights?|quarter|monday|tuesday|wednesday|thursday|friday|saturday|sunday|weekend|heute|morgen|gestern|nächste\w*|letzte\w*|vorige\w*|diese\w*|tage?|wochen?|monate?|nächte?|aujourd|demain|hier|prochain\w*|dernier\w*|jours?|semaines?|mois|nuits?|hoy|mañana|ayer|próxim\w*|últim\w*|días?|semanas?|mes(?:es)?|noches?|oggi|domani|ieri|prossim\w*|scors\w*|giorni|settiman\w*|mes[ei]|notti|vandaag|volgende|vorige|dagen|weken|maanden|nachten)\b/i;

/** A date was typed that is none of those the goal names; or day and month were put the wrong way round for the field. */
export const wrongDate: SlipRule = (run, step, action) => {
  const typed = action.text?.trim() ?? '';
  const readings = action.type === 'input_text' ? readingsOf(typed) : [];
  if (readings.length === 0) return undefined;
  const data = goalAndData(run, step);
  const days = daysIn(data);
  const [first] = days;
  if (first === undefined || data.includes(typed)) return undefined;
  const read = readings.filter((reading) => days.some((day) => isSameDay(day, reading)));
  if (read.length === 0) {
    if (RELATIVE.test(data)) return undefined;
    const words = 'It is none of the dates that the task names.';
    return {
      step,
      action,
      typed,
      meant: days.map(written).slice(0, 3).join(', '),
      words,
      confidence: 0.8,
    };
  }
  const order = orderOf(fieldNames(step, action).join('\n'));
  const asRead = order === undefined ? undefined : inOrder(typed, order);
  if (asRead === undefined || days.some((day) => isSameDay(day, asRead))) return undefined;
  const words = 'For this field day and month are the wrong way round.';
  return {
    step,
    action,
    typed,
    meant: (read[0] ?? first) && written(read[0] ?? first),
    words,
    confidence: 0.82,
  };
};

function written({ year, month, day }: Day): string {
  return [year, month, day]
    .flatMap((part) => (part === undefined ? [] : [String(part).padStart(2, '0')]))
    .join('-');
}

type Order = 'day-first' | 'month-first';

function orderOf(names: string): Order | undefined {
  if (/\b(?:dd?|tt?|jj?|gg?|pp?)[./ -]{1,2}(?:mm?|kk?)\b/i.test(names)) return 'day-first';
  return /\bmm?[./ -]{1,2}(?:dd?|tt?|jj?)\b/i.test(names) ? 'month-first' : undefined;
}

function inOrder(typed: string, order: Order): Day | undefined {
  const match = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(typed);
  if (match === null) return undefined;
  const [a, b, year] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return order === 'day-first' ? { year, month: b, day: a } : { year, month: a, day: b };
}
