import type { Search } from './search.ts';

/** A parent needs this share of the votes below it to have gone to one place. */
const NEEDED_SHARE = 0.3;

/** One of several records side by side must moreover share this much of what sets it apart: a date in common is no record in common. */
const RECORD_LIKENESS = 0.4;

/**
 * Children tell who their parent is: each matched child votes, with its weight, for the parent of its partner.
 * Only direct children vote, so the pass is linear; going bottom-up, a parent found votes for its own parent next.
 */
export function matchByVotes(search: Search): void {
  const { matching } = search;
  const ballot = new Int32Array(matching.pair.count);
  for (let before = matching.pair.split - 1; before > 0; before--) {
    if (!matching.isFree(before) || matching.sizeOf(before) === 1) continue;
    const winner = elect(search, before, ballot);
    if (winner >= 0) matching.join(before, winner);
  }
}

function elect(search: Search, before: number, ballot: Int32Array): number {
  const { matching, twins } = search;
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
    if (!matching.isFree(candidate) || !matching.hasSameTag(before, candidate)) continue;
    if (ballot[candidate] === 0) candidates.push(candidate);
    ballot[candidate] = (ballot[candidate] ?? 0) + weight;
  }
  const winner = mostVoted(candidates, ballot, cast * NEEDED_SHARE);
  for (const candidate of candidates) ballot[candidate] = 0;
  return winner >= 0 && isAcceptable(search, before, winner) ? winner : -1;
}

function mostVoted(candidates: readonly number[], ballot: Int32Array, needed: number): number {
  let winner = -1;
  let most = 0;
  for (const candidate of candidates) {
    const votes = ballot[candidate] ?? 0;
    if (votes <= most) continue;
    most = votes;
    winner = candidate;
  }
  return most >= needed ? winner : -1;
}

function isAcceptable(search: Search, before: number, after: number): boolean {
  const { matching, ids, similarity } = search;
  if (!matching.hasRivals(before) || !matching.hasRivals(after)) return !ids.forbids(before, after);
  return !ids.forbidsRecord(before, after) && similarity.between(before, after) >= RECORD_LIKENESS;
}
