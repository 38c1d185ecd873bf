import { fieldNames, nameWords } from '../field-words.ts';
import { givenValues } from '../given-values.ts';
import { goalAndData } from '../goal.ts';
import { comparable } from '../page-states.ts';
import type { Action, Step } from '../../run.ts';
import type { SlipRule } from './slip.ts';

/** An option that the goal does not name was chosen, while the same list has one that it names. */
export const wrongOption: SlipRule = (run, step, action) => {
  const typed = action.option?.label?.trim() ?? '';
  if (action.type !== 'select_option' || !isTelling(typed)) return undefined;
  const data = goalAndData(run, step);
  if (isNamed(data, typed)) return undefined;
  const others = optionsOf(step, action).filter(
    (option) => comparable(option) !== comparable(typed) && isTelling(option),
  );
  const names = nameWords(fieldNames(step, action));
  const given = givenValues(run, step).find(
    ({ key, value }) =>
      [...nameWords([key])].every((word) => names.has(word)) &&
      others.some((option) => comparable(option) === comparable(value)),
  );
  const meant =
    given?.value ??
    others.filter((option) => isNamed(data, option)).toSorted((a, b) => b.length - a.length)[0];
  if (meant === undefined || sharesWord(data, typed)) return undefined;
  const words = 'The same list has the option that the task names.';
  return { step, action, typed, meant, words, confidence: given === undefined ? 0.8 : 0.88 };
};

function isTelling(option: string): boolean {
  return (
    /\p{L}{3}/u.test(option) &&
    !/^(?:-|please|choose|select|bitte|choisi|elij|selec|kies)/i.test(option)
  );
}

function isNamed(data: string, option: string): boolean {
  const key = comparable(option).replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  return new RegExp(`(?<![\\p{L}\\p{N}])${key}(?![\\p{L}\\p{N}])`, 'u').test(data);
}

/** The goal may say the same in fewer words. */
function sharesWord(data: string, option: string): boolean {
  return (comparable(option).match(/[\p{L}\p{N}]{4,}/gu) ?? []).some((word) => isNamed(data, word));
}

function optionsOf(step: Step, action: Action): readonly string[] {
  const fromTree = (action.element?.options ?? []).flatMap(({ text }) => text?.trim() ?? []);
  if (fromTree.length > 0) return fromTree;
  const page = step.scrape?.page?.();
  const select = page?.elements.findIndex(
    ({ attributes }) => attributes['unique_id'] === action.elementId,
  );
  if (page === undefined || select === undefined || select < 0) return [];
  return page.texts
    .filter(
      ({ element }) =>
        page.elements[element]?.tagName === 'option' && isInside(step, element, select),
    )
    .map(({ text }) => text.trim());
}

function isInside(step: Step, element: number, ancestor: number): boolean {
  const page = step.scrape?.page?.();
  for (
    let at = page?.elements[element]?.parent ?? -1;
    at >= 0;
    at = page?.elements[at]?.parent ?? -1
  )
    if (at === ancestor) return true;
  return false;
}
