import { createByteBuffer } from './byte-buffer.ts';
import { EntryReader } from './har-entry-reader.ts';
import type { EntryReaderOptions } from './har-entry-reader.ts';

const QUOTE = 0x22;
const COMMA = 0x2c;
const OPEN_BRACKET = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE_BRACKET = 0x5d;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

/** Everything around the entries is small in real files; what is beyond is not read. */
const MAX_ENVELOPE_BYTES = 8 * 1024 * 1024;
const LONGEST_KEY_CHARS = 16;

/** What is left to know once the bytes are through. */
export interface ScanEnd {
  /** The document without its entries; cut where the file was cut. */
  readonly envelope: string;
  readonly hasEntries: boolean;
  /** Entries that were there completely. */
  readonly entryCount: number;
  readonly lastIndex: number;
  /** Whether the document was closed; false means the file was cut short. */
  readonly isClosed: boolean;
  readonly hasBadEncoding: boolean;
}

/** Finds the entries of a HAR in its bytes, one after the other, holding one entry at a time. */
export class HarScanner {
  readonly #onEntry: EntryReaderOptions['onEntry'];
  readonly #envelope = createByteBuffer(4096);
  readonly #reader: EntryReader;
  #place: 'envelope' | 'entries' | 'entry' = 'envelope';
  #depth = 0;
  #isInString = false;
  #isEscaped = false;
  /** Last string seen per depth; the key when a bracket follows. */
  readonly #lastStrings = ['', '', ''];
  #index = 0;
  #hasEntries = false;
  #hasScalar = false;
  #isClosed = false;

  constructor(options: EntryReaderOptions) {
    this.#onEntry = options.onEntry;
    this.#reader = new EntryReader(options);
  }

  push(chunk: Uint8Array): void {
    let position = 0;
    while (position < chunk.length) {
      if (this.#place === 'envelope') position = this.#scanEnvelope(chunk, position);
      else if (this.#place === 'entries') position = this.#scanGap(chunk, position);
      else position = this.#readEntry(chunk, position);
    }
  }

  end(): ScanEnd {
    return {
      envelope: new TextDecoder().decode(this.#envelope.bytes()),
      hasEntries: this.#hasEntries,
      entryCount: this.#reader.entryCount,
      lastIndex: this.#reader.lastIndex,
      isClosed: this.#isClosed,
      hasBadEncoding: this.#reader.hasBadEncoding,
    };
  }

  #readEntry(chunk: Uint8Array, from: number): number {
    const position = this.#reader.read(chunk, from);
    if (this.#reader.isDone) this.#place = 'entries';
    return position;
  }

  #scanEnvelope(chunk: Uint8Array, from: number): number {
    let position = from;
    while (position < chunk.length && this.#place === 'envelope') {
      this.#stepEnvelope(chunk[position] ?? 0);
      position += 1;
    }
    if (this.#envelope.length < MAX_ENVELOPE_BYTES)
      this.#envelope.append(chunk.subarray(from, position));
    return position;
  }

  #stepEnvelope(byte: number): void {
    if (this.#isInString) return this.#stepString(byte);
    if (byte === QUOTE) {
      this.#isInString = true;
      if (this.#depth <= 2) this.#lastStrings[this.#depth] = '';
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (byte === OPEN_BRACKET && this.#isEntriesKey()) {
        this.#place = 'entries';
        this.#hasEntries = true;
      }
      this.#depth += 1;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      this.#depth -= 1;
      if (this.#depth === 0) this.#isClosed = true;
    }
  }

  #stepString(byte: number): void {
    if (this.#isEscaped) this.#isEscaped = false;
    else if (byte === BACKSLASH) this.#isEscaped = true;
    else if (byte === QUOTE) this.#isInString = false;
    else if (this.#depth <= 2) this.#addToKey(byte);
  }

  #addToKey(byte: number): void {
    const key = this.#lastStrings[this.#depth] ?? '';
    if (key.length < LONGEST_KEY_CHARS)
      this.#lastStrings[this.#depth] = key + String.fromCharCode(byte);
  }

  #isEntriesKey(): boolean {
    return (
      this.#depth === 2 && this.#lastStrings[1] === 'log' && this.#lastStrings[2] === 'entries'
    );
  }

  /** Between entries: commas count, because indexes are those of the list, holes included. */
  #scanGap(chunk: Uint8Array, from: number): number {
    const byte = chunk[from] ?? 0;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === QUOTE) {
      this.#place = 'entry';
      this.#reader.start(this.#index);
      return from;
    }
    if (byte === COMMA || byte === CLOSE_BRACKET) return this.#closeGap(byte, from);
    if (byte > 0x20) this.#hasScalar = true;
    return from + 1;
  }

  #closeGap(byte: number, from: number): number {
    if (this.#hasScalar) this.#onEntry(undefined, this.#index);
    this.#hasScalar = false;
    if (byte === COMMA) {
      this.#index += 1;
      return from + 1;
    }
    this.#place = 'envelope';
    this.#lastStrings[2] = '';
    return from;
  }
}
