import type { IdTrust } from './id-trust.ts';
import type { Matching } from './matching.ts';

/** Below this weight equal content may be chance: a badge "3", a button "Edit". */
export const TELLING_WEIGHT = 12;
const TELLING_LEAF_WEIGHT = 20;

/** Elements whose id is believed are themselves again, whatever became of their content. */
export function matchById(matching: Matching, ids: IdTrust): void {
  if (!ids.isTrusted) return;
  for (let before = 1; before < matching.pair.split; before++) {
    const after = ids.sameElement[before] ?? -1;
    if (after >= 0) matching.join(before, after);
  }
}

/** Subtrees that occur once on both sides and say enough to be no coincidence; largest first, as parents come before their children. */
export function matchTwins(matching: Matching, ids: IdTrust, twins: Int32Array): void {
  const { pair } = matching;
  for (let before = 1; before < pair.split;) {
    const after = twins[before] ?? -1;
    if (
      after < 0 ||
      !matching.isFree(before) ||
      !matching.isFree(after) ||
      !isTelling(matching, ids, before, after)
    ) {
      before++;
      continue;
    }
    matching.joinSubtrees(before, after);
    before = pair.end[before] ?? before + 1;
  }
}

function isTelling(matching: Matching, ids: IdTrust, before: number, after: number): boolean {
  const size = matching.sizeOf(before);
  const weight = matching.weightOf(before);
  if (ids.forbidsRecord(before, after)) return size > 3 && weight >= TELLING_LEAF_WEIGHT;
  return weight >= (size > 1 ? TELLING_WEIGHT : TELLING_LEAF_WEIGHT);
}
