import { describeBlocks } from './describe-blocks.ts';
import { describeFields } from './describe-fields.ts';
import { describeMoves } from './describe-moves.ts';
import { describePage } from './describe-page.ts';
import { Story, type StoryParts } from './story.ts';
import type { ChangeSentence, SentenceKind } from './tree-diff.ts';

/** Most telling first: what stands in the way, what went wrong, what can be used, what it holds, and only then what merely differs. */
const RANK = {
  page: 0,
  dialog: 1,
  alert: 2,
  'field-error': 3,
  availability: 4,
  value: 5,
  state: 6,
  record: 7,
  text: 8,
  block: 9,
  order: 10,
  other: 11,
} satisfies Record<SentenceKind, number>;

/** On another page nearly everything differs; only what would matter anywhere is still told. */
const TOLD_ACROSS_PAGES: ReadonlySet<SentenceKind> = new Set([
  'page',
  'dialog',
  'alert',
  'field-error',
]);

export function describeChanges(parts: StoryParts): readonly ChangeSentence[] {
  if (parts.relation === 'unchanged') return [];
  const story = new Story(parts);
  const sentences = [
    ...describePage(story),
    ...describeBlocks(story),
    ...describeFields(story),
    ...describeMoves(story),
  ];
  const isSamePage = parts.relation === 'same-page';
  return sentences
    .filter((sentence) => isSamePage || TOLD_ACROSS_PAGES.has(sentence.kind))
    .toSorted((a, b) => RANK[a.kind] - RANK[b.kind]);
}
