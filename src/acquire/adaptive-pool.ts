/** Runs jobs side by side: fewer when the server asks for it, more as long as all goes well. */
export class AdaptivePool {
  #width: number;
  readonly #ceiling: number;
  #running = 0;
  #successes = 0;
  #wasThrottled = false;
  readonly #waiting: (() => void)[] = [];

  constructor(start: number, ceiling: number) {
    this.#width = start;
    this.#ceiling = ceiling;
  }

  get width(): number {
    return this.#width;
  }

  async run<Value>(job: () => Promise<Value>): Promise<Value> {
    if (this.#running < this.#width) this.#running += 1;
    else await new Promise<void>((resolve) => this.#waiting.push(resolve));
    try {
      return await job();
    } finally {
      this.#running -= 1;
      this.#wake();
    }
  }

  /** One more lane after every few answers in good order; after many, once the server has complained. */
  succeeded(): void {
    this.#successes += 1;
    const successesPerLane = this.#wasThrottled ? 20 : 4;
    if (this.#successes % successesPerLane !== 0 || this.#width >= this.#ceiling) return;
    this.#width += 1;
    this.#wake();
  }

  /** The server said 429 or 503. */
  throttled(): void {
    this.#wasThrottled = true;
    this.#width = Math.max(1, Math.floor(this.#width / 2));
  }

  #wake(): void {
    while (this.#running < this.#width) {
      const next = this.#waiting.shift();
      if (next === undefined) return;
      // Counted here, so that a newcomer cannot slip in before the waiting job starts.
      this.#running += 1;
      next();
    }
  }
}
