import { createByteBuffer } from './byte-buffer.ts';
import { createEntryReader } from './har-entry-reader.ts';
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

export interface HarScanner {
  push(chunk: Uint8Array): void;
  end(): ScanEnd;
}

/** Finds the entries of a HAR in its bytes, one after the other, holding one entry at a time. */
export function createHarScanner(options: EntryReaderOptions): HarScanner {
  const envelope = createByteBuffer(4096);
  const reader = createEntryReader(options);
  let place: 'envelope' | 'entries' | 'entry' = 'envelope';
  let depth = 0;
  let isInString = false;
  let isEscaped = false;
  /** Last string seen per depth; the key when a bracket follows. */
  const lastStrings = ['', '', ''];
  let index = 0;
  let hasEntries = false;
  let hasScalar = false;
  let isClosed = false;

  function scanEnvelope(chunk: Uint8Array, from: number): number {
    let position = from;
    while (position < chunk.length && place === 'envelope') {
      stepEnvelope(chunk[position] ?? 0);
      position += 1;
    }
    if (envelope.length < MAX_ENVELOPE_BYTES) envelope.append(chunk.subarray(from, position));
    return position;
  }

  function stepEnvelope(byte: number): void {
    if (isInString) return stepString(byte);
    if (byte === QUOTE) {
      isInString = true;
      if (depth <= 2) lastStrings[depth] = '';
    } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
      if (byte === OPEN_BRACKET && isEntriesKey()) {
        place = 'entries';
        hasEntries = true;
      }
      depth += 1;
    } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
      depth -= 1;
      if (depth === 0) isClosed = true;
    }
  }

  function stepString(byte: number): void {
    if (isEscaped) isEscaped = false;
    else if (byte === BACKSLASH) isEscaped = true;
    else if (byte === QUOTE) isInString = false;
    else if (depth <= 2) addToKey(byte);
  }

  function addToKey(byte: number): void {
    const key = lastStrings[depth] ?? '';
    if (key.length < LONGEST_KEY_CHARS) lastStrings[depth] = key + String.fromCharCode(byte);
  }

  function isEntriesKey(): boolean {
    return depth === 2 && lastStrings[1] === 'log' && lastStrings[2] === 'entries';
  }

  /** Between entries: commas count, because indexes are those of the list, holes included. */
  function scanGap(chunk: Uint8Array, from: number): number {
    const byte = chunk[from] ?? 0;
    if (byte === OPEN_BRACE || byte === OPEN_BRACKET || byte === QUOTE) {
      place = 'entry';
      reader.start(index);
      return from;
    }
    if (byte === COMMA || byte === CLOSE_BRACKET) return closeGap(byte, from);
    if (byte > 0x20) hasScalar = true;
    return from + 1;
  }

  function closeGap(byte: number, from: number): number {
    if (hasScalar) options.onEntry(undefined, index);
    hasScalar = false;
    if (byte === COMMA) {
      index += 1;
      return from + 1;
    }
    place = 'envelope';
    lastStrings[2] = '';
    return from;
  }

  return {
    push(chunk) {
      let position = 0;
      while (position < chunk.length) {
        if (place === 'envelope') position = scanEnvelope(chunk, position);
        else if (place === 'entries') position = scanGap(chunk, position);
        else {
          position = reader.read(chunk, position);
          if (reader.isDone()) place = 'entries';
        }
      }
    },
    end: () => ({
      envelope: new TextDecoder().decode(envelope.bytes()),
      hasEntries,
      entryCount: reader.entryCount(),
      lastIndex: reader.lastIndex(),
      isClosed,
      hasBadEncoding: reader.hasBadEncoding(),
    }),
  };
}
