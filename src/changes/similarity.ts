import { Marks } from './marks.ts';
import type { Matching } from './matching.ts';
import { sharedEnds } from './shared-ends.ts';

/** How alike two nodes are, from 0 to 1: what they share, weighed by how telling and how rare it is. */
export class Similarity {
  readonly #matching: Matching;
  readonly #marks: Marks;
  /** For each mark the number of the comparison in which the first node held it: nothing needs clearing. */
  readonly #heldIn: Int32Array;
  #comparison = 0;

  constructor(matching: Matching) {
    this.#matching = matching;
    this.#marks = new Marks(matching);
    this.#heldIn = new Int32Array(this.#marks.size);
  }

  /** Whether both carry the same telling attribute, which stands nowhere else. */
  isNamesake(before: number, after: number): boolean {
    return this.#marks.shareName(before, after);
  }

  between(before: number, after: number): number {
    if (this.isNamesake(before, after)) return NAMESAKE;
    const comparison = ++this.#comparison;
    const heldIn = this.#heldIn;
    let old = 0;
    let now = 0;
    let shared = this.#sharedText(before, after);
    this.#marks.read(before, (mark, weight) => {
      old += weight;
      heldIn[mark] = comparison;
    });
    this.#marks.read(after, (mark, weight) => {
      now += weight;
      if (heldIn[mark] === comparison) shared += weight;
    });
    return likeness(old, now, shared);
  }

  /** Numbers of what is rare about a node. */
  rareMarks(position: number): readonly number[] {
    const rareOnes: number[] = [];
    this.#marks.read(position, (mark, weight, uses) => {
      if (uses <= RARE_USES && weight > 0) rareOnes.push(mark);
    });
    return rareOnes;
  }

  /** An edited text keeps its beginning or its end. */
  #sharedText(before: number, after: number): number {
    const old = this.#matching.pair.nodes[before]?.text;
    const now = this.#matching.pair.nodes[after]?.text;
    if (typeof old !== 'string' || typeof now !== 'string' || old === now) return 0;
    return sharedEnds(old, now) * Math.min(TEXT_WEIGHT, old.length, now.length);
  }
}

/** An attribute that names an element outweighs whatever else changed. */
const NAMESAKE = 0.9;

const TEXT_WEIGHT = 20;

const RARE_USES = 6;

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
