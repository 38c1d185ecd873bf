import { longestIncreasingRun } from './longest-run.ts';
import type { Matching } from './matching.ts';

export interface MovedPosition {
  readonly before: number;
  readonly after: number;
  /** To another parent, or out of order among its siblings. */
  readonly kind: 'parent' | 'order';
}

/** Matched nodes with another parent than before, and those that no longer stand in the order of their siblings. */
export function findMoves(
  matching: Matching,
  matched: readonly number[],
): readonly MovedPosition[] {
  const { treeParent, count } = matching.pair;
  const moved: MovedPosition[] = [];
  const last = new Int32Array(count);
  const disordered = new Set<number>();
  for (const before of matched) {
    const after = matching.partnerOf(before);
    const parent = treeParent[before] ?? 0;
    if (matching.partnerOf(parent) !== treeParent[after]) {
      moved.push({ before, after, kind: 'parent' });
      continue;
    }
    if (after < (last[parent] ?? 0)) disordered.add(parent);
    last[parent] = after;
  }
  if (disordered.size > 0) addReordered(moved, matching, matched, disordered);
  return moved.toSorted((a, b) => a.before - b.before);
}

function addReordered(
  moved: MovedPosition[],
  matching: Matching,
  matched: readonly number[],
  disordered: ReadonlySet<number>,
): void {
  const { treeParent } = matching.pair;
  const families = new Map<number, number[]>();
  for (const parent of disordered) families.set(parent, []);
  for (const before of matched) {
    const parent = treeParent[before] ?? 0;
    const stayed = matching.partnerOf(parent) === treeParent[matching.partnerOf(before)];
    if (stayed) families.get(parent)?.push(before);
  }
  for (const family of families.values()) {
    const isInRun = longestIncreasingRun(family.map((before) => matching.partnerOf(before)));
    for (const [index, before] of family.entries()) {
      if (isInRun[index] === 1) continue;
      moved.push({ before, after: matching.partnerOf(before), kind: 'order' });
    }
  }
}
