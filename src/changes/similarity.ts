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
    const sharedText = this.#sharedText(before, after);
    let old = 0;
    let now = 0;
    let shared = 0;
    if (this.#sharesName(before, after)) return NAMESAKE;
    this.#forMarks(before, (stamps, mark, weight) => {
      old += weight;
      stamps[mark] = this.#stamp;
    });
    this.#forMarks(after, (stamps, mark, weight) => {
      now += weight;
      if (stamps[mark] === this.#stamp) shared += weight;
    });
    return likeness(old, now, shared + sharedText);
  }

  /** An attribute that names an element and stands once on either side outweighs any other content. */
  #sharesName(before: number, after: number): boolean {
    const { tokenStart, tokens, vocabulary } = this.#matching.pair;
    const start = tokenStart[after] ?? 0;
    const end = tokenStart[after + 1] ?? 0;
    const oldEnd = tokenStart[before + 1] ?? 0;
    for (let index = tokenStart[before] ?? 0; index < oldEnd; index++) {
      const token = tokens[index] ?? 0;
      if (
        this.#uses[token] !== 2 ||
        vocabulary.naming[token] !== true ||
        this.#matching.signatures.ignored[token] === 1
      )
        continue;
      for (let other = start; other < end; other++) if (tokens[other] === token) return true;
    }
    return false;
  }

  /** Names of what is rare about a node. */
  rareMarks(position: number): string[] {
    const marks: string[] = [];
    this.#forMarks(position, (stamps, mark, weight, uses) => {
      if (uses <= RARE_USES && weight > 0) marks.push(`${this.#nameOf(stamps)}${mark}`);
    });
    return marks;
  }

  #nameOf(stamps: Int32Array): string {
    if (stamps === this.#tokenStamp) return 'token';
    return stamps === this.#classStamp ? 'class' : 'partner';
  }

  /** Own tokens and children; a bare wrapper has no tokens and is known by what its children say of themselves. */
  #forMarks(position: number, visit: Visit): void {
    if (this.#visitTokens(position, visit) > 0)
      this.#visitChildren(position, visit, (child) => this.#visitClass(child, visit));
    else this.#visitChildren(position, visit, (child) => this.#visitContent(child, visit));
  }

  #visitContent(position: number, visit: Visit): void {
    this.#visitTokens(position, visit);
    this.#visitChildren(position, visit, (child) => this.#visitClass(child, visit));
  }

  #visitTokens(position: number, visit: Visit): number {
    const { pair, signatures } = this.#matching;
    const start = pair.tokenStart[position] ?? 0;
    const end = pair.tokenStart[position + 1] ?? 0;
    for (let index = start; index < end; index++) {
      const token = pair.tokens[index] ?? 0;
      const uses = this.#uses[token] ?? 0;
      if (signatures.ignored[token] === 0)
        visit(this.#tokenStamp, token, rare(pair.vocabulary.weights[token] ?? 0, uses), uses);
    }
    return end - start;
  }

  #visitChildren(position: number, visit: Visit, visitFree: (child: number) => void): void {
    const end = this.#matching.pair.end[position] ?? 0;
    let left = CHILD_LIMIT;
    for (
      let child = position + 1;
      child < end && left-- > 0;
      child = this.#matching.pair.end[child] ?? end
    ) {
      const partner = this.#matching.partnerOf(child);
      if (partner < 0) visitFree(child);
      else
        visit(
          this.#partnerStamp,
          Math.min(child, partner),
          this.#rareWeight(Math.min(child, partner), this.#usesOf(Math.min(child, partner))),
          2,
        );
    }
  }

  #visitClass(position: number, visit: Visit): void {
    const uses = this.#usesOf(position);
    const kind = this.#matching.signatures.whole[position] ?? 0;
    visit(this.#classStamp, kind, this.#rareWeight(position, uses), uses);
  }

  /** What is common on every record, such as the class of its cells, does not make a cell telling. */
  #rareWeight(position: number, uses: number): number {
    if (this.#matching.sizeOf(position) > 1)
      return rare(1 + this.#matching.weightOf(position), uses);
    let weight = 0;
    this.#visitTokens(position, (_stamps, _mark, own) => {
      weight += own;
    });
    return weight;
  }

  #usesOf(position: number): number {
    const { whole, before, after } = this.#matching.signatures;
    const kind = whole[position] ?? 0;
    return (before[kind] ?? 0) + (after[kind] ?? 0);
  }

  /** An edited text keeps its beginning or its end. */
  #sharedText(before: number, after: number): number {
    const old = this.#matching.pair.nodes[before]?.text;
    const now = this.#matching.pair.nodes[after]?.text;
    if (typeof old !== 'string' || typeof now !== 'string' || old === now) return 0;
    return sharedEnds(old, now) * Math.min(TEXT_WEIGHT, old.length, now.length);
  }
}

/** Something a node is known by: which list of marks, which mark, what it weighs, on how many nodes it stands. */
type Visit = (stamps: Int32Array, mark: number, weight: number, uses: number) => void;

const NAMESAKE = 0.9;

/** A container that only grew or shrank still holds all that the smaller one held. */
const CONTAINED = 0.8;
const GROWN = 2.5;

function likeness(old: number, now: number, shared: number): number {
  const smaller = Math.min(old, now);
  if (smaller <= 0) return 0;
  const dice = (2 * shared) / (old + now);
  if (old + now < smaller * GROWN) return Math.min(1, dice);
  return Math.min(1, Math.max(dice, (CONTAINED * shared) / smaller));
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
  while (
    tail < shorter - start &&
    a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail)
  )
    tail++;
  return (start + tail) / Math.max(1, Math.min(Math.max(a.length, b.length), TEXT_LIMIT));
}
