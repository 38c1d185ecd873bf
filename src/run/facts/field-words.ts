import { asText } from '../../support/unknown.ts';
import type { Action, HtmlPage, Step } from '../run.ts';
import { plannedActions } from './planned-actions.ts';

/** What a field is called, by everything that names it: the model, attributes, its label on the page. */
export function fieldNames(step: Step, action: Action): readonly string[] {
  const { attributes } = action.element ?? {};
  const planned = plannedActions(step).find((candidate) => candidate.action === action);
  const page = step.scrape?.page?.();
  return [
    planned?.field,
    ...(page === undefined ? [] : labelsOf(page, action)),
    ...['aria-label', 'placeholder', 'name', 'id', 'autocomplete', 'title'].map((key) =>
      asText(attributes?.[key]),
    ),
  ].flatMap((name) => (name === undefined || name === '' ? [] : [name]));
}

/** Words of names, lower case: `firstName`, `first-name` and `First name` are the same two. */
export function nameWords(names: readonly string[]): ReadonlySet<string> {
  return new Set(
    names.flatMap(
      (name) =>
        name
          .normalize('NFKC')
          .replace(/(\p{Ll})(\p{Lu})/gu, '$1 $2')
          .toLowerCase()
          .replace(/e-?mail/g, 'email')
          .match(/[\p{L}\p{N}]+/gu) ?? [],
    ),
  );
}

function labelsOf(page: HtmlPage, action: Action): readonly string[] {
  const at = page.elements.findIndex(
    ({ attributes }) => attributes['unique_id'] === action.elementId,
  );
  const field = page.elements[at];
  if (field === undefined) return [];
  const id = field.attributes['id'];
  const labels = page.elements.flatMap(({ tagName, attributes }, index) =>
    tagName === 'label' &&
    ((id !== undefined && attributes['for'] === id) || holds(page, index, at))
      ? [index]
      : [],
  );
  return page.texts
    .filter(({ element }) => labels.includes(element))
    .map(({ text }) => text.slice(0, 80));
}

function holds(page: HtmlPage, ancestor: number, element: number): boolean {
  for (let at = page.elements[element]?.parent ?? -1; at >= 0; at = page.elements[at]?.parent ?? -1)
    if (at === ancestor) return true;
  return false;
}
