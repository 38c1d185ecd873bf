import { createByteBuffer } from './byte-buffer.ts';
import { ELIDED_TEXT } from './har-body.ts';
import { findStringEnd, OPEN_STRING_ESCAPED } from './json-string-end.ts';

const QUOTE = 0x22;
const OPEN_BRACKET = 0x5b;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** An entry beyond this, long strings left out already, is given up. */
const MAX_ENTRY_BYTES = 32 * 1024 * 1024;

const ELIDED_BYTES = new TextEncoder().encode(JSON.stringify(ELIDED_TEXT).slice(1, -1));

export interface EntryReaderOptions {
  /** Longer strings are replaced by `ELIDED_TEXT`, so that bodies never pile up. */
  readonly maxStringBytes: number;
  /** Called with `undefined` for what is no readable object. */
  readonly onEntry: (entry: unknown, index: number) => void;
}

/** Reads one JSON value at a time out of chunks. */
export class EntryReader {
  readonly #maxStringBytes: number;
  readonly #onEntry: EntryReaderOptions['onEntry'];
  readonly #buffer = createByteBuffer(64 * 1024);
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #index = 0;
  #count = 0;
  #lastIndex = -1;
  #depth = 0;
  #isDone = true;
  #isTooLarge = false;
  #hasBadEncoding = false;
  /** First byte of the chunk that is not in the buffer yet. */
  #runStart = 0;
  #isInString = false;
  #startsEscaped = false;
  #isEliding = false;
  /** Length of the buffer where the open string began, for strings that cross chunks. */
  #stringStart = 0;

  constructor({ maxStringBytes, onEntry }: EntryReaderOptions) {
    this.#maxStringBytes = maxStringBytes;
    this.#onEntry = onEntry;
  }

  get isDone(): boolean {
    return this.#isDone;
  }

  get entryCount(): number {
    return this.#count;
  }

  /** Of the last complete one. */
  get lastIndex(): number {
    return this.#lastIndex;
  }

  get hasBadEncoding(): boolean {
    return this.#hasBadEncoding;
  }

  start(index: number): void {
    this.#index = index;
    this.#depth = 0;
    this.#isDone = false;
    this.#isTooLarge = false;
    this.#isInString = false;
    this.#buffer.cutTo(0);
  }

  /** Reads on; gives the position behind the bytes it used. */
  read(chunk: Uint8Array, from: number): number {
    this.#runStart = from;
    if (!this.#isInString) return this.#scan(chunk, from);
    const position = this.#resumeString(chunk, from);
    return this.#isInString || this.#isDone ? position : this.#scan(chunk, position);
  }

  #keep(bytes: Uint8Array): void {
    if (this.#buffer.length + bytes.length > MAX_ENTRY_BYTES) this.#isTooLarge = true;
    else this.#buffer.append(bytes);
  }

  #scan(chunk: Uint8Array, from: number): number {
    let position = from;
    while (position < chunk.length) {
      const byte = chunk[position] ?? 0;
      position += 1;
      // Blanks, digits and commas are most of what stands between strings; all are below the brackets.
      if (byte < OPEN_BRACKET && byte !== QUOTE) continue;
      if (byte === QUOTE) {
        position = this.#openString(chunk, position);
        if (this.#isInString) return position;
        if (this.#depth === 0) return this.#finish(chunk, position);
      } else {
        this.#depth += depthChange(byte);
        if (this.#depth === 0) return this.#finish(chunk, position);
      }
    }
    this.#keep(chunk.subarray(this.#runStart, chunk.length));
    return position;
  }

  /** A string that begins in this chunk at `from`, behind its quote. */
  #openString(chunk: Uint8Array, from: number): number {
    const end = findStringEnd(chunk, from);
    if (end >= 0) {
      if (end - from > this.#maxStringBytes) {
        this.#keep(chunk.subarray(this.#runStart, from));
        this.#keep(ELIDED_BYTES);
        this.#runStart = end;
      }
      return end + 1;
    }
    this.#keep(chunk.subarray(this.#runStart, from));
    this.#stringStart = this.#buffer.length;
    this.#isInString = true;
    this.#isEliding = false;
    this.#leaveOpen(chunk, from, end);
    return chunk.length;
  }

  /** A string that began in an earlier chunk. */
  #resumeString(chunk: Uint8Array, from: number): number {
    const end = findStringEnd(chunk, this.#startsEscaped ? from + 1 : from);
    if (end < 0) {
      this.#leaveOpen(chunk, from, end);
      return chunk.length;
    }
    this.#isInString = false;
    this.#elideIfLong(end - from);
    if (this.#isEliding) this.#keep(ELIDED_BYTES);
    this.#runStart = this.#isEliding ? end : from;
    return this.#depth === 0 ? this.#finish(chunk, end + 1) : end + 1;
  }

  // A string is dropped whole: cutting behind its head could end inside an escape.
  #leaveOpen(chunk: Uint8Array, from: number, end: number): void {
    this.#startsEscaped = end === OPEN_STRING_ESCAPED;
    this.#elideIfLong(chunk.length - from);
    if (!this.#isEliding) this.#keep(chunk.subarray(from, chunk.length));
  }

  #elideIfLong(moreBytes: number): void {
    if (
      this.#isEliding ||
      this.#buffer.length - this.#stringStart + moreBytes <= this.#maxStringBytes
    )
      return;
    this.#isEliding = true;
    this.#buffer.cutTo(this.#stringStart);
  }

  #finish(chunk: Uint8Array, end: number): number {
    const rest = chunk.subarray(this.#runStart, end);
    this.#isDone = true;
    this.#count += 1;
    this.#lastIndex = this.#index;
    if (this.#isTooLarge) this.#onEntry(undefined, this.#index);
    else if (this.#buffer.length === 0) this.#onEntry(this.#parse(rest), this.#index);
    else {
      this.#keep(rest);
      this.#onEntry(this.#parse(this.#buffer.bytes()), this.#index);
    }
    return end;
  }

  #parse(bytes: Uint8Array): unknown {
    try {
      const entry: unknown = JSON.parse(this.#decode(bytes));
      return entry;
    } catch {
      return undefined;
    }
  }

  #decode(bytes: Uint8Array): string {
    try {
      return this.#decoder.decode(bytes);
    } catch {
      this.#hasBadEncoding = true;
      return new TextDecoder().decode(bytes);
    }
  }
}

function depthChange(byte: number): -1 | 0 | 1 {
  if (byte === OPEN_BRACE || byte === OPEN_BRACKET) return 1;
  return byte === CLOSE_BRACE || byte === CLOSE_BRACKET ? -1 : 0;
}
