import type { Fate } from './failure.ts';
import type { ListedArtifact } from './rows.ts';

/** What became of every listed artifact: asked for at any time, answered as soon as it is known. */
export class Fates {
  readonly #known = new Map<ListedArtifact, Fate>();
  readonly #waiting = new Map<ListedArtifact, PromiseWithResolvers>();
  #end: { readonly reason: unknown } | undefined;

  get count(): number {
    return this.#known.size;
  }

  has(artifact: ListedArtifact): boolean {
    return this.#known.has(artifact);
  }

  settle(artifact: ListedArtifact, fate: Fate): void {
    // The bundle may be written already as the first one said.
    if (this.#known.has(artifact)) throw new Error(`artifact ${artifact.key} has two fates`);
    this.#known.set(artifact, fate);
    this.#waiting.get(artifact)?.resolve(fate);
    this.#waiting.delete(artifact);
  }

  /** No fate will come any more: whoever waits for one is told why. */
  end(reason: unknown): void {
    this.#end = { reason };
    for (const { reject } of this.#waiting.values()) reject(reason);
    this.#waiting.clear();
  }

  /** @throws the reason of `end` */
  async of(artifact: ListedArtifact): Promise<Fate> {
    const known = this.#known.get(artifact);
    if (known !== undefined) return known;
    if (this.#end !== undefined) throw this.#end.reason;
    const waiting = this.#waiting.get(artifact) ?? withResolvers();
    this.#waiting.set(artifact, waiting);
    return waiting.promise;
  }
}

interface PromiseWithResolvers {
  readonly promise: Promise<Fate>;
  readonly resolve: (fate: Fate) => void;
  readonly reject: (reason: unknown) => void;
}

/** `Promise.withResolvers`, which Node 20 lacks. */
function withResolvers(): PromiseWithResolvers {
  let resolve: (fate: Fate) => void = () => undefined;
  let reject: (reason: unknown) => void = () => undefined;
  const promise = new Promise<Fate>((onFate, onEnd) => {
    resolve = onFate;
    reject = onEnd;
  });
  return { promise, resolve, reject };
}
