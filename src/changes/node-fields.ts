import type { ElementNode } from '../run/run.ts';
import { plainValue } from './plain-value.ts';
import { FIELD, type Vocabulary } from './vocabulary.ts';

/** One field of a node that differs between the two trees. `@name` is an attribute. */
export interface FieldChange {
  readonly field: string;
  /** `undefined`: the field was absent or empty. */
  readonly before: unknown;
  readonly after: unknown;
}

/** Fields that say what a person or the agent sees; ids, frames and positions are bookkeeping and no change. */
const NODE_FIELDS = [
  'tagName',
  'text',
  'beforePseudoText',
  'afterPseudoText',
  'options',
  'isDropped',
  'interactable',
] as const;

/** Skyvern writes its own element id into this attribute: never content. */
const OWN_ATTRIBUTE = 'unique_id';

/** Appends the tokens of what a node itself holds, sorted, because attributes come in any order; its tag is kept apart. */
export function appendTokens(tokens: number[], node: ElementNode, vocabulary: Vocabulary): void {
  const start = tokens.length;
  // Spelled out: reading a field by a variable name is several times slower, and this runs for every node.
  add(tokens, start, vocabulary, FIELD.text, node.text);
  add(tokens, start, vocabulary, FIELD.beforePseudoText, node.beforePseudoText);
  add(tokens, start, vocabulary, FIELD.afterPseudoText, node.afterPseudoText);
  add(tokens, start, vocabulary, FIELD.options, node.options);
  add(tokens, start, vocabulary, FIELD.isDropped, node.isDropped);
  add(tokens, start, vocabulary, FIELD.interactable, node.interactable);
  const attributes = node.attributes;
  if (typeof attributes !== 'object' || attributes === null) return;
  for (const name in attributes) {
    if (name === OWN_ATTRIBUTE) continue;
    const value = plainValue(attributes[name]);
    insertSorted(tokens, start, vocabulary.tokenOf(vocabulary.attributeField(name), value));
  }
}

// oxlint-disable-next-line max-params -- called for every node; an object would be made each time
function add(
  tokens: number[],
  start: number,
  vocabulary: Vocabulary,
  field: number,
  value: unknown,
): void {
  if (isPresent(value)) insertSorted(tokens, start, vocabulary.tokenOf(field, plainValue(value)));
}

/** Older and trimmed trees leave out what is empty, so absent, null, empty and false are one. */
function isPresent(value: unknown): boolean {
  return value !== undefined && value !== null && value !== '' && value !== false;
}

function insertSorted(tokens: number[], start: number, token: number): void {
  let place = tokens.length;
  tokens.push(token);
  while (place > start && (tokens[place - 1] ?? 0) > token) {
    tokens[place] = tokens[place - 1] ?? 0;
    place--;
  }
  tokens[place] = token;
}

/** The fields in which two nodes differ, node fields first. */
export function changedFields(before: ElementNode, after: ElementNode): readonly FieldChange[] {
  const changes: FieldChange[] = [];
  for (const field of NODE_FIELDS) {
    compare(changes, field, present(before[field]), present(after[field]));
  }
  const old = before.attributes ?? NO_ATTRIBUTES;
  const now = after.attributes ?? NO_ATTRIBUTES;
  for (const name of Object.keys(old)) {
    if (name !== OWN_ATTRIBUTE) compare(changes, `@${name}`, old[name], own(now, name));
  }
  for (const name of Object.keys(now)) {
    if (name !== OWN_ATTRIBUTE && !Object.hasOwn(old, name)) {
      compare(changes, `@${name}`, undefined, now[name]);
    }
  }
  return changes;
}

const NO_ATTRIBUTES: Readonly<Record<string, unknown>> = {};

function compare(changes: FieldChange[], field: string, before: unknown, after: unknown): void {
  if (plainValue(before) !== plainValue(after)) changes.push({ field, before, after });
}

function own(attributes: Readonly<Record<string, unknown>>, name: string): unknown {
  return Object.hasOwn(attributes, name) ? attributes[name] : undefined;
}

function present(value: unknown): unknown {
  return isPresent(value) ? value : undefined;
}
