import { asText } from '../support/unknown.ts';
import type { Action, ElementNode } from './run.ts';

/** One action as a person would say it: `click on button 'Save'`. */
export function describeAction(action: Action): string {
  const verb = VERBS.get(action.type) ?? action.type.replaceAll('_', ' ');
  const target =
    action.element === undefined
      ? unknownTarget(action)
      : ` ${PREPOSITIONS.get(action.type) ?? 'on'} ${describeElement(action.element)}`;
  const value = valueOf(action);
  return value === undefined ? `${verb}${target}` : `${verb} ${value}${target}`;
}

const VERBS = new Map([
  ['input_text', 'type'],
  ['select_option', 'select'],
  ['upload_file', 'upload'],
  ['goto_url', 'go to a URL'],
  ['null_action', 'nothing (the planned action was void)'],
  ['solve_captcha', 'wait for a captcha'],
  ['complete', 'say that the goal is reached'],
  ['terminate', 'give up'],
  ['extract', 'extract data'],
]);

const PREPOSITIONS = new Map([
  ['input_text', 'into'],
  ['select_option', 'in'],
  ['upload_file', 'to'],
]);

function unknownTarget(action: Action): string {
  return action.elementId === undefined
    ? ''
    : ` on an element that is not in the tree (id ${action.elementId})`;
}

function valueOf(action: Action): string | undefined {
  if (action.type === 'input_text') return `'${action.text ?? ''}'`;
  if (action.type === 'select_option')
    return `'${action.option?.label ?? action.option?.value ?? ''}'`;
  return action.type === 'upload_file' ? `'${action.fileUrl ?? ''}'` : undefined;
}

/** `button 'Save'`, `input 'first_day'`: kind and the name a person would use. */
export function describeElement(element: ElementNode): string {
  const kind = element.tagName === 'a' ? 'link' : (element.tagName ?? 'element');
  const name = elementName(element);
  return name === undefined ? kind : `${kind} '${name}'`;
}

/** What a person calls the element: its text, label or, failing those, its technical name. */
export function elementName(element: ElementNode): string | undefined {
  const attribute = (key: string): string | undefined => asText(element.attributes?.[key]);
  const name =
    trimmed(element.text) ??
    childText(element) ??
    attribute('aria-label') ??
    attribute('placeholder') ??
    attribute('title') ??
    (isButtonLike(element) ? attribute('value') : undefined) ??
    attribute('name') ??
    attribute('alt') ??
    attribute('id');
  return name?.slice(0, 80);
}

function isButtonLike(element: ElementNode): boolean {
  return ['submit', 'button', 'reset'].includes(asText(element.attributes?.['type']) ?? '');
}

function childText(element: ElementNode): string | undefined {
  const texts = (element.children ?? []).slice(0, 20).flatMap((child) => trimmed(child.text) ?? []);
  return texts.length === 0 ? undefined : texts.join(' ');
}

function trimmed(text: string | undefined): string | undefined {
  const short = text?.trim();
  return short === '' ? undefined : short;
}
