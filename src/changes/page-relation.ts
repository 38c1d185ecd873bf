import type { EditScript } from './edit-script.ts';
import type { Search } from './search.ts';
import type { PageRelation } from './tree-diff.ts';
import type { TreePair } from './tree-pair.ts';

const SAME_PAGE = 0.5;
/** A filtered list keeps few nodes, but all that it shows were there before. */
const PART_OF_PAGE = 0.3;
const ALL_KNOWN = 0.8;
const SAME_TEMPLATE = 0.6;

export function relatePages(search: Search, script: EditScript): PageRelation {
  const { pair } = search.matching;
  if (
    script.added.length + script.removed.length + script.changed.length + script.moved.length ===
    0
  )
    return 'unchanged';
  const before = script.matched.length + script.removed.length;
  const after = script.matched.length + script.added.length;
  const kept = (2 * script.matched.length) / (before + after);
  const known = script.matched.length / Math.max(1, Math.min(before, after));
  // Believed ids prove that the document lived on, however much of it was replaced.
  if (search.ids.isTrusted || kept >= SAME_PAGE || (kept >= PART_OF_PAGE && known >= ALL_KNOWN))
    return 'same-page';
  return templateLikeness(pair) >= SAME_TEMPLATE ? 'same-template' : 'different-page';
}

/** Share of nodes whose tag and parent's tag also occur on the other page: what is left of a page without its data. */
function templateLikeness(pair: TreePair): number {
  const kinds = new Map<number, number>();
  const width = pair.vocabulary.size;
  const kindOf = (position: number): number =>
    (pair.tag[position] ?? 0) * width + (pair.tag[pair.parent[position] ?? 0] ?? 0);
  for (let position = 1; position < pair.split; position++) {
    const kind = kindOf(position);
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
  }
  let shared = 0;
  for (let position = pair.split + 1; position < pair.count; position++) {
    const left = kinds.get(kindOf(position)) ?? 0;
    if (left === 0) continue;
    shared++;
    kinds.set(kindOf(position), left - 1);
  }
  return (2 * shared) / Math.max(1, pair.count - 2);
}
