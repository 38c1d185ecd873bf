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
export interface EntryReader {
  start(index: number): void;
  /** Reads on; gives the position behind the bytes it used. */
  read(chunk: Uint8Array, from: number): number;
  isDone(): boolean;
  entryCount(): number;
  /** Of the last complete one. */
  lastIndex(): number;
  hasBadEncoding(): boolean;
}

export function createEntryReader(options: EntryReaderOptions): EntryReader {
  const { maxStringBytes, onEntry } = options;
  const buffer = createByteBuffer(64 * 1024);
  const decoder = new TextDecoder('utf-8', { fatal: true });
  let index = 0;
  let count = 0;
  let lastIndex = -1;
  let depth = 0;
  let isDone = true;
  let isTooLarge = false;
  let hasBadEncoding = false;
  /** First byte of the chunk that is not in the buffer yet. */
  let runStart = 0;
  let isInString = false;
  let startsEscaped = false;
  let isEliding = false;
  /** Length of the buffer where the open string began, for strings that cross chunks. */
  let stringStart = 0;

  function keep(bytes: Uint8Array): void {
    if (buffer.length + bytes.length > MAX_ENTRY_BYTES) isTooLarge = true;
    else buffer.append(bytes);
  }

  function scan(chunk: Uint8Array, from: number): number {
    let position = from;
    while (position < chunk.length) {
      const byte = chunk[position];
      position += 1;
      if (byte === QUOTE) {
        position = openString(chunk, position);
        if (isInString) return position;
        if (depth === 0) return finish(chunk, position);
      } else if (byte === OPEN_BRACE || byte === OPEN_BRACKET) {
        depth += 1;
      } else if (byte === CLOSE_BRACE || byte === CLOSE_BRACKET) {
        depth -= 1;
        if (depth === 0) return finish(chunk, position);
      }
    }
    keep(chunk.subarray(runStart, chunk.length));
    return position;
  }

  /** A string that begins in this chunk at `from`, behind its quote. */
  function openString(chunk: Uint8Array, from: number): number {
    const end = findStringEnd(chunk, from);
    if (end >= 0) {
      if (end - from > maxStringBytes) {
        keep(chunk.subarray(runStart, from));
        keep(ELIDED_BYTES);
        runStart = end;
      }
      return end + 1;
    }
    keep(chunk.subarray(runStart, from));
    stringStart = buffer.length;
    isInString = true;
    isEliding = false;
    leaveOpen(chunk, from, end);
    return chunk.length;
  }

  /** A string that began in an earlier chunk. */
  function resumeString(chunk: Uint8Array, from: number): number {
    const end = findStringEnd(chunk, startsEscaped ? from + 1 : from);
    if (end < 0) {
      leaveOpen(chunk, from, end);
      return chunk.length;
    }
    isInString = false;
    elideIfLong(end - from);
    if (isEliding) keep(ELIDED_BYTES);
    runStart = isEliding ? end : from;
    return depth === 0 ? finish(chunk, end + 1) : end + 1;
  }

  // A string is dropped whole: cutting behind its head could end inside an escape.
  function leaveOpen(chunk: Uint8Array, from: number, end: number): void {
    startsEscaped = end === OPEN_STRING_ESCAPED;
    elideIfLong(chunk.length - from);
    if (!isEliding) keep(chunk.subarray(from, chunk.length));
  }

  function elideIfLong(moreBytes: number): void {
    if (isEliding || buffer.length - stringStart + moreBytes <= maxStringBytes) return;
    isEliding = true;
    buffer.cutTo(stringStart);
  }

  function finish(chunk: Uint8Array, end: number): number {
    const rest = chunk.subarray(runStart, end);
    isDone = true;
    count += 1;
    lastIndex = index;
    if (isTooLarge) onEntry(undefined, index);
    else if (buffer.length === 0) onEntry(parse(rest), index);
    else {
      keep(rest);
      onEntry(parse(buffer.bytes()), index);
    }
    return end;
  }

  function parse(bytes: Uint8Array): unknown {
    try {
      const entry: unknown = JSON.parse(decode(bytes));
      return entry;
    } catch {
      return undefined;
    }
  }

  function decode(bytes: Uint8Array): string {
    try {
      return decoder.decode(bytes);
    } catch {
      hasBadEncoding = true;
      return new TextDecoder().decode(bytes);
    }
  }

  return {
    start(entryIndex) {
      index = entryIndex;
      depth = 0;
      isDone = false;
      isTooLarge = false;
      isInString = false;
      buffer.cutTo(0);
    },
    read(chunk, from) {
      runStart = from;
      if (!isInString) return scan(chunk, from);
      const position = resumeString(chunk, from);
      return isInString || isDone ? position : scan(chunk, position);
    },
    isDone: () => isDone,
    entryCount: () => count,
    lastIndex: () => lastIndex,
    hasBadEncoding: () => hasBadEncoding,
  };
}
