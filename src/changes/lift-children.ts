import { freeChildrenOf, isOpen } from './gaps.ts';
import type { Matching } from './matching.ts';
import { pairBySimilarity } from './pair-by-similarity.ts';
import type { Search } from './search.ts';

/** A level that came or went is one wrapper, not a list of records. */
const WRAPPER_LIMIT = 4;

/** When a level disappeared its children now lie one level higher, and one level lower when it was put in: looks for them there. */
export function liftChildren(search: Search): void {
  const { matching } = search;
  for (let before = 0; before < matching.pair.split; before++) {
    const after = matching.partnerOf(before);
    if (after >= 0) liftBelow(search, before, after);
  }
}

function liftBelow(search: Search, before: number, after: number): void {
  const { matching } = search;
  const gap = freeChildrenOf(matching, before, after);
  if (!isOpen(gap)) return;
  for (const wrapper of wrappersIn(matching, gap.before)) {
    pairBySimilarity(search, {
      before: matching.freeChildren(wrapper),
      after: strangersIn(matching, gap.after, gap.before),
    });
  }
  for (const wrapper of wrappersIn(matching, gap.after)) {
    pairBySimilarity(search, {
      before: strangersIn(matching, gap.before, gap.after),
      after: matching.freeChildren(wrapper),
    });
  }
}

function wrappersIn(matching: Matching, children: readonly number[]): readonly number[] {
  const wrappers = children.filter((child) => matching.sizeOf(child) > 1);
  return wrappers.length <= WRAPPER_LIMIT ? wrappers : [];
}

/** Children of a sort that the other side does not have at this level. */
function strangersIn(
  matching: Matching,
  children: readonly number[],
  others: readonly number[],
): readonly number[] {
  const tags = new Set(others.map((other) => matching.pair.tag[other]));
  return children.filter((child) => matching.isFree(child) && !tags.has(matching.pair.tag[child]));
}
