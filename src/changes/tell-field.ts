import type { ChangedPosition } from './edit-script.ts';
import { isField } from './field-labels.ts';
import type { FieldChange } from './node-fields.ts';
import { isAlertNode } from './roles.ts';
import type { Story } from './story.ts';
import type { SentenceKind } from './tree-diff.ts';
import { attributeOf, quote, valueText } from './words.ts';

/** What the change of one field means to people. */
export interface Telling {
  readonly kind: SentenceKind;
  /** What happened, after the subject: `became disabled`. Equal verbs are told together. */
  readonly verb: string;
  /** The whole clause for one element alone; written when it is shown. */
  readonly clause: () => string;
  /** Each element has something of its own to tell, so that a list of names would not do. */
  readonly isOwn?: true;
}

const TELLERS = [tellValidity, tellAvailability, tellValue, tellState, tellText] as const;

export function tellField(story: Story, change: ChangedPosition, field: FieldChange): Telling {
  for (const teller of TELLERS) {
    const told = teller(story, change, field);
    if (told !== undefined) return told;
  }
  const what = field.field.startsWith('@') ? `attribute ${field.field.slice(1)}` : field.field;
  return saying(story, 'other', change, `changed in ${what}`);
}

function saying(story: Story, kind: SentenceKind, change: ChangedPosition, verb: string): Telling {
  return { kind, verb, clause: () => `${story.subject(change.after)} ${verb}` };
}

function isOn(value: unknown): boolean {
  return value !== undefined && value !== null && value !== false && value !== 'false';
}

function tellValidity(
  story: Story,
  change: ChangedPosition,
  { field, after }: FieldChange,
): Telling | undefined {
  if (field !== '@aria-invalid' && field !== '@invalid') return undefined;
  return saying(
    story,
    'field-error',
    change,
    isOn(after) ? 'is now marked as invalid' : 'is no longer marked as invalid',
  );
}

function tellAvailability(
  story: Story,
  change: ChangedPosition,
  { field, after }: FieldChange,
): Telling | undefined {
  if (field === '@disabled' || field === '@aria-disabled')
    return saying(
      story,
      'availability',
      change,
      isOn(after) ? 'became disabled' : 'became enabled',
    );
  if (field === '@readonly' || field === '@aria-readonly')
    return saying(
      story,
      'availability',
      change,
      isOn(after) ? 'became read-only' : 'became editable',
    );
  if (field === 'interactable')
    return saying(
      story,
      'availability',
      change,
      isOn(after) ? 'can now be used' : 'can no longer be used',
    );
  return undefined;
}

function tellValue(
  story: Story,
  change: ChangedPosition,
  { field, before, after }: FieldChange,
): Telling | undefined {
  const { pair } = story.parts.search.matching;
  const node = pair.nodes[change.after];
  if (field === '@checked' || field === '@aria-checked') {
    const isRadio = attributeOf(node, 'type') === 'radio' || attributeOf(node, 'role') === 'radio';
    const verbs = isRadio ? CHOSEN : TICKED;
    return saying(story, 'value', change, isOn(after) ? verbs.on : verbs.off);
  }
  const isValue = field === '@value' || (field === '@selected' && node?.tagName === 'select');
  if (!isValue || !isField(pair, change.after)) return undefined;
  return {
    kind: 'value',
    verb: 'fields hold something else',
    isOwn: true,
    clause: () =>
      valueClause(`the field ${story.subject(change.after)}`, valueText(before), valueText(after)),
  };
}

const TICKED = { on: 'was ticked', off: 'was unticked' };
const CHOSEN = { on: 'was chosen', off: 'is no longer chosen' };

function valueClause(subject: string, before: string, after: string): string {
  if (before === '') return `${subject} now holds ${quote(after)}`;
  if (after === '') return `${subject} was emptied, it held ${quote(before)}`;
  return `${subject} now holds ${quote(after)} instead of ${quote(before)}`;
}

const STATES: Readonly<Record<string, readonly [string, string]>> = {
  '@aria-expanded': ['was opened', 'was closed'],
  '@open': ['was opened', 'was closed'],
  '@aria-selected': ['is now selected', 'is no longer selected'],
  '@selected': ['is now selected', 'is no longer selected'],
  '@aria-pressed': ['is now pressed', 'is no longer pressed'],
  '@aria-current': ['is now the current one', 'is no longer the current one'],
  '@aria-busy': ['is now busy', 'is no longer busy'],
  '@required': ['is now required', 'is no longer required'],
  '@aria-required': ['is now required', 'is no longer required'],
};

function tellState(
  story: Story,
  change: ChangedPosition,
  { field, after }: FieldChange,
): Telling | undefined {
  const verbs = Object.hasOwn(STATES, field) ? STATES[field] : undefined;
  return verbs === undefined
    ? undefined
    : saying(story, 'state', change, verbs[isOn(after) ? 0 : 1]);
}

function tellText(
  story: Story,
  change: ChangedPosition,
  { field, before, after }: FieldChange,
): Telling | undefined {
  if (field !== 'text' && field !== 'beforePseudoText' && field !== 'afterPseudoText')
    return undefined;
  const old = valueText(before);
  const now = valueText(after);
  const isAlert = isAlertNode(story.parts.search.matching.pair.nodes[change.after]);
  return {
    kind: isAlert ? 'alert' : 'text',
    verb: 'texts changed',
    isOwn: true,
    clause: () => `${textClause(old, now)}${whereabouts(story, change.after, now)}`,
  };
}

function textClause(old: string, now: string): string {
  if (old === '') return `the text ${quote(now)} appeared`;
  return now === '' ? `the text ${quote(old)} is gone` : `${quote(old)} now reads ${quote(now)}`;
}

/** A bare number says little without the words it stands with. */
function whereabouts(story: Story, position: number, text: string): string {
  if (/\p{L}/u.test(text)) return '';
  const { pair } = story.parts.search.matching;
  const parent = pair.parent[position] ?? 0;
  const name = pair.parent[parent] === -1 ? '' : story.name(parent);
  return name === '' || name === text || name.length > 60 ? '' : ` (${quote(name)})`;
}
