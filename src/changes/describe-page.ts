import type { Story } from './story.ts';
import type { ChangeSentence } from './tree-diff.ts';
import { nounOf, quote } from './words.ts';

/** Across navigation: says what the other page is. */
export function describePage(story: Story): readonly ChangeSentence[] {
  const { relation, script } = story.parts;
  if (relation === 'same-page') return [];
  const { pair } = story.parts.search.matching;
  const before = findTitle(story, 1, pair.split);
  const after = findTitle(story, pair.split + 1, pair.count);
  const what =
    relation === 'same-template'
      ? 'another page of the same template with other data'
      : 'a different page';
  const title = after === undefined ? '' : `: ${quote(story.name(after))}`;
  const old = before === undefined ? '' : ` instead of ${quote(story.name(before))}`;
  const detail = story.detail('page', {
    before,
    after,
    old: before === undefined ? undefined : story.name(before),
    now: after === undefined ? undefined : story.name(after),
  });
  return [
    {
      kind: 'page',
      text: `${what}${title}${old}`,
      details: [detail],
      count: script.added.length + script.removed.length,
    },
  ];
}

/** The main heading, else the first one. */
function findTitle(story: Story, from: number, to: number): number | undefined {
  const { nodes } = story.parts.search.matching.pair;
  let first: number | undefined;
  for (let position = from; position < to; position++) {
    if (nounOf(nodes[position]) !== 'heading' || story.name(position) === '') continue;
    if (nodes[position]?.tagName === 'h1') return position;
    first ??= position;
  }
  return first;
}
