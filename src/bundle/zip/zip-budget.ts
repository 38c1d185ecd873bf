import type { ZipLimits } from '../limits.ts';
import { zipError } from './zip-rule.ts';

/** What may still be inflated; shared by an archive and everything nested in it. */
export class ZipBudget {
  readonly limits: ZipLimits;
  readonly #depth: number;
  readonly #spent: { entries: number; bytes: number };

  constructor(limits: ZipLimits, depth = 0, spent = { entries: 0, bytes: 0 }) {
    this.limits = limits;
    this.#depth = depth;
    this.#spent = spent;
  }

  /** The budget one level further in: the same money, one level less to go. */
  descend(): ZipBudget {
    if (this.#depth >= this.limits.depth)
      throw zipError('limit-depth', `Zips lie in zips more than ${String(this.limits.depth)} deep`);
    return new ZipBudget(this.limits, this.#depth + 1, this.#spent);
  }

  /** Takes entries and the bytes they inflate to out of the budget, before anything is inflated. */
  spend(entries: number, bytes: number): void {
    this.#spent.entries += entries;
    this.#spent.bytes += bytes;
    if (this.#spent.entries > this.limits.entries)
      throw zipError(
        'limit-entries',
        `Nested zips have more than ${String(this.limits.entries)} entries in all`,
      );
    if (this.#spent.bytes > this.limits.totalBytes)
      throw zipError(
        'limit-total-size',
        `The zip would inflate to more than ${String(this.limits.totalBytes)} bytes`,
      );
  }
}
