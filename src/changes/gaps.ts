import type { Matching } from './matching.ts';

/** Children without partner on both sides. */
export interface Gap {
  readonly before: readonly number[];
  readonly after: readonly number[];
}

/** The free children of a matched pair, split at the children that are matched with each other: what lies between the same two neighbours belongs together. */
export function gapsOf(matching: Matching, before: number, after: number): readonly Gap[] {
  const old = freeByNeighbour(matching, before, after, (child) => child);
  if (old.size === 0) return NO_GAPS;
  const now = freeByNeighbour(matching, after, before, (child) => matching.partnerOf(child));
  const gaps: Gap[] = [];
  for (const [neighbour, children] of old) {
    const others = now.get(neighbour);
    if (others !== undefined) gaps.push({ before: children, after: others });
  }
  return gaps;
}

/** All free children of a matched pair as one gap. */
export function freeChildrenOf(matching: Matching, before: number, after: number): Gap {
  const old = matching.freeChildren(before);
  return { before: old, after: old.length === 0 ? old : matching.freeChildren(after) };
}

export function isOpen(gap: Gap): boolean {
  return gap.before.length > 0 && gap.after.length > 0;
}

const NO_GAPS: readonly Gap[] = [];
const START = -1;

function freeByNeighbour(
  matching: Matching,
  parent: number,
  otherParent: number,
  nameOf: (child: number) => number,
): ReadonlyMap<number, number[]> {
  const groups = new Map<number, number[]>();
  let neighbour = START;
  const end = matching.pair.end[parent] ?? 0;
  for (let child = parent + 1; child < end; child = matching.pair.end[child] ?? end) {
    if (!matching.isFree(child)) {
      if (matching.parentOf(matching.partnerOf(child)) === otherParent) neighbour = nameOf(child);
      continue;
    }
    const group = groups.get(neighbour);
    if (group === undefined) groups.set(neighbour, [child]);
    else group.push(child);
  }
  return groups;
}
