import type { Matching } from './matching.ts';

/** How alike two nodes are, from 0 to 1: what they share, weighed by how telling and how rare it is. */
export class Similarity {
  readonly #matching: Matching;
  /** On how many nodes of both trees a token stands. */
  readonly #uses: Int32Array;
  /** Marks what the first node holds: the number of the comparison instead of clearing. */
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
    let total = 0;
    let shared = this.#sharedText(before, after);
    this.#forTokens(before, (token, weight) => {
      total += weight;
      this.#tokenStamp[token] = this.#stamp;
    });
    this.#forTokens(after, (token, weight) => {
      total += weight;
      if (this.#tokenStamp[token] === this.#stamp) shared += weight;
    });
    this.#forChildren(before, (kind, partner, weight) => {
      total += weight;
      this.#classStamp[kind] = this.#stamp;
      if (partner >= 0) this.#partnerStamp[partner] = this.#stamp;
    });
    this.#forChildren(after, (kind, partner, weight, child) => {
      total += weight;
      const isShared = partner >= 0 ? this.#partnerStamp[child] === this.#stamp : this.#classStamp[kind] === this.#stamp;
      if (isShared) shared += weight;
    });
    return total === 0 ? 0 : Math.min(1, (2 * shared) / total);
  }

  /** Numbers of what is rare about a node: its tokens, and its children as negative numbers. */
  rareMarks(position: number): number[] {
    const marks: number[] = [];
    this.#forTokens(position, (token, weight) => {
      if ((this.#uses[token] ?? 0) <= RARE_USES && weight > 0) marks.push(token);
    });
    this.#forChildren(position, (kind, partner, _weight, child) => {
      const { before, after } = this.#matching.signatures;
      if (partner >= 0) marks.push(-1 - Math.min(child, partner) - this.#matching.pair.count);
      else if ((before[kind] ?? 0) + (after[kind] ?? 0) <= RARE_USES) marks.push(-1 - kind);
    });
    return marks;
  }

  /** Own tokens; a bare wrapper has none and is known by what its children say of themselves. */
  #forTokens(position: number, visit: (token: number, weight: number) => void): void {
    const { pair } = this.#matching;
    if (this.#visitTokens(position, visit) > 0) return;
    const end = pair.end[position] ?? 0;
    let left = CHILD_LIMIT;
    for (let child = position + 1; child < end && left-- > 0; child = pair.end[child] ?? end) this.#visitTokens(child, visit);
  }

  #visitTokens(position: number, visit: (token: number, weight: number) => void): number {
    const { pair, signatures } = this.#matching;
    const start = pair.tokenStart[position] ?? 0;
    const end = pair.tokenStart[position + 1] ?? 0;
    for (let index = start; index < end; index++) {
      const token = pair.tokens[index] ?? 0;
      if (signatures.ignored[token] === 0) visit(token, rare(pair.vocabulary.weights[token] ?? 0, this.#uses[token] ?? 0));
    }
    return end - start;
  }

  #forChildren(position: number, visit: (kind: number, partner: number, weight: number, child: number) => void): void {
    const { pair, signatures } = this.#matching;
    const end = pair.end[position] ?? 0;
    let left = CHILD_LIMIT;
    for (let child = position + 1; child < end && left-- > 0; child = pair.end[child] ?? end) {
      const kind = signatures.whole[child] ?? 0;
      const uses = (signatures.before[kind] ?? 0) + (signatures.after[kind] ?? 0);
      visit(kind, this.#matching.partnerOf(child), rare(1 + this.#matching.weightOf(child), uses), child);
    }
  }

  /** An edited text keeps its beginning or its end. */
  #sharedText(before: number, after: number): number {
    const old = this.#matching.pair.nodes[before]?.text;
    const now = this.#matching.pair.nodes[after]?.text;
    if (typeof old !== 'string' || typeof now !== 'string' || old === now) return 0;
    return sharedEnds(old, now) * Math.min(TEXT_WEIGHT, old.length, now.length);
  }
}

const TEXT_WEIGHT = 20;

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
  return (start + tail) / Math.max(1, Math.min(Math.max(a.length, b.length), TEXT_LIMIT));
}
