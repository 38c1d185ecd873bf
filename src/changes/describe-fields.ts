import { isAlertNode } from './blocks.ts';
import type { ChangedPosition } from './edit-script.ts';
import { isField } from './field-labels.ts';
import type { FieldChange } from './node-fields.ts';
import { DETAIL_LIMIT, type Story } from './story.ts';
import type { ChangeSentence, SentenceKind } from './tree-diff.ts';
import { attributeOf, listed, plural, quote, valueText } from './words.ts';

/** One field of one element that changed, in words. */
interface Told {
  readonly kind: SentenceKind;
  /** What happened, after the subject: `became disabled`. Equal verbs are told together. */
  readonly verb: string;
  /** The whole clause for one element alone; written when it is shown. */
  readonly clause: () => string;
  /** Each element has something of its own to tell, so that a list of names would not do. */
  readonly isOwn?: true;
  readonly change: ChangedPosition;
  readonly field: FieldChange;
}

export function describeFields(story: Story): readonly ChangeSentence[] {
  const groups = new Map<string, Told[]>();
  for (const change of story.parts.script.changed) {
    for (const field of change.fields) {
      if (ERROR_MARKS.has(field.field) && story.explained.has(change.after)) continue;
      const told = tell(story, change, field);
      const key = `${told.kind} ${told.verb}`;
      const group = groups.get(key);
      if (group === undefined) groups.set(key, [told]);
      else group.push(told);
    }
  }
  return [...groups.values()].map((group) => writeGroup(story, group));
}

/** What a page sets on a field along with the message of its error. */
const ERROR_MARKS: ReadonlySet<string> = new Set([
  '@aria-invalid',
  '@aria-describedby',
  '@aria-errormessage',
  '@invalid',
  '@class',
  '@validationMessage',
  '@errorText',
]);

function writeGroup(story: Story, group: readonly Told[]): ChangeSentence {
  const shown = group.slice(0, DETAIL_LIMIT);
  const kind = shown[0]?.kind ?? 'other';
  const details = shown.map(({ change, field }) =>
    story.detail(story.name(change.after), {
      before: change.before,
      after: change.after,
      field: field.field,
      old: valueText(field.before),
      now: valueText(field.after),
    }),
  );
  return { kind, text: groupText(story, group, shown), details, count: group.length };
}

function groupText(story: Story, group: readonly Told[], shown: readonly Told[]): string {
  const [first] = shown;
  if (first === undefined) return '';
  if (group.length === 1) return first.clause();
  if (first.isOwn === true) return ownClauses(group, first.verb);
  const subjects = shown.map(({ change }) => story.subject(change.after));
  return group.length <= 3
    ? `${listed(subjects)} ${plural(first.verb)}`
    : `${group.length} elements ${plural(first.verb)}: ${listed(subjects, group.length)}`;
}

const CLAUSE_LIMIT = 4;

function ownClauses(group: readonly Told[], verb: string): string {
  if (group.length <= CLAUSE_LIMIT) return group.map((told) => told.clause()).join('; ');
  const clauses = group.slice(0, CLAUSE_LIMIT - 1).map((told) => told.clause());
  return `${group.length} ${verb}: ${clauses.join('; ')} and ${group.length - clauses.length} more`;
}

function tell(story: Story, change: ChangedPosition, field: FieldChange): Told {
  const name = field.field;
  const tellers = [tellValidity, tellAvailability, tellValue, tellState, tellText];
  for (const teller of tellers) {
    const told = teller(story, change, field);
    if (told !== undefined) return { change, field, ...told };
  }
  const what = name.startsWith('@') ? `attribute ${name.slice(1)}` : name;
  const verb = `changed in ${what}`;
  return {
    kind: 'other',
    verb,
    clause: () => `${story.subject(change.after)} ${verb}`,
    change,
    field,
  };
}

type Telling = Omit<Told, 'change' | 'field'> | undefined;

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
): Telling {
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
): Telling {
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
): Telling {
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

function tellState(story: Story, change: ChangedPosition, { field, after }: FieldChange): Telling {
  const verbs = Object.hasOwn(STATES, field) ? STATES[field] : undefined;
  return verbs === undefined
    ? undefined
    : saying(story, 'state', change, verbs[isOn(after) ? 0 : 1]);
}

function tellText(
  story: Story,
  change: ChangedPosition,
  { field, before, after }: FieldChange,
): Telling {
  if (field !== 'text' && field !== 'beforePseudoText' && field !== 'afterPseudoText')
    return undefined;
  const old = valueText(before);
  const now = valueText(after);
  const isAlert = isAlertNode(story.parts.search, change.after);
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
