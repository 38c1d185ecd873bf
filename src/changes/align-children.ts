import { freeChildrenOf, gapsOf, isOpen, type Gap } from './gaps.ts';
import type { Matching } from './matching.ts';
import { isOnlyChoice, pairByLook, pairByPlace } from './pair-by-place.ts';
import { isAlike, pairBySimilarity } from './pair-by-similarity.ts';
import type { Search } from './search.ts';

/** Goes down from every matched pair and finds partners for children that still lack one: first equal ones, then similar ones, then those whose place leaves no other choice. */
export function alignChildren(search: Search): void {
  const { matching } = search;
  for (let before = 0; before < matching.pair.split; before++) {
    const after = matching.partnerOf(before);
    if (after >= 0 && matching.sizeOf(before) > 1 && matching.sizeOf(after) > 1)
      alignChildrenOf(search, before, after);
  }
}

function alignChildrenOf(search: Search, before: number, after: number): void {
  const { matching } = search;
  if (isOnlyChild(matching, before + 1) && isOnlyChild(matching, after + 1)) {
    pairOnlyChildren(search, before + 1, after + 1);
    return;
  }
  if (!isOpen(freeChildrenOf(matching, before, after))) return;
  for (const gap of gapsOf(matching, before, after)) joinEqual(matching, gap);
  joinEqual(matching, freeChildrenOf(matching, before, after));
  pairBySimilarity(search, freeChildrenOf(matching, before, after));
  for (const gap of gapsOf(matching, before, after)) pairByPlace(search, gap);
  pairByLook(search, freeChildrenOf(matching, before, after));
}

function isOnlyChild(matching: Matching, child: number): boolean {
  return matching.pair.end[child] === matching.pair.end[matching.parentOf(child)];
}

/** The common case of one child on either side, without the lists that several need. */
function pairOnlyChildren(search: Search, before: number, after: number): void {
  const { matching } = search;
  if (!matching.isFree(before) || !matching.isFree(after)) return;
  if (matching.isEqualSubtree(before, after)) matching.joinSubtrees(before, after);
  else if (isAlike(search, before, after) || isOnlyChoice(search, { before, after })) {
    matching.join(before, after);
  }
}

/** Equal subtrees in order of appearance. */
function joinEqual(matching: Matching, gap: Gap): void {
  if (!isOpen(gap)) return;
  const { whole } = matching.signatures;
  const waiting = new Map<number, number[]>();
  for (let index = gap.before.length - 1; index >= 0; index--) {
    const child = gap.before[index] ?? 0;
    const same = waiting.get(whole[child] ?? 0);
    if (same === undefined) waiting.set(whole[child] ?? 0, [child]);
    else same.push(child);
  }
  for (const child of gap.after) {
    const partner = waiting.get(whole[child] ?? 0)?.pop();
    if (partner !== undefined) matching.joinSubtrees(partner, child);
  }
}
