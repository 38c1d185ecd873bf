import { createHash, type Hash } from 'node:crypto';
import { rm, type FileHandle } from 'node:fs/promises';
import { openPatiently } from '../bundle/node/open-patiently.ts';
import { writeAll } from '../bundle/node/write-all.ts';
import { FetchProblem } from './fetch-problem.ts';

/** Bytes of one download on their way to disk: hashed as they pass, kept in memory while they are few. */
export interface Spool {
  readonly sizeBytes: number;
  /** First and last bytes, enough to recognise formats and their end marks. */
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
  write(chunk: Uint8Array): Promise<void>;
  /** Ends the file and tells its hash. */
  finish(): Promise<{ readonly sha256: string }>;
  /** Forgets everything written so far. */
  discard(): Promise<void>;
}

const MEMORY_BYTES = 1024 * 1024;
const EDGE_BYTES = 512;

/** `onShortage` is called when there is no descriptor left for the file. */
export function openSpool(path: string, onShortage: () => void): Spool {
  return new FileSpool(path, onShortage);
}

class FileSpool implements Spool {
  readonly #path: string;
  readonly #onShortage: () => void;
  #hash: Hash = createHash('sha256');
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #file: FileHandle | undefined;
  #writtenBytes = 0;
  #size = 0;
  #head = Buffer.alloc(0);
  #tail = Buffer.alloc(0);

  constructor(path: string, onShortage: () => void) {
    this.#path = path;
    this.#onShortage = onShortage;
  }

  get sizeBytes(): number {
    return this.#size;
  }

  get head(): Uint8Array {
    return this.#head;
  }

  get tail(): Uint8Array {
    return this.#tail;
  }

  async write(chunk: Uint8Array): Promise<void> {
    this.#hash.update(chunk);
    this.#size += chunk.length;
    if (this.#head.length < EDGE_BYTES)
      this.#head = Buffer.concat([this.#head, chunk]).subarray(0, EDGE_BYTES);
    this.#tail =
      chunk.length >= EDGE_BYTES
        ? Buffer.from(chunk.subarray(-EDGE_BYTES))
        : Buffer.concat([this.#tail, chunk]).subarray(-EDGE_BYTES);
    this.#pending.push(chunk);
    this.#pendingBytes += chunk.length;
    if (this.#pendingBytes > MEMORY_BYTES) await this.#flush();
  }

  async finish(): Promise<{ readonly sha256: string }> {
    await this.#flush();
    await this.#file?.close();
    this.#file = undefined;
    return { sha256: this.#hash.digest('hex') };
  }

  async discard(): Promise<void> {
    const file = this.#file;
    this.#file = undefined;
    this.#hash = createHash('sha256');
    this.#pending = [];
    this.#pendingBytes = 0;
    this.#writtenBytes = 0;
    this.#size = 0;
    this.#head = Buffer.alloc(0);
    this.#tail = Buffer.alloc(0);
    await file?.close();
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    const [chunks, bytes] = [this.#pending, this.#pendingBytes];
    this.#pending = [];
    this.#pendingBytes = 0;
    try {
      this.#file ??= await openPatiently(this.#path, 'w', this.#onShortage);
      await writeAll(this.#file, chunks, this.#writtenBytes);
    } catch (error) {
      failLocally(error);
    }
    this.#writtenBytes += bytes;
  }
}

/** Trouble of this machine, which no other attempt and no other server can mend. */
function failLocally(error: unknown): never {
  throw new FetchProblem('local-io', error instanceof Error ? error.message : String(error), error);
}
