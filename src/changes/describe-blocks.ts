import { findBlocks, type Block } from './blocks.ts';
import { isField } from './field-labels.ts';
import { DETAIL_LIMIT, type Story } from './story.ts';
import type { ChangeDetail, ChangeSentence } from './tree-diff.ts';
import { listed, quote, withArticle } from './words.ts';

/** What came and what went, told by what people take it for. */
export function describeBlocks(story: Story): readonly ChangeSentence[] {
  const { search, script } = story.parts;
  return [
    ...describeSide(story, 'added', findBlocks(search, script.added)),
    ...describeSide(story, 'removed', findBlocks(search, script.removed)),
  ];
}

type Side = 'added' | 'removed';

function describeSide(
  story: Story,
  side: Side,
  blocks: readonly Block[],
): readonly ChangeSentence[] {
  const meaning = (wanted: Block['meaning']): readonly Block[] =>
    blocks.filter((block) => block.meaning === wanted);
  return [
    ...meaning('dialog').map((block) => describeDialog(story, side, block)),
    ...meaning('alert').map((block) => describeAlert(story, side, block)),
    ...describeMessages(story, side, meaning('field-message')),
    ...describeRecords(story, side, meaning('record')),
    ...describeOthers(story, side, meaning('block')),
  ];
}

function detailOf(story: Story, side: Side, block: Block): ChangeDetail {
  const head = block.members[0];
  return story.detail(
    block.name,
    side === 'added' ? { after: head, now: block.name } : { before: head, old: block.name },
  );
}

function describeDialog(story: Story, side: Side, block: Block): ChangeSentence {
  const name = block.name === '' ? '' : ` ${quote(block.name)}`;
  const text =
    side === 'added'
      ? `a dialog${name} appeared${hasForm(story) ? ' over the form' : ''}`
      : `the dialog${name} closed`;
  return { kind: 'dialog', text, details: [detailOf(story, side, block)], count: 1 };
}

/** Whether the page beneath held more than a search box. */
function hasForm(story: Story): boolean {
  const { pair } = story.parts.search.matching;
  let fields = 0;
  for (let position = 1; position < pair.split && fields < 3; position++)
    if (isField(pair, position)) fields++;
  return fields === 3;
}

function describeAlert(story: Story, side: Side, block: Block): ChangeSentence {
  const text =
    side === 'added'
      ? `an alert appeared: ${quote(block.name)}`
      : `the alert ${quote(block.name)} disappeared`;
  return { kind: 'alert', text, details: [detailOf(story, side, block)], count: 1 };
}

function describeMessages(
  story: Story,
  side: Side,
  blocks: readonly Block[],
): readonly ChangeSentence[] {
  if (blocks.length === 0) return [];
  for (const block of blocks) if (block.field !== undefined) story.explained.add(block.field);
  const named = blocks.map(
    (block) => `${story.subject(block.field ?? block.top)} (${quote(block.name)})`,
  );
  const details = blocks.slice(0, DETAIL_LIMIT).map((block) => {
    const shown = detailOf(story, side, block);
    return { ...shown, subject: story.name(block.field ?? block.top) };
  });
  const many = `${blocks.length} fields`;
  const subject = blocks.length === 1 ? 'a field' : many;
  const verb =
    side === 'added'
      ? blocks.length === 1
        ? 'now shows an error'
        : 'now show errors'
      : blocks.length === 1
        ? 'no longer shows an error'
        : 'no longer show errors';
  return [
    {
      kind: 'field-error',
      text: `${subject} ${verb}: ${listed(named)}`,
      details,
      count: blocks.length,
    },
  ];
}

function describeRecords(
  story: Story,
  side: Side,
  blocks: readonly Block[],
): readonly ChangeSentence[] {
  const groups = new Map<string, Block[]>();
  for (const block of blocks) {
    const key = `${story.parts.search.matching.parentOf(block.top)} ${block.noun}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [block]);
    else group.push(block);
  }
  return [...groups.values()].map((group) => describeGroup(story, side, group));
}

function describeGroup(story: Story, side: Side, group: readonly Block[]): ChangeSentence {
  const named = nameApart(group.slice(0, DETAIL_LIMIT));
  const details = named.map((block) => detailOf(story, side, block));
  const noun = group[0]?.noun ?? 'item';
  const names = named.filter((block) => block.name !== '').map((block) => quote(block.name));
  const text =
    group.length === 1
      ? `${noun} ${names[0] ?? ''} ${side}`.replace('  ', ' ')
      : `${group.length} ${noun}s ${side}${names.length === 0 ? '' : `: ${listed(names, group.length)}`}`;
  return { kind: 'record', text, details, count: group.length };
}

/** Calls each record by the first of its names that no other has: not six rows named 'PDF'. */
function nameApart(group: readonly Block[]): readonly Block[] {
  const uses = new Map<string, number>();
  for (const block of group)
    for (const name of new Set(block.names)) uses.set(name, (uses.get(name) ?? 0) + 1);
  return group.map((block) => ({
    ...block,
    name: block.names.find((name) => uses.get(name) === 1) ?? block.name,
  }));
}

function describeOthers(
  story: Story,
  side: Side,
  blocks: readonly Block[],
): readonly ChangeSentence[] {
  if (blocks.length === 0) return [];
  const verb = side === 'added' ? 'appeared' : 'disappeared';
  const details = blocks.slice(0, DETAIL_LIMIT).map((block) => detailOf(story, side, block));
  const named = blocks
    .slice(0, DETAIL_LIMIT)
    .map((block) => `${withArticle(block.noun, block.name)}${size(block)}`);
  return [
    {
      kind: 'block',
      text: `${listed(named, blocks.length)} ${verb}`,
      details,
      count: blocks.length,
    },
  ];
}

function size(block: Block): string {
  return block.members.length > 2 ? ` (${block.members.length} elements)` : '';
}
