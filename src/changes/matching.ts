import type { Signatures } from './signatures.ts';
import type { TreePair } from './tree-pair.ts';

/** Which position before is which position after, as far as known; every step of the search adds pairs and takes none back. */
export class Matching {
  readonly pair: TreePair;
  readonly signatures: Signatures;
  /** Partner in the other tree, or -1; covers both trees. */
  readonly partner: Int32Array;
  readonly #rivals: Uint8Array;

  constructor(pair: TreePair, signatures: Signatures) {
    this.pair = pair;
    this.signatures = signatures;
    this.partner = new Int32Array(pair.count).fill(-1);
    this.#rivals = findRivals(pair);
    this.join(0, pair.split);
  }

  partnerOf(position: number): number {
    return this.partner[position] ?? -1;
  }

  isFree(position: number): boolean {
    return this.partner[position] === -1;
  }

  join(before: number, after: number): void {
    this.partner[before] = after;
    this.partner[after] = before;
  }

  /** Equal subtrees lie in equal order, so they are joined position by position; what already has a partner keeps it. */
  joinSubtrees(before: number, after: number): void {
    const size = (this.pair.end[before] ?? 0) - before;
    for (let offset = 0; offset < size; offset++) {
      if (this.isFree(before + offset) && this.isFree(after + offset))
        this.join(before + offset, after + offset);
    }
  }

  sizeOf(position: number): number {
    return (this.pair.end[position] ?? 0) - position;
  }

  weightOf(position: number): number {
    return this.signatures.weight[position] ?? 0;
  }

  isEqualSubtree(a: number, b: number): boolean {
    return this.signatures.whole[a] === this.signatures.whole[b];
  }

  isEqualNode(a: number, b: number): boolean {
    return this.signatures.own[a] === this.signatures.own[b];
  }

  /** Whether the node itself holds anything but its tag. */
  hasContent(position: number): boolean {
    return (this.pair.tokenStart[position + 1] ?? 0) > (this.pair.tokenStart[position] ?? 0);
  }

  hasSameTag(a: number, b: number): boolean {
    return this.pair.tag[a] === this.pair.tag[b];
  }

  parentOf(position: number): number {
    return this.pair.parent[position] ?? -1;
  }

  /** Whether a sibling next to it has the same tag: one record of several. */
  hasRivals(position: number): boolean {
    return this.#rivals[position] === 1;
  }

  /** Children without partner, in order. */
  freeChildren(position: number): number[] {
    const free: number[] = [];
    const end = this.pair.end[position] ?? 0;
    for (let child = position + 1; child < end; child = this.pair.end[child] ?? end) {
      if (this.isFree(child)) free.push(child);
    }
    return free;
  }
}

function findRivals(pair: TreePair): Uint8Array {
  const rivals = new Uint8Array(pair.count);
  for (let position = 1; position < pair.count; position++) {
    const sibling = pair.end[position] ?? 0;
    const parent = pair.parent[position] ?? -1;
    if (
      parent < 0 ||
      sibling >= (pair.end[parent] ?? 0) ||
      pair.tag[sibling] !== pair.tag[position]
    )
      continue;
    rivals[position] = 1;
    rivals[sibling] = 1;
  }
  return rivals;
}
