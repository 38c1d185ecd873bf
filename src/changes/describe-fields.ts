import type { ChangedPosition } from './edit-script.ts';
import type { FieldChange } from './node-fields.ts';
import { DETAIL_LIMIT, type Story } from './story.ts';
import { tellField, type Telling } from './tell-field.ts';
import type { ChangeDetail, ChangeSentence } from './tree-diff.ts';
import { listed, plural, valueText } from './words.ts';

interface Told {
  readonly telling: Telling;
  readonly change: ChangedPosition;
  readonly field: FieldChange;
}

/** Changes that mean the same; only the first ones are kept, all are counted. */
interface Group {
  readonly telling: Telling;
  readonly shown: Told[];
  count: number;
}

/** What changed about elements that stayed, like changes told together. */
export function describeFields(story: Story): readonly ChangeSentence[] {
  const groups = new Map<string, Group>();
  for (const change of story.parts.script.changed) {
    for (const field of change.fields) {
      if (ERROR_MARKS.has(field.field) && story.explained.has(change.after)) continue;
      collect(groups, { telling: tellField(story, change, field), change, field });
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

function collect(groups: Map<string, Group>, told: Told): void {
  const { telling } = told;
  const key = `${telling.kind} ${telling.verb}`;
  const group = groups.get(key);
  if (group === undefined) {
    groups.set(key, { telling, shown: [told], count: 1 });
    return;
  }
  group.count++;
  if (group.shown.length < DETAIL_LIMIT) group.shown.push(told);
}

function writeGroup(story: Story, group: Group): ChangeSentence {
  const details = group.shown.map((told) => detailOf(story, told));
  return { kind: group.telling.kind, text: groupText(story, group), details, count: group.count };
}

function detailOf(story: Story, { change, field }: Told): ChangeDetail {
  return story.detail(story.name(change.after), {
    before: change.before,
    after: change.after,
    field: field.field,
    old: valueText(field.before),
    now: valueText(field.after),
  });
}

function groupText(story: Story, { telling, shown, count }: Group): string {
  if (count === 1) return telling.clause();
  if (telling.isOwn === true) return ownClauses(shown, telling.verb, count);
  const subjects = shown.map(({ change }) => story.subject(change.after));
  if (count <= 3) return `${listed(subjects)} ${plural(telling.verb)}`;
  return `${count} elements ${plural(telling.verb)}: ${listed(subjects, count)}`;
}

const CLAUSE_LIMIT = 4;

function ownClauses(shown: readonly Told[], verb: string, count: number): string {
  if (count <= CLAUSE_LIMIT) return shown.map((told) => told.telling.clause()).join('; ');
  const clauses = shown.slice(0, CLAUSE_LIMIT - 1).map((told) => told.telling.clause());
  return `${count} ${verb}: ${clauses.join('; ')} and ${count - clauses.length} more`;
}
