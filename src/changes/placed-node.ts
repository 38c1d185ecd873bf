import type { ElementNode } from '../run/run.ts';
import { pathOf } from './node-path.ts';
import type { TreeNode } from './tree-diff.ts';
import type { TreePair } from './tree-pair.ts';

/** A node that works out its path when asked: most nodes of a large tree are never pointed at. */
export class PlacedNode implements TreeNode {
  readonly node: ElementNode;
  readonly #pair: TreePair;
  readonly #position: number;

  constructor(pair: TreePair, position: number, node: ElementNode) {
    this.node = node;
    this.#pair = pair;
    this.#position = position;
  }

  get path(): readonly number[] {
    return pathOf(this.#pair, this.#position);
  }
}
