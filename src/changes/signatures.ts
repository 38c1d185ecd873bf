import { findChurn } from './churn.ts';
import { mixHash } from './hash-value.ts';
import type { TreePair } from './tree-pair.ts';

/** Classes of equal nodes and of equal subtrees over both trees: two positions are equal exactly when their class numbers are. */
export interface Signatures {
  /** Same tag and same fields. */
  readonly own: Int32Array;
  /** Same node and same descendants, in order. */
  readonly whole: Int32Array;
  /** How telling a subtree is: the weights of its tokens, summed. */
  readonly weight: Int32Array;
  /** Marks tokens of attributes whose values are made up anew at every render. */
  readonly ignored: Uint8Array;
  /** How often each class of `whole` occurs before and after. */
  readonly before: Int32Array;
  readonly after: Int32Array;
}

/**
 * Hash-consing: a hash finds the candidates, a comparison with the first of its class decides, so a collision can never declare two different nodes equal.
 * Children lie behind their parents, so one pass from the end is bottom-up.
 */
export function signPair(pair: TreePair): Signatures {
  const { count, split } = pair;
  const ignored = findChurn(pair);
  const own = new Int32Array(count);
  const whole = new Int32Array(count);
  const weight = new Int32Array(count);
  const before = new Int32Array(count);
  const after = new Int32Array(count);
  const ownClasses = new ClassTable(count, (a, b) => sameOwn(pair, ignored, a, b));
  const wholeClasses = new ClassTable(count, (a, b) => sameWhole(pair, own, whole, a, b));
  for (let position = count - 1; position >= 0; position--) {
    const ownClass = ownClasses.classOf(position, hashOwn(pair, ignored, position));
    own[position] = ownClass;
    let hash = mixHash(FIRST, ownClass);
    let sum = ownWeight(pair, ignored, position);
    const end = pair.end[position] ?? 0;
    for (let child = position + 1; child < end; child = pair.end[child] ?? end) {
      hash = mixHash(hash, whole[child] ?? 0);
      sum += weight[child] ?? 0;
    }
    const wholeClass = wholeClasses.classOf(position, hash);
    whole[position] = wholeClass;
    weight[position] = sum;
    const tally = position < split ? before : after;
    tally[wholeClass] = (tally[wholeClass] ?? 0) + 1;
  }
  return { own, whole, weight, ignored, before, after };
}

const FIRST = 0x2545f491;

function hashOwn(pair: TreePair, ignored: Uint8Array, position: number): number {
  let hash = mixHash(FIRST, pair.tag[position] ?? 0);
  const end = pair.tokenStart[position + 1] ?? 0;
  for (let index = pair.tokenStart[position] ?? 0; index < end; index++) {
    const token = pair.tokens[index] ?? 0;
    if (ignored[token] === 0) hash = mixHash(hash, token);
  }
  return hash;
}

function ownWeight(pair: TreePair, ignored: Uint8Array, position: number): number {
  let weight = 0;
  const end = pair.tokenStart[position + 1] ?? 0;
  for (let index = pair.tokenStart[position] ?? 0; index < end; index++) {
    const token = pair.tokens[index] ?? 0;
    if (ignored[token] === 0) weight += pair.vocabulary.weights[token] ?? 0;
  }
  return weight;
}

function sameOwn(pair: TreePair, ignored: Uint8Array, a: number, b: number): boolean {
  if (pair.tag[a] !== pair.tag[b]) return false;
  const leftEnd = pair.tokenStart[a + 1] ?? 0;
  const rightEnd = pair.tokenStart[b + 1] ?? 0;
  let left = pair.tokenStart[a] ?? 0;
  let right = pair.tokenStart[b] ?? 0;
  for (;;) {
    while (left < leftEnd && ignored[pair.tokens[left] ?? 0] === 1) left++;
    while (right < rightEnd && ignored[pair.tokens[right] ?? 0] === 1) right++;
    if (left >= leftEnd || right >= rightEnd) return left >= leftEnd && right >= rightEnd;
    if (pair.tokens[left++] !== pair.tokens[right++]) return false;
  }
}

// oxlint-disable-next-line max-params -- called for every node; an object would be made each time
function sameWhole(
  pair: TreePair,
  own: Int32Array,
  whole: Int32Array,
  a: number,
  b: number,
): boolean {
  if (own[a] !== own[b]) return false;
  const leftEnd = pair.end[a] ?? 0;
  const rightEnd = pair.end[b] ?? 0;
  if (leftEnd - a !== rightEnd - b) return false;
  let right = b + 1;
  for (let left = a + 1; left < leftEnd; left = pair.end[left] ?? leftEnd) {
    if (right >= rightEnd || whole[left] !== whole[right]) return false;
    right = pair.end[right] ?? rightEnd;
  }
  return right >= rightEnd;
}

/** Open addressing over positions; the class number is the order in which classes were first seen. */
class ClassTable {
  readonly #slots: Int32Array;
  readonly #hashes: Int32Array;
  readonly #first: Int32Array;
  readonly #isSame: (a: number, b: number) => boolean;
  #size = 0;

  constructor(capacity: number, isSame: (a: number, b: number) => boolean) {
    this.#slots = new Int32Array(2 ** Math.ceil(Math.log2(capacity * 2 + 2)));
    this.#hashes = new Int32Array(capacity);
    this.#first = new Int32Array(capacity);
    this.#isSame = isSame;
  }

  classOf(position: number, hash: number): number {
    const mask = this.#slots.length - 1;
    for (let slot = (hash ^ (hash >>> 16)) & mask; ; slot = (slot + 1) & mask) {
      const found = (this.#slots[slot] ?? 0) - 1;
      if (found < 0) return this.#add(slot, position, hash);
      if (this.#hashes[found] === hash && this.#isSame(this.#first[found] ?? 0, position))
        return found;
    }
  }

  #add(slot: number, position: number, hash: number): number {
    const added = this.#size++;
    this.#slots[slot] = added + 1;
    this.#hashes[added] = hash;
    this.#first[added] = position;
    return added;
  }
}
