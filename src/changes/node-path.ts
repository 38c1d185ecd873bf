import type { TreePair } from './tree-pair.ts';

/** Child indexes from the root list down to a position. */
export function pathOf(pair: TreePair, position: number): readonly number[] {
  const path: number[] = [];
  for (let at = position; pair.nodes[at] !== undefined; at = pair.treeParent[at] ?? 0)
    path.push(pair.slot[at] ?? 0);
  return path.toReversed();
}

/** RFC 6901 pointer into the tree document, optionally to one field of the node. */
export function pointerOf(pair: TreePair, position: number, field?: string): string {
  const node = pathOf(pair, position)
    .map((slot, depth) => (depth === 0 ? `/${slot}` : `/children/${slot}`))
    .join('');
  if (field === undefined) return node;
  const key = field.startsWith('@')
    ? `attributes/${escapeStep(field.slice(1))}`
    : escapeStep(field);
  return `${node}/${key}`;
}

function escapeStep(step: string): string {
  return step.replaceAll('~', '~0').replaceAll('/', '~1');
}
