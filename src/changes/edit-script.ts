import type { Matching } from './matching.ts';
import { longestIncreasingRun } from './longest-run.ts';
import { changedFields, type FieldChange } from './node-fields.ts';

/** What turns the tree before into the tree after, in positions. */
export interface EditScript {
  /** Every pair, `[before, after]`, in document order before. */
  readonly matched: readonly (readonly [number, number])[];
  readonly added: readonly number[];
  readonly removed: readonly number[];
  readonly changed: readonly ChangedPosition[];
  readonly moved: readonly MovedPosition[];
}

export interface ChangedPosition {
  readonly before: number;
  readonly after: number;
  readonly fields: readonly FieldChange[];
}

export interface MovedPosition {
  readonly before: number;
  readonly after: number;
  /** To another parent, or out of order among its siblings. */
  readonly kind: 'parent' | 'order';
}

export function writeScript(matching: Matching): EditScript {
  const { pair } = matching;
  const matched: [number, number][] = [];
  const removed: number[] = [];
  const added: number[] = [];
  const changed: ChangedPosition[] = [];
  for (let before = 1; before < pair.split; before++) {
    const old = pair.nodes[before];
    if (old === undefined) continue;
    const after = matching.partnerOf(before);
    const now = after < 0 ? undefined : pair.nodes[after];
    if (now === undefined) {
      removed.push(before);
      continue;
    }
    matched.push([before, after]);
    if (matching.isEqualNode(before, after)) continue;
    const fields = changedFields(old, now);
    if (fields.length > 0) changed.push({ before, after, fields });
  }
  for (let after = pair.split + 1; after < pair.count; after++) {
    if (pair.nodes[after] !== undefined && matching.isFree(after)) added.push(after);
  }
  return { matched, added, removed, changed, moved: findMoves(matching, matched) };
}

function findMoves(
  matching: Matching,
  matched: readonly (readonly [number, number])[],
): readonly MovedPosition[] {
  const { treeParent } = matching.pair;
  const moved: MovedPosition[] = [];
  const families = new Map<number, [number, number][]>();
  for (const [before, after] of matched) {
    const parent = treeParent[before] ?? 0;
    if (matching.partnerOf(parent) !== treeParent[after]) {
      moved.push({ before, after, kind: 'parent' });
      continue;
    }
    const family = families.get(parent);
    if (family === undefined) families.set(parent, [[before, after]]);
    else family.push([before, after]);
  }
  for (const family of families.values()) addReordered(moved, family);
  return moved.sort((a, b) => a.before - b.before);
}

function addReordered(
  moved: MovedPosition[],
  family: readonly (readonly [number, number])[],
): void {
  if (family.every(([, after], index) => index === 0 || after > (family[index - 1]?.[1] ?? 0)))
    return;
  const isInRun = longestIncreasingRun(family.map(([, after]) => after));
  for (const [index, [before, after]] of family.entries()) {
    if (isInRun[index] === 0) moved.push({ before, after, kind: 'order' });
  }
}
