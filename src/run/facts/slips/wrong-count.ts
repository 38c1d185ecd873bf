import { daysIn } from '../dates-in-text.ts';
import { fieldNames, nameWords } from '../field-words.ts';
import { goalOf } from '../goal.ts';
import { numberOf } from '../numbers-in-text.ts';
import type { SlipRule } from './slip.ts';

const ANY_COUNT =
  /^(?:quantity|qty|count|number|menge|anzahl|stück|stückzahl|quantité|cantidad|quantità|aantal|quantidade|antal|antall|määrä|kpl|ilość|počet)$/;
/** Things that are counted one by one, by the beginning of their names. */
const COUNTED =
  /^(?:guests?|adults?|children|kids|persons?|people|passengers?|travell?ers?|nights?|rooms?|tickets?|seats?|copies|pieces|units?|boxes|participants?|places?|gäste?|erwachsene|kinder|personen|nächte|zimmer|karten|plätze|exemplare|adultes?|enfants?|personnes?|nuits?|billets?|adultos?|niños|personas?|noches|habitaciones|entradas|adulti|bambini|persone|notti|camere|biglietti|volwassenen|kinderen|nachten|kamers|kaartjes)$/;

/** A count was typed that is not the one the goal gives for it. */
export const wrongCount: SlipRule = (run, step, action) => {
  const typed = action.text?.trim() ?? '';
  if (action.type !== 'input_text' || !/^\d{1,3}$/.test(typed)) return undefined;
  const goal = goalOf(run, step).toLowerCase().slice(0, 5_000);
  const names = [...nameWords(fieldNames(step, action))];
  const things = names.filter((word) => COUNTED.test(word));
  const meant =
    things.length > 0
      ? countBefore(goal, things)
      : names.some((word) => ANY_COUNT.test(word))
        ? onlyCount(goal)
        : undefined;
  if (meant === undefined || meant === Number(typed)) return undefined;
  const words = 'The count is not the one that the task gives.';
  return { step, action, typed, meant: String(meant), words, confidence: 0.8 };
};

/** `two guests`, `2 adult guests`: only when the goal says so once. */
function countBefore(goal: string, things: readonly string[]): number | undefined {
  const found = things.flatMap((thing) =>
    ['', '\\p{L}+ '].flatMap((between) =>
      [...goal.matchAll(new RegExp(`([\\p{L}\\d]+) ${between}${thing}(?!\\p{L})`, 'gu'))].flatMap(
        (match) => numberOf(match[1] ?? '') ?? [],
      ),
    ),
  );
  return new Set(found).size === 1 ? found[0] : undefined;
}

/** The one number of a goal that is no date, code or price. */
function onlyCount(goal: string): number | undefined {
  const days = daysIn(goal);
  const found = [...goal.matchAll(/(?<![\p{L}\p{N}./:#-])[\p{L}\p{N}]+(?![\p{L}\p{N}]|[./:-]\d)/gu)]
    .filter(
      ({ index }) =>
        !/(?:[€$£]|no\.?|nr\.?|number|#|room|case|order|item|step|page|ref) ?$/.test(
          goal.slice(0, index),
        ),
    )
    .flatMap((match) => numberOf(match[0]) ?? [])
    .filter((number) => !days.some(({ day, year }) => day === number || year === number));
  return found.length === 1 ? found[0] : undefined;
}
