import type { ElementTree } from '../run/run.ts';
import { describeChanges } from './describe-changes.ts';
import { writeScript } from './edit-script.ts';
import { matchTrees } from './match-trees.ts';
import { relatePages } from './page-relation.ts';
import { PlacedNode } from './placed-node.ts';
import type { TreeDiff } from './tree-diff.ts';
import { layOutPair, type TreePair } from './tree-pair.ts';

/**
 * What changed on a page between two scrapes: which element became which, what came, went, changed and moved, and the same in sentences.
 * Elements are recognised by content and structure; their ids decide only where the trees show that ids can be believed. Time grows linearly, depth is unlimited.
 *
 * @example
 * const diff = diffTrees(stepOne.scrape.tree, stepTwo.scrape.tree);
 * for (const sentence of diff.summary) console.log(sentence.text);
 */
export function diffTrees(before: ElementTree, after: ElementTree): TreeDiff {
  const pair = layOutPair(before.roots, after.roots);
  const search = matchTrees(pair);
  const script = writeScript(search.matching);
  const relation = relatePages(search, script);
  const at = (position: number): PlacedNode => placeNode(pair, position);
  // Nearly every node is matched and hardly anyone asks which: made when asked.
  let matched: TreeDiff['matched'] | undefined;
  return {
    relation,
    before,
    after,
    get matched() {
      matched ??= script.matched.map(
        (old) => [at(old), at(search.matching.partnerOf(old))] as const,
      );
      return matched;
    },
    added: script.added.map(at),
    removed: script.removed.map(at),
    changed: script.changed.map((change) => ({
      before: at(change.before),
      after: at(change.after),
      fields: change.fields,
    })),
    moved: script.moved.map((move) => ({
      before: at(move.before),
      after: at(move.after),
      kind: move.kind,
    })),
    summary: describeChanges({
      search,
      script,
      relation,
      before: before.source,
      after: after.source,
    }),
  };
}

const NOTHING = {};

function placeNode(pair: TreePair, position: number): PlacedNode {
  return new PlacedNode(pair, position, pair.nodes[position] ?? NOTHING);
}
