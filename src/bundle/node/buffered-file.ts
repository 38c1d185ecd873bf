import type { FileHandle } from 'node:fs/promises';
import { writeAll } from './write-all.ts';

const BUFFER_BYTES = 1024 * 1024;

/** Appends to a file in large writes, and can still go back to write over what it has written. */
export class BufferedFile {
  readonly #file: FileHandle;
  readonly #block = Buffer.allocUnsafeSlow(BUFFER_BYTES);
  #pendingBytes = 0;
  #written = 0;

  constructor(file: FileHandle) {
    this.#file = file;
  }

  /** Where the next byte goes. */
  get position(): number {
    return this.#written + this.#pendingBytes;
  }

  /** `bytes` may be used for something else afterwards. */
  async append(bytes: Uint8Array): Promise<void> {
    if (this.#pendingBytes + bytes.length > BUFFER_BYTES) await this.flush();
    if (bytes.length > BUFFER_BYTES) return this.#write(bytes);
    this.#block.set(bytes, this.#pendingBytes);
    this.#pendingBytes += bytes.length;
  }

  async overwrite(bytes: Uint8Array, position: number): Promise<void> {
    await this.flush();
    await writeAll(this.#file, [bytes], position);
  }

  async flush(): Promise<void> {
    const bytes = this.#block.subarray(0, this.#pendingBytes);
    this.#pendingBytes = 0;
    await this.#write(bytes);
  }

  async #write(bytes: Uint8Array): Promise<void> {
    await writeAll(this.#file, [bytes], this.#written);
    this.#written += bytes.length;
  }
}
