import type { FoundBundle } from './find-bundles.ts';

/** Bigger ones are for processes of their own: what runs out of memory over one must not take the command along. */
const SMALL_BYTES = 16 * 1024 * 1024;

/** Bundles that wait for their examination; several lanes take from it. */
export class BundleQueue {
  readonly #big: FoundBundle[];
  readonly #small: FoundBundle[];

  constructor(bundles: readonly FoundBundle[]) {
    const isSmall = (bundle: FoundBundle): boolean => sizeOf(bundle) <= SMALL_BYTES;
    // Taken from the end: the biggest first, lest one of them at the very end keep everybody waiting.
    const rising = bundles.toSorted((a, b) => sizeOf(a) - sizeOf(b));
    this.#small = rising.filter(isSmall);
    this.#big = rising.filter((bundle) => !isSmall(bundle));
  }

  get hasBig(): boolean {
    return this.#big.length > 0;
  }

  take(): FoundBundle | undefined {
    return this.#big.pop() ?? this.#small.pop();
  }

  takeSmall(): FoundBundle | undefined {
    return this.#small.pop();
  }

  giveBack(bundles: readonly FoundBundle[]): void {
    this.#big.push(...bundles);
  }
}

/** An unpacked bundle may hold anything. */
const sizeOf = ({ sizeBytes }: FoundBundle): number => sizeBytes ?? Number.MAX_SAFE_INTEGER;
