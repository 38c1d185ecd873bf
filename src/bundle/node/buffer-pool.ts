const SMALLEST_BYTES = 64 * 1024;

/** Buffers to be used again: reading many files into fresh ones makes garbage faster than it is collected. */
export class BufferPool {
  readonly #free: Buffer[] = [];

  /** At least `sizeBytes` long, with whatever its last user left in it. */
  take(sizeBytes: number): Buffer {
    const index = this.#free.findIndex(({ length }) => length >= sizeBytes);
    const [buffer] = index === -1 ? [] : this.#free.splice(index, 1);
    return buffer ?? Buffer.allocUnsafeSlow(roomFor(sizeBytes));
  }

  give(buffer: Buffer): void {
    this.#free.push(buffer);
  }
}

/** Powers of two, so that files of similar size fit into each other's buffers. */
function roomFor(sizeBytes: number): number {
  return Math.max(SMALLEST_BYTES, 2 ** Math.ceil(Math.log2(sizeBytes)));
}
