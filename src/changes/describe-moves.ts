import { DETAIL_LIMIT, type Story } from './story.ts';
import type { ChangeSentence } from './tree-diff.ts';
import { listed } from './words.ts';

/** What lies elsewhere now; what moved along with its parent is not told again. */
export function describeMoves(story: Story): readonly ChangeSentence[] {
  const { moved } = story.parts.script;
  if (moved.length === 0) return [];
  const shown = moved.slice(0, DETAIL_LIMIT);
  const details = shown.map(({ before, after }) =>
    story.detail(story.name(before), { before, after }),
  );
  const names = shown.map(({ before }) => story.subject(before));
  const verb = moved.every((move) => move.kind === 'order') ? 'changed places' : 'moved';
  const text =
    moved.length <= 2
      ? `${listed(names)} ${verb}`
      : `${moved.length} elements ${verb}: ${listed(names, moved.length)}`;
  return [{ kind: 'order', text, details, count: moved.length }];
}
