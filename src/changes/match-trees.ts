import { alignChildren } from './align-children.ts';
import { weighIds } from './id-trust.ts';
import { liftChildren } from './lift-children.ts';
import { matchByVotes } from './match-by-votes.ts';
import { matchById, matchTwins } from './match-certain.ts';
import { matchMoved } from './match-moved.ts';
import { Matching } from './matching.ts';
import type { Search } from './search.ts';
import { signPair } from './signatures.ts';
import { Shapes } from './shape.ts';
import { Similarity } from './similarity.ts';
import type { TreePair } from './tree-pair.ts';
import { twinsOf } from './twins.ts';

/** Finds which node became which. Certain pairs first, then their parents, then their children, then what moved; each step is linear. */
export function matchTrees(pair: TreePair): Search {
  const signatures = signPair(pair);
  const matching = new Matching(pair, signatures);
  const twins = twinsOf(pair, signatures);
  const ids = weighIds(pair, signatures, twins);
  const search: Search = {
    matching,
    ids,
    twins,
    similarity: new Similarity(matching),
    shapes: new Shapes(matching),
  };
  matchById(matching, ids);
  matchTwins(matching, ids, twins);
  for (let round = 0; round < 2; round++) {
    matchByVotes(search);
    alignChildren(search);
    matchMoved(search);
    if (round === 0) liftChildren(search);
  }
  return search;
}
