import { hashValue, mixHash } from './hash-value.ts';
import { attributeWeight, isNamingAttribute, weighValue } from './field-weights.ts';

/** Numbers of the fields that are not attributes. */
export const FIELD = {
  tagName: 0,
  level: 1,
  text: 2,
  beforePseudoText: 3,
  afterPseudoText: 4,
  options: 5,
  isDropped: 6,
  interactable: 7,
} as const;

const FIRST_ATTRIBUTE = 8;
const NODE_FIELD_LIMITS = [0, 0, 24, 4, 4, 8, 0, 1] as const;

/**
 * Every field value of both trees becomes a small number, a token: equal values, equal tokens.
 * Comparing nodes is then comparing numbers, and counting how often a token occurs tells how much it says about who a node is.
 * An own table, because Maps take twice as long and this is most of the work of a comparison.
 */
export class Vocabulary {
  /** How much sharing a token says about two nodes being one; 0 for states that come and go. */
  readonly weights: number[] = [];
  /** The field that a token is a value of. */
  readonly fields: number[] = [];
  readonly #attributes = new Map<string, number>();
  readonly #limits: number[] = [...NODE_FIELD_LIMITS];
  readonly #isNaming: boolean[] = NODE_FIELD_LIMITS.map(() => false);
  readonly #values: unknown[] = [];
  readonly #hashes: number[] = [];
  #slots = new Int32Array(1024);

  get size(): number {
    return this.weights.length;
  }

  get fieldCount(): number {
    return this.#limits.length;
  }

  isAttribute(field: number): boolean {
    return field >= FIRST_ATTRIBUTE;
  }

  /** Whether a token is an attribute that names its element rather than describing it. */
  isNaming(token: number): boolean {
    return this.#isNaming[this.fields[token] ?? 0] === true;
  }

  attributeField(name: string): number {
    const known = this.#attributes.get(name);
    if (known !== undefined) return known;
    const field = this.#limits.length;
    this.#attributes.set(name, field);
    this.#limits.push(attributeWeight(name));
    this.#isNaming.push(isNamingAttribute(name));
    return field;
  }

  tokenOf(field: number, value: unknown): number {
    const hash = mixHash(hashValue(value), field);
    const mask = this.#slots.length - 1;
    for (let slot = hash & mask; ; slot = (slot + 1) & mask) {
      const token = (this.#slots[slot] ?? 0) - 1;
      if (token < 0) return this.#learn(slot, hash, field, value);
      if (
        this.#hashes[token] === hash &&
        this.fields[token] === field &&
        this.#values[token] === value
      )
        return token;
    }
  }

  #learn(slot: number, hash: number, field: number, value: unknown): number {
    const token = this.weights.length;
    this.#slots[slot] = token + 1;
    this.#hashes.push(hash);
    this.#values.push(value);
    this.fields.push(field);
    this.weights.push(weighValue(value, this.#limits[field] ?? 0));
    if (token * 2 > this.#slots.length) this.#grow();
    return token;
  }

  #grow(): void {
    const slots = new Int32Array(this.#slots.length * 4);
    const mask = slots.length - 1;
    for (let token = 0; token < this.#hashes.length; token++) {
      let slot = (this.#hashes[token] ?? 0) & mask;
      while (slots[slot] !== 0) slot = (slot + 1) & mask;
      slots[slot] = token + 1;
    }
    this.#slots = slots;
  }
}
