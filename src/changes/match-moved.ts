import type { Matching } from './matching.ts';
import { TELLING_WEIGHT } from './match-certain.ts';
import type { Search } from './search.ts';

/** A subtree this telling may move from one unmatched place to another. */
const SELF_STANDING_WEIGHT = 60;

/** Enough when both its old and its new parent are known to have stayed. */
const LIGHT_WEIGHT = 7;

/** What is left over on both sides and equal, once each, was moved; larger subtrees first. */
export function matchMoved(search: Search): void {
  const { matching } = search;
  const left = countLeft(matching);
  for (let before = 1; before < matching.pair.split;) {
    const whole = matching.signatures.whole[before] ?? 0;
    const after = left.after[whole] ?? -1;
    if (
      !matching.isFree(before) ||
      left.before[whole] !== before ||
      after < 0 ||
      !mayHaveMoved(search, before, after)
    ) {
      before++;
      continue;
    }
    matching.joinSubtrees(before, after);
    before = matching.pair.end[before] ?? before + 1;
  }
}

const SEVERAL = -2;

/** The one free position of each class on either side. */
function countLeft(matching: Matching): {
  readonly before: Int32Array;
  readonly after: Int32Array;
} {
  const before = new Int32Array(matching.pair.count).fill(-1);
  const after = new Int32Array(matching.pair.count).fill(-1);
  for (let position = 1; position < matching.pair.count; position++) {
    if (!matching.isFree(position)) continue;
    const side = position < matching.pair.split ? before : after;
    const whole = matching.signatures.whole[position] ?? 0;
    side[whole] = side[whole] === -1 ? position : SEVERAL;
  }
  return { before, after };
}

/** Between a removed and an added parent, equal bits are chance: two records share a date. One of the parents must have stayed, or the bit must be large. */
function mayHaveMoved(search: Search, before: number, after: number): boolean {
  const { matching, ids, similarity } = search;
  if (!matching.isFree(after)) return false;
  const weight = matching.weightOf(before);
  if (weight >= SELF_STANDING_WEIGHT && matching.sizeOf(before) > 1) return true;
  if (ids.forbidsRecord(before, after)) return false;
  const stayed =
    Number(!matching.isFree(matching.parentOf(before))) +
    Number(!matching.isFree(matching.parentOf(after)));
  if (stayed === 0) return false;
  const needed =
    stayed === 2 || similarity.isNamesake(before, after) ? LIGHT_WEIGHT : TELLING_WEIGHT;
  return weight >= needed;
}
