import type { IdTrust } from './id-trust.ts';
import type { Matching } from './matching.ts';

/** A parent needs this share of the weight below it to have gone to one place. */
const NEEDED_SHARE = 0.3;

/**
 * Children tell who their parent is: each matched child votes, with its weight, for the parent of its partner.
 * Only direct children vote, so the pass is linear; going bottom-up, a parent found votes for its own parent next.
 */
export function matchByVotes(matching: Matching, ids: IdTrust, twins: Int32Array): void {
  const ballot = new Int32Array(matching.pair.count);
  for (let before = matching.pair.split - 1; before > 0; before--) {
    if (!matching.isFree(before) || matching.sizeOf(before) === 1) continue;
    const winner = elect(matching, ids, twins, before, ballot);
    if (winner >= 0) matching.join(before, winner);
  }
}

function elect(matching: Matching, ids: IdTrust, twins: Int32Array, before: number, ballot: Int32Array): number {
  const { pair } = matching;
  const candidates: number[] = [];
  let cast = 0;
  const end = pair.end[before] ?? 0;
  for (let child = before + 1; child < end; child = pair.end[child] ?? end) {
    const partner = matching.isFree(child) ? (twins[child] ?? -1) : matching.partnerOf(child);
    if (partner < 0) continue;
    const weight = 1 + matching.weightOf(child);
    cast += weight;
    const candidate = matching.parentOf(partner);
    if (!mayBe(matching, ids, before, candidate)) continue;
    if (ballot[candidate] === 0) candidates.push(candidate);
    ballot[candidate] = (ballot[candidate] ?? 0) + weight;
  }
  let winner = -1;
  let most = 0;
  for (const candidate of candidates) {
    const votes = ballot[candidate] ?? 0;
    if (votes > most) {
      most = votes;
      winner = candidate;
    }
    ballot[candidate] = 0;
  }
  return most >= cast * NEEDED_SHARE ? winner : -1;
}

function mayBe(matching: Matching, ids: IdTrust, before: number, after: number): boolean {
  return matching.isFree(after) && matching.hasSameTag(before, after) && !ids.forbids(before, after);
}
