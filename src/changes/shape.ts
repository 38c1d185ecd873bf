import type { Matching } from './matching.ts';

/** Reading the beginning is enough to tell a table from a form, and keeps deep chains linear. */
const SAMPLE = 32;

/** Compares the make-up of subtrees by the tags in them. Keeps its counters, because a deep page asks at every level. */
export class Shapes {
  readonly #matching: Matching;
  readonly #counts: Int32Array;

  constructor(matching: Matching) {
    this.#matching = matching;
    this.#counts = new Int32Array(matching.pair.vocabulary.size);
  }

  /** How alike two subtrees are made, from 0 to 1. */
  likeness(before: number, after: number): number {
    const { tag } = this.#matching.pair;
    const old = Math.min(this.#matching.sizeOf(before) - 1, SAMPLE);
    const now = Math.min(this.#matching.sizeOf(after) - 1, SAMPLE);
    if (old + now === 0) return 1;
    for (let offset = 1; offset <= old; offset++) this.#add(tag[before + offset], 1);
    let shared = 0;
    for (let offset = 1; offset <= now; offset++) {
      if (this.#add(tag[after + offset], -1) >= 0) shared++;
    }
    for (let offset = 1; offset <= old; offset++) this.#clear(tag[before + offset]);
    for (let offset = 1; offset <= now; offset++) this.#clear(tag[after + offset]);
    return (2 * shared) / (old + now);
  }

  #add(tag: number | undefined, amount: number): number {
    const count = (this.#counts[tag ?? 0] ?? 0) + amount;
    this.#counts[tag ?? 0] = count;
    return count;
  }

  #clear(tag: number | undefined): void {
    this.#counts[tag ?? 0] = 0;
  }
}
