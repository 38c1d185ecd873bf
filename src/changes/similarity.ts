import type { Matching } from './matching.ts';

/** How alike two nodes are, from 0 to 1: what they share, weighed by how telling and how rare it is. */
export class Similarity {
  readonly #matching: Matching;
  readonly #uses: Int32Array;
  /** Marks what the first node holds; stamps instead of clearing. */
  readonly #tokenStamp: Int32Array;
  readonly #classStamp: Int32Array;
  readonly #partnerStamp: Int32Array;
  #stamp = 0;

  constructor(matching: Matching) {
    const { pair } = matching;
    this.#matching = matching;
    this.#uses = new Int32Array(pair.vocabulary.weights.length);
    for (const token of pair.tokens) this.#uses[token] = (this.#uses[token] ?? 0) + 1;
    this.#tokenStamp = new Int32Array(pair.vocabulary.weights.length);
    this.#classStamp = new Int32Array(pair.count);
    this.#partnerStamp = new Int32Array(pair.count);
  }

  between(before: number, after: number): number {
    this.#stamp++;
    const left = this.#read(before, true);
    const right = this.#read(after, false);
    const total = left.total + right.total;
    const shared = right.shared + this.#sharedText(before, after);
    return total === 0 ? 0 : Math.min(1, (2 * shared) / total);
  }

  /** Numbers of what is rare about a node: its tokens, and its children as negative numbers. */
  rareMarks(position: number): number[] {
    const { pair, signatures } = this.#matching;
    const marks: number[] = [];
    const tokenEnd = pair.tokenStart[position + 1] ?? 0;
    for (let index = pair.tokenStart[position] ?? 0; index < tokenEnd; index++) {
      const token = pair.tokens[index] ?? 0;
      if ((this.#uses[token] ?? 0) <= RARE_USES && (pair.vocabulary.weights[token] ?? 0) > 0) marks.push(token);
    }
    const end = pair.end[position] ?? 0;
    let left = CHILD_LIMIT;
    for (let child = position + 1; child < end && left-- > 0; child = pair.end[child] ?? end) {
      const partner = this.#matching.partnerOf(child);
      const kind = signatures.whole[child] ?? 0;
      if (partner >= 0) marks.push(-1 - Math.min(child, partner) - pair.count);
      else if ((signatures.before[kind] ?? 0) + (signatures.after[kind] ?? 0) <= RARE_USES) marks.push(-1 - kind);
    }
    return marks;
  }

  /** Weighs own tokens and children of a position; the first call marks, the second counts what was marked. */
  #read(position: number, isFirst: boolean): { total: number; shared: number } {
    const { pair, signatures } = this.#matching;
    let total = 0;
    let shared = 0;
    const tokenEnd = pair.tokenStart[position + 1] ?? 0;
    for (let index = pair.tokenStart[position] ?? 0; index < tokenEnd; index++) {
      const token = pair.tokens[index] ?? 0;
      const weight = rare(pair.vocabulary.weights[token] ?? 0, this.#uses[token] ?? 0);
      total += weight;
      if (isFirst) this.#tokenStamp[token] = this.#stamp;
      else if (this.#tokenStamp[token] === this.#stamp) shared += weight;
    }
    const end = pair.end[position] ?? 0;
    let left = CHILD_LIMIT;
    for (let child = position + 1; child < end && left-- > 0; child = pair.end[child] ?? end) {
      const kind = signatures.whole[child] ?? 0;
      const partner = this.#matching.partnerOf(child);
      const weight = rare(1 + this.#matching.weightOf(child), (signatures.before[kind] ?? 0) + (signatures.after[kind] ?? 0));
      total += weight;
      if (isFirst) {
        this.#classStamp[kind] = this.#stamp;
        if (partner >= 0) this.#partnerStamp[partner] = this.#stamp;
      } else if (partner >= 0 ? this.#partnerStamp[child] === this.#stamp : this.#classStamp[kind] === this.#stamp) shared += weight;
    }
    return { total, shared };
  }

  /** An edited text keeps its beginning or its end. */
  #sharedText(before: number, after: number): number {
    const old = this.#matching.pair.nodes[before]?.text ?? '';
    const now = this.#matching.pair.nodes[after]?.text ?? '';
    if (old === now || old.length < 3 || now.length < 3) return 0;
    return sharedEnds(old, now) * Math.min(24, Math.min(old.length, now.length)) * 0.8;
  }
}

const RARE_USES = 6;

/** A long list is known by its beginning; reading all of it for every candidate would be quadratic. */
const CHILD_LIMIT = 64;

/** What stands on both sides once counts in full; what stands everywhere tells nothing. */
function rare(weight: number, uses: number): number {
  return uses <= 2 ? weight : (weight * 2) / uses;
}

const TEXT_LIMIT = 400;

/** Share of the longer text that both begin or end with. */
export function sharedEnds(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length, TEXT_LIMIT);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  let tail = 0;
  while (tail < shorter - start && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)) tail++;
  return (start + tail) / Math.min(Math.max(a.length, b.length), TEXT_LIMIT);
}
