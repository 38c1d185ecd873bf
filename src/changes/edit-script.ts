import { findMoves, type MovedPosition } from './find-moves.ts';
import type { Matching } from './matching.ts';
import { changedFields, type FieldChange } from './node-fields.ts';

/** What turns the tree before into the tree after, in positions. */
export interface EditScript {
  /** Positions before that have a partner. */
  readonly matched: readonly number[];
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

export function writeScript(matching: Matching): EditScript {
  const { pair } = matching;
  const matched: number[] = [];
  const removed: number[] = [];
  const added: number[] = [];
  for (let position = 1; position < pair.count; position++) {
    if (pair.nodes[position] === undefined) continue;
    if (!matching.isFree(position)) {
      if (position < pair.split) matched.push(position);
    } else if (position < pair.split) removed.push(position);
    else added.push(position);
  }
  const changed = findChanged(matching, matched);
  return { matched, added, removed, changed, moved: findMoves(matching, matched) };
}

function findChanged(matching: Matching, matched: readonly number[]): readonly ChangedPosition[] {
  const { nodes } = matching.pair;
  const changed: ChangedPosition[] = [];
  for (const before of matched) {
    const after = matching.partnerOf(before);
    if (matching.isEqualNode(before, after)) continue;
    const fields = changedFields(nodes[before] ?? NOTHING, nodes[after] ?? NOTHING);
    if (fields.length > 0) changed.push({ before, after, fields });
  }
  return changed;
}

const NOTHING = {};
