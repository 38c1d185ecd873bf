import type { Matching } from './matching.ts';

/** One thing a node is known by: its number, what sharing it is worth, on how many nodes it stands. */
export type Visit = (mark: number, weight: number, uses: number) => void;

/**
 * What a node is known by: its own tokens, and its children.
 * A child with a partner is known as that pair, any other by the class of its subtree; a bare wrapper is known by what its children hold.
 * What stands on both sides once counts in full, what stands everywhere tells nothing.
 */
export class Marks {
  /** Marks are numbers from 0 to here. */
  readonly size: number;
  readonly #matching: Matching;
  /** On how many nodes of both trees a token stands. */
  readonly #uses: Int32Array;

  constructor(matching: Matching) {
    const { pair } = matching;
    const tokens = pair.vocabulary.size;
    this.#matching = matching;
    this.#uses = new Int32Array(tokens);
    for (let index = 0; index < pair.tokens.length; index++) {
      const token = pair.tokens[index] ?? 0;
      this.#uses[token] = (this.#uses[token] ?? 0) + 1;
    }
    this.size = tokens + 2 * pair.count;
  }

  read(position: number, visit: Visit): void {
    const isBare = !this.#matching.hasContent(position);
    this.#readTokens(position, visit);
    this.#readChildren(position, visit, isBare);
  }

  /** Whether the two share an attribute that names its element and stands once on either side. */
  shareName(before: number, after: number): boolean {
    const { tokenStart, tokens, vocabulary } = this.#matching.pair;
    const end = tokenStart[before + 1] ?? 0;
    for (let index = tokenStart[before] ?? 0; index < end; index++) {
      const token = tokens[index] ?? 0;
      if (this.#uses[token] === 2 && vocabulary.isNaming(token) && this.#holds(after, token))
        return true;
    }
    return false;
  }

  #holds(position: number, token: number): boolean {
    const { tokenStart, tokens } = this.#matching.pair;
    const end = tokenStart[position + 1] ?? 0;
    for (let index = tokenStart[position] ?? 0; index < end; index++)
      if (tokens[index] === token) return true;
    return false;
  }

  #readTokens(position: number, visit: Visit): void {
    const { pair, signatures } = this.#matching;
    const end = pair.tokenStart[position + 1] ?? 0;
    for (let index = pair.tokenStart[position] ?? 0; index < end; index++) {
      const token = pair.tokens[index] ?? 0;
      if (signatures.ignored[token] === 1) continue;
      const uses = this.#uses[token] ?? 0;
      visit(token, rare(pair.vocabulary.weights[token] ?? 0, uses), uses);
    }
  }

  #readChildren(position: number, visit: Visit, isBare: boolean): void {
    const { end } = this.#matching.pair;
    const last = end[position] ?? 0;
    let left = CHILD_LIMIT;
    for (let child = position + 1; child < last && left-- > 0; child = end[child] ?? last) {
      if (!this.#matching.isFree(child)) this.#readCouple(child, visit);
      else if (isBare) this.#readContent(child, visit);
      else this.#readClass(child, visit);
    }
  }

  #readContent(position: number, visit: Visit): void {
    this.#readTokens(position, visit);
    this.#readChildren(position, visit, false);
  }

  #readCouple(child: number, visit: Visit): void {
    const first = Math.min(child, this.#matching.partnerOf(child));
    const { vocabulary, count } = this.#matching.pair;
    const mark = vocabulary.size + count + first;
    visit(mark, this.#weightOf(first, this.#usesOf(first)), 2);
  }

  #readClass(child: number, visit: Visit): void {
    const uses = this.#usesOf(child);
    const { vocabulary } = this.#matching.pair;
    const mark = vocabulary.size + (this.#matching.signatures.whole[child] ?? 0);
    visit(mark, this.#weightOf(child, uses), uses);
  }

  /** What is common on every record, such as the class of its cells, does not make a cell telling. */
  #weightOf(position: number, uses: number): number {
    if (this.#matching.sizeOf(position) > 1)
      return rare(1 + this.#matching.weightOf(position), uses);
    let weight = 0;
    this.#readTokens(position, (_mark, own) => {
      weight += own;
    });
    return weight;
  }

  #usesOf(position: number): number {
    const { whole, before, after } = this.#matching.signatures;
    const kind = whole[position] ?? 0;
    return (before[kind] ?? 0) + (after[kind] ?? 0);
  }
}

/** A long list is known by its beginning; reading all of it for every candidate would be quadratic. */
const CHILD_LIMIT = 64;

function rare(weight: number, uses: number): number {
  return uses <= 2 ? weight : (weight * 2) / uses;
}
