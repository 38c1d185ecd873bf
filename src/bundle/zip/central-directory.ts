import type { ZipLimits } from '../limits.ts';
import type { EndRecord } from './end-record.ts';
import { readExtraFields, type ExtraFields } from './extra-fields.ts';
import { decodeName } from './name-policy.ts';
import { viewOf, type RandomAccess } from './random-access.ts';
import type { DirectoryRow } from './zip-entry.ts';
import { zipError } from './zip-rule.ts';

const SIGNATURE = 0x02014b50;
const HEADER_BYTES = 46;
const SEE_EXTRA_FIELD = 0xffffffff;

/** Where the directory really lies, and by how much all offsets written in the archive are too small. */
export interface DirectoryPlace {
  readonly offset: number;
  readonly base: number;
}

/** Finds the directory: it must end exactly where the end record begins. */
export function locateDirectory(end: EndRecord): DirectoryPlace {
  const offset = end.directoryEnd - end.directoryBytes;
  const base = offset - end.directoryOffset;
  if (offset < 0 || base < 0)
    throw zipError('bad-directory', 'The directory of the zip is said to lie outside the file');
  return { offset, base };
}

/** Reads every row; the directory must be used up exactly when the announced count is reached. */
export async function readRows(
  access: RandomAccess,
  end: EndRecord,
  limits: ZipLimits,
): Promise<readonly DirectoryRow[]> {
  checkCounts(end, limits);
  const place = locateDirectory(end);
  const bytes = await access.read(place.offset, end.directoryBytes);
  const rows: DirectoryRow[] = [];
  let offset = 0;
  while (rows.length < end.entryCount) {
    const length = rowLength(bytes, offset);
    rows.push(readRow(bytes.subarray(offset, offset + length), place.base, limits));
    offset += length;
  }
  if (offset !== bytes.length)
    throw zipError(
      'directory-mismatch',
      'The directory of the zip has more entries than it counts',
    );
  return rows;
}

function checkCounts(end: EndRecord, limits: ZipLimits): void {
  if (end.entryCount * HEADER_BYTES > end.directoryBytes)
    throw zipError('directory-mismatch', 'The zip counts more entries than its directory can hold');
  if (end.entryCount > limits.entries)
    throw zipError(
      'limit-entries',
      `The zip has ${String(end.entryCount)} entries, the limit is ${String(limits.entries)}`,
    );
  if (end.directoryBytes > limits.directoryBytes)
    throw zipError(
      'limit-directory',
      `The directory of the zip has ${String(end.directoryBytes)} bytes, the limit is ${String(limits.directoryBytes)}`,
    );
}

function rowLength(bytes: Uint8Array, offset: number): number {
  const view = viewOf(bytes.subarray(offset, offset + HEADER_BYTES));
  if (view.byteLength < HEADER_BYTES || view.getUint32(0, true) !== SIGNATURE)
    throw zipError('bad-directory', 'The directory of the zip is damaged');
  const names = view.getUint16(28, true) + view.getUint16(30, true) + view.getUint16(32, true);
  if (offset + HEADER_BYTES + names > bytes.length)
    throw zipError('bad-directory', 'The last row of the zip directory is cut off');
  return HEADER_BYTES + names;
}

function readRow(bytes: Uint8Array, base: number, limits: ZipLimits): DirectoryRow {
  const view = viewOf(bytes);
  const extraOffset = HEADER_BYTES + view.getUint16(28, true);
  const nameBytes = bytes.slice(HEADER_BYTES, extraOffset);
  const decoded = decodeName(nameBytes, limits);
  const extraBytes = bytes.subarray(extraOffset, extraOffset + view.getUint16(30, true));
  const extra = readExtraFields(extraBytes, decoded);
  return {
    name: decoded,
    nameBytes,
    isDirectory: decoded.endsWith('/'),
    flags: view.getUint16(8, true),
    method: view.getUint16(10, true),
    crc32: view.getUint32(16, true),
    unixMode: view.getUint16(40, true),
    ...readPlace(view, extra, base),
  };
}

/** Fields too large for 32 bits stand in the 64-bit extra field, in this order. */
function readPlace(
  view: DataView,
  extra: ExtraFields,
  base: number,
): Pick<DirectoryRow, 'sizeBytes' | 'compressedBytes' | 'headerOffset'> {
  const large = extra.large.values();
  const fieldAt = (offset: number): number => {
    const small = view.getUint32(offset, true);
    if (small !== SEE_EXTRA_FIELD) return small;
    return large.next().value ?? small;
  };
  const sizeBytes = fieldAt(24);
  const compressedBytes = fieldAt(20);
  const headerOffset = fieldAt(42) + base;
  const disk = view.getUint16(34, true);
  if (disk !== 0 && disk !== 0xffff)
    throw zipError('multi-disk', 'The zip is one part of a set of several');
  return { sizeBytes, compressedBytes, headerOffset };
}
