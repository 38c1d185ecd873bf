import { isOpen, type Gap } from './gaps.ts';
import type { Search } from './search.ts';

/** More than half of what tells the two apart from others is shared. */
const ALIKE = 0.5;

/** Up to this many children on each side every pair is compared; beyond, only those that share something rare. */
const ALL_PAIRS_LIMIT = 48;

interface Scored {
  readonly before: number;
  readonly after: number;
  readonly score: number;
}

/** Joins the most alike children first. */
export function pairBySimilarity(search: Search, gap: Gap): void {
  if (!isOpen(gap)) return;
  const isSmall = gap.before.length <= ALL_PAIRS_LIMIT && gap.after.length <= ALL_PAIRS_LIMIT;
  const scored = isSmall ? scoreAll(search, gap) : scoreRelated(search, gap);
  scored.sort((a, b) => b.score - a.score || a.before - b.before || a.after - b.after);
  for (const { before, after } of scored) {
    if (search.matching.isFree(before) && search.matching.isFree(after))
      search.matching.join(before, after);
  }
}

function scoreAll(search: Search, gap: Gap): Scored[] {
  const scored: Scored[] = [];
  for (const before of gap.before)
    for (const after of gap.after) addScore(search, scored, before, after);
  return scored;
}

/** Whether two nodes are alike enough to be one. */
export function isAlike(search: Search, before: number, after: number): boolean {
  return scoreOf(search, before, after) >= ALIKE;
}

function addScore(search: Search, scored: Scored[], before: number, after: number): void {
  const score = scoreOf(search, before, after);
  if (score >= ALIKE) scored.push({ before, after, score });
}

function scoreOf(search: Search, before: number, after: number): number {
  if (!search.matching.hasSameTag(before, after)) return 0;
  return search.ids.forbidsRecord(before, after) ? 0 : search.similarity.between(before, after);
}

/** In long lists only children that share a rare token or an equal rare child are candidates. */
function scoreRelated(search: Search, gap: Gap): Scored[] {
  const holders = new Map<number, number[]>();
  for (const after of gap.after) {
    for (const mark of search.similarity.rareMarks(after)) {
      const known = holders.get(mark);
      if (known === undefined) holders.set(mark, [after]);
      else known.push(after);
    }
  }
  const scored: Scored[] = [];
  for (const before of gap.before) {
    const candidates = new Set<number>();
    for (const mark of search.similarity.rareMarks(before))
      for (const after of holders.get(mark) ?? []) candidates.add(after);
    for (const after of candidates) addScore(search, scored, before, after);
  }
  return scored;
}
