import { createHash, type Hash } from 'node:crypto';
import { open, rm, type FileHandle } from 'node:fs/promises';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { errorCode, FetchProblem } from './fetch-problem.ts';

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

export function openSpool(path: string): Spool {
  return new FileSpool(path);
}

class FileSpool implements Spool {
  readonly #path: string;
  #hash: Hash = createHash('sha256');
  #pending: Uint8Array[] = [];
  #pendingBytes = 0;
  #file: FileHandle | undefined;
  #size = 0;
  #head = Buffer.alloc(0);
  #tail = Buffer.alloc(0);

  constructor(path: string) {
    this.#path = path;
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
    this.#size = 0;
    this.#head = Buffer.alloc(0);
    this.#tail = Buffer.alloc(0);
    await file?.close();
    await rm(this.#path, { force: true });
  }

  async #flush(): Promise<void> {
    this.#file ??= await openPatiently(this.#path);
    const block = Buffer.concat(this.#pending);
    this.#pending = [];
    this.#pendingBytes = 0;
    await this.#file.writeFile(block).catch(failLocally);
  }
}

const PATIENCE_TRIES = 200;
const PATIENCE_MS = 25;

/** Out of descriptors is a passing state: other downloads give theirs back. */
async function openPatiently(path: string): Promise<FileHandle> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await open(path, 'w', 0o600);
    } catch (error) {
      const isPassing = errorCode(error) === 'EMFILE' || errorCode(error) === 'ENFILE';
      if (!isPassing || tries >= PATIENCE_TRIES) return failLocally(error);
      await sleepFor(PATIENCE_MS);
    }
  }
}

/** Trouble of this machine, which no other attempt and no other server can mend. */
function failLocally(error: unknown): never {
  throw new FetchProblem('local-io', error instanceof Error ? error.message : String(error), error);
}
