import { describeForeign } from '../sniff.ts';
import { viewOf, type RandomAccess } from './random-access.ts';
import type { Oddity } from './zip-entry.ts';
import { zipError } from './zip-rule.ts';
import { readZip64End } from './zip64-end.ts';

const SIGNATURE = 0x06054b50;
const RECORD_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const HEAD_BYTES = 1024;

/** Where the directory lies according to the end record. */
export interface EndRecord {
  readonly entryCount: number;
  readonly directoryBytes: number;
  readonly directoryOffset: number;
  /** Where the directory has to end: the start of the first end record. */
  readonly directoryEnd: number;
  readonly oddities: readonly Oddity[];
}

/** Finds the one end record; two possible ones are a refusal, because readers would disagree which counts. */
export async function findEndRecord(access: RandomAccess): Promise<EndRecord> {
  if (access.sizeBytes === 0) throw zipError('empty', 'The file is empty (0 bytes)');
  const tailBytes = Math.min(access.sizeBytes, RECORD_BYTES + LONGEST_COMMENT);
  const tailOffset = access.sizeBytes - tailBytes;
  const tail = await access.read(tailOffset, tailBytes);
  const position = await chooseRecord(tail, access);
  const record = tail.subarray(position.offset, position.offset + RECORD_BYTES);
  const end = await readEnd(record, tailOffset + position.offset, access);
  return { ...end, oddities: position.oddities };
}

interface Position {
  readonly offset: number;
  readonly oddities: readonly Oddity[];
}

async function chooseRecord(tail: Uint8Array, access: RandomAccess): Promise<Position> {
  const found = findSignatures(tail);
  const whole = found.filter((offset) => bytesAfter(tail, offset) === 0);
  const last = found.at(-1);
  if (last === undefined) throw await explainMissing(access);
  const [only] = whole;
  if (only === undefined) return explainMisfit(tail, last);
  if (whole.length > 1 || last > only)
    throw zipError('ambiguous-end', 'The zip has a second end record inside its comment');
  return { offset: only, oddities: [] };
}

function findSignatures(tail: Uint8Array): readonly number[] {
  const view = viewOf(tail);
  const found: number[] = [];
  let offset = tail.indexOf(0x50);
  while (offset !== -1 && offset + 4 <= tail.length) {
    if (view.getUint32(offset, true) === SIGNATURE) found.push(offset);
    offset = tail.indexOf(0x50, offset + 1);
  }
  return found;
}

/** Bytes between the comment and the end of the file; negative when they are missing. */
function bytesAfter(tail: Uint8Array, offset: number): number {
  if (offset + RECORD_BYTES > tail.length) return -1;
  const commentBytes = viewOf(tail).getUint16(offset + 20, true);
  return tail.length - offset - RECORD_BYTES - commentBytes;
}

function explainMisfit(tail: Uint8Array, offset: number): Position {
  const after = bytesAfter(tail, offset);
  if (offset + RECORD_BYTES > tail.length)
    throw zipError('truncated', 'The zip is cut off inside its end record');
  if (after < 0)
    throw zipError('bad-comment-length', 'The zip is cut off inside its comment, or lies about it');
  const what = `${String(after)} bytes follow the end of the zip`;
  return { offset, oddities: [{ rule: 'trailing-bytes', what }] };
}

async function explainMissing(access: RandomAccess): Promise<Error> {
  const head = await access.read(0, Math.min(access.sizeBytes, HEAD_BYTES));
  const foreign = describeForeign(head);
  if (foreign !== undefined) return zipError('not-a-zip', `This is not a zip but ${foreign}`);
  return zipError('truncated', 'The zip is cut off: its directory is not in the last 64 KiB');
}

async function readEnd(
  record: Uint8Array,
  recordOffset: number,
  access: RandomAccess,
): Promise<Omit<EndRecord, 'oddities'>> {
  const view = viewOf(record);
  const small = {
    diskNumber: view.getUint16(4, true),
    directoryDisk: view.getUint16(6, true),
    entriesOnDisk: view.getUint16(8, true),
    entryCount: view.getUint16(10, true),
    directoryBytes: view.getUint32(12, true),
    directoryOffset: view.getUint32(16, true),
    directoryEnd: recordOffset,
  };
  const end = (await readZip64End(small, access)) ?? small;
  if (end.diskNumber !== 0 || end.directoryDisk !== 0 || end.entriesOnDisk !== end.entryCount)
    throw zipError('multi-disk', 'The zip is one part of a set of several');
  return end;
}
