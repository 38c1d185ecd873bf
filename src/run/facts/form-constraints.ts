/** Constraints written into HTML (`required`, `pattern` …) that the values of a form do not meet: the browser then holds the form back and says so in a bubble that no capture shows. */
import type { HtmlElement, HtmlPage } from '../../artifacts/html.ts';
import type { Action } from '../run.ts';
import { asText } from '../../support/unknown.ts';

export interface BrokenConstraint {
  readonly element: HtmlElement;
  /** The name a developer gave the field. */
  readonly name: string;
  readonly rule: 'required' | 'pattern' | 'length' | 'range' | 'type';
  /** What the run put in, undefined when it left the field alone. */
  readonly entered: string | undefined;
}

/** Hostile pages nest without end. */
const MAX_HOPS = 100;
const FIELD_TAGS: ReadonlySet<string> = new Set(['input', 'select', 'textarea']);
const NO_VALUE_TYPES: ReadonlySet<string> = new Set([
  'hidden',
  'submit',
  'button',
  'reset',
  'image',
]);

/** Constraints of the form that a click hands in; `earlier` are the actions since the page was loaded. */
export function brokenConstraints(
  page: HtmlPage,
  submit: Action,
  earlier: readonly Action[],
): readonly BrokenConstraint[] {
  const button = page.elements.find((element) => isElementOf(element, submit));
  const form = button === undefined ? undefined : formOf(page, button);
  if (button === undefined || form === undefined) return [];
  if ('novalidate' in form.attributes || 'formnovalidate' in button.attributes) return [];
  return page.elements.flatMap((element, index) => {
    if (!isChecked(element) || formOf(page, element) !== form) return [];
    const broken = brokenRule(page, element, index, earlier);
    const { name, id } = element.attributes;
    return broken === undefined
      ? []
      : {
          ...broken,
          element,
          name: element.attributes['aria-label'] ?? name ?? id ?? element.tagName,
        };
  });
}

function isElementOf(element: HtmlElement, action: Action): boolean {
  return action.elementId !== undefined && element.attributes['unique_id'] === action.elementId;
}

function formOf(page: HtmlPage, element: HtmlElement): HtmlElement | undefined {
  const named = element.attributes['form'];
  if (named !== undefined)
    return page.elements.find(
      (other) => other.tagName === 'form' && other.attributes['id'] === named,
    );
  let parent = page.elements[element.parent];
  for (let hops = 0; hops < MAX_HOPS && parent !== undefined; hops += 1) {
    if (parent.tagName === 'form') return parent;
    parent = page.elements[parent.parent];
  }
  return undefined;
}

function isChecked({ tagName, attributes, isHidden }: HtmlElement): boolean {
  return (
    FIELD_TAGS.has(tagName) &&
    !isHidden &&
    !('disabled' in attributes) &&
    !('readonly' in attributes) &&
    !NO_VALUE_TYPES.has(attributes['type']?.toLowerCase() ?? '')
  );
}

function brokenRule(
  page: HtmlPage,
  element: HtmlElement,
  index: number,
  earlier: readonly Action[],
): Pick<BrokenConstraint, 'rule' | 'entered'> | undefined {
  const used = earlier.filter((action) => isUsedBy(page, element, action));
  if (isEmpty(page, element, index, used))
    return 'required' in element.attributes
      ? { rule: 'required', entered: used.length > 0 ? '' : undefined }
      : undefined;
  const entered = used.findLast((action) => action.type === 'input_text')?.text;
  if (entered === undefined || !isPlain(entered)) return undefined;
  const rule = ruleAgainst(element, entered);
  return rule === undefined ? undefined : { rule, entered };
}

/** The action was on the field itself, on its label, or on a choice of the same group. */
function isUsedBy(page: HtmlPage, element: HtmlElement, action: Action): boolean {
  if (isElementOf(element, action)) return true;
  const { id, name, type } = element.attributes;
  if (name !== undefined && name === asText(action.element?.attributes?.['name'])) return true;
  if (action.element?.tagName === 'label' && asText(action.element.attributes?.['for']) === id)
    return true;
  if (type !== 'checkbox' && type !== 'radio') return false;
  // A click on whatever wraps a box toggles it.
  let parent = page.elements[element.parent];
  for (let hops = 0; hops < MAX_HOPS && parent !== undefined; hops += 1) {
    if (parent.tagName === 'form') return false;
    if (isElementOf(parent, action)) return true;
    parent = page.elements[parent.parent];
  }
  return false;
}

function isEmpty(
  page: HtmlPage,
  element: HtmlElement,
  index: number,
  used: readonly Action[],
): boolean {
  const { attributes, tagName } = element;
  if (used.length > 0) {
    const typed = used.findLast((action) => action.type === 'input_text');
    return typed !== undefined && typed === used.at(-1) && typed.text === '';
  }
  if (attributes['type'] === 'checkbox') return !('checked' in attributes);
  if (attributes['type'] === 'radio')
    return page.elements.every(
      (other) =>
        other.attributes['name'] !== attributes['name'] || !('checked' in other.attributes),
    );
  if (tagName === 'select') return hasEmptyChoice(page, index);
  if (tagName === 'textarea') return page.texts.every((text) => text.element !== index);
  return (attributes['value'] ?? '') === '';
}

function hasEmptyChoice(page: HtmlPage, select: number): boolean {
  const options = page.elements.filter(
    (element) => element.tagName === 'option' && element.parent === select,
  );
  const chosen = options.find((option) => 'selected' in option.attributes) ?? options[0];
  return chosen === undefined || chosen.attributes['value'] === '';
}

function isPlain(text: string): boolean {
  return text !== '' && text.length <= 100 && !/redacted|placeholder_|\*{3}|\{\{/i.test(text);
}

function ruleAgainst(
  { attributes }: HtmlElement,
  value: string,
): BrokenConstraint['rule'] | undefined {
  const { type, pattern } = attributes;
  const kind = type?.toLowerCase();
  if (kind === 'email' && !/^[^\s@]+@[^\s@]+$/.test(value)) return 'type';
  if (kind === 'url' && !/^[a-z][a-z\d+.-]*:/i.test(value.trim())) return 'type';
  if (value.length < Number(attributes['minlength'] ?? 0)) return 'length';
  if ((kind === 'number' || kind === 'range') && isOutOfRange(attributes, Number(value)))
    return 'range';
  return pattern !== undefined && !kindIgnoresPattern(kind) && !mayMatch(pattern, value)
    ? 'pattern'
    : undefined;
}

function kindIgnoresPattern(kind: string | undefined): boolean {
  return ['number', 'date', 'checkbox', 'radio', 'range', 'file'].includes(kind ?? '');
}

function isOutOfRange(attributes: HtmlElement['attributes'], value: number): boolean {
  const [low, high] = [
    Number(attributes['min'] ?? '-Infinity'),
    Number(attributes['max'] ?? 'Infinity'),
  ];
  return value < low || value > high;
}

const MAX_PATTERN_CHARS = 200;

/** Patterns come from the page: those that could backtrack without end count as met. */
function mayMatch(pattern: string, value: string): boolean {
  const repeats = pattern.match(/[*+]|\{\d*,\}/g)?.length ?? 0;
  if (pattern.length > MAX_PATTERN_CHARS || repeats > 2 || /\)[*+{?]|\\\d/.test(pattern))
    return true;
  try {
    return new RegExp(`^(?:${pattern})$`, 'v').test(value);
  } catch {
    return true;
  }
}
