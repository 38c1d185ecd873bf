import { quoteName } from '../quote-name.ts';
import { viewOf, type RandomAccess } from './random-access.ts';
import {
  FLAG_DESCRIPTOR,
  FLAG_ENCRYPTED,
  FLAG_MASKED_HEADERS,
  FLAG_STRONG_ENCRYPTION,
  FLAG_UTF8,
  type DirectoryRow,
  type ZipEntry,
} from './zip-entry.ts';
import { zipError } from './zip-rule.ts';

const SIGNATURE = 0x04034b50;
const HEADER_BYTES = 30;
const READ_AHEAD_BYTES = 64 * 1024;
const FLAGS_THAT_MATTER =
  FLAG_ENCRYPTED | FLAG_DESCRIPTOR | FLAG_STRONG_ENCRYPTION | FLAG_UTF8 | FLAG_MASKED_HEADERS;

/**
 * Looks at the header in front of each entry, which must say the same as its row.
 * Rows come sorted by offset; neighbours are read together, so that many small entries cost few reads.
 */
export async function readLocalHeaders(
  access: RandomAccess,
  rows: readonly DirectoryRow[],
  directoryOffset: number,
): Promise<readonly ZipEntry[]> {
  const entries: ZipEntry[] = [];
  for (const group of groupNeighbours(rows, directoryOffset)) {
    const bytes = await access.read(group.start, group.end - group.start);
    for (const row of group.rows)
      entries.push(checkHeader(bytes.subarray(row.headerOffset - group.start), row));
  }
  return entries;
}

interface Group {
  readonly start: number;
  readonly end: number;
  readonly rows: readonly DirectoryRow[];
}

function* groupNeighbours(rows: readonly DirectoryRow[], directoryOffset: number): Iterable<Group> {
  let rest: DirectoryRow[] = [];
  let start = 0;
  let end = 0;
  for (const row of rows) {
    const headerEnd = row.headerOffset + HEADER_BYTES + row.nameBytes.length;
    if (headerEnd > directoryOffset) throw misplaced(row);
    if (rest.length > 0 && headerEnd - start > READ_AHEAD_BYTES) {
      yield { start, end, rows: rest };
      rest = [];
    }
    if (rest.length === 0) start = row.headerOffset;
    rest.push(row);
    end = headerEnd;
  }
  if (rest.length > 0) yield { start, end, rows: rest };
}

function checkHeader(bytes: Uint8Array, row: DirectoryRow): ZipEntry {
  const view = viewOf(bytes);
  if (view.getUint32(0, true) !== SIGNATURE) throw misplaced(row);
  const nameLength = view.getUint16(26, true);
  const isSame =
    ((view.getUint16(6, true) ^ row.flags) & FLAGS_THAT_MATTER) === 0 &&
    view.getUint16(8, true) === row.method &&
    nameLength === row.nameBytes.length &&
    row.nameBytes.every((byte, index) => bytes[HEADER_BYTES + index] === byte);
  if (!isSame)
    throw zipError(
      'local-central-mismatch',
      `The directory and the header of ${quoteName(row.name)} contradict each other`,
      { entry: row.name },
    );
  const headerBytes = HEADER_BYTES + nameLength + view.getUint16(28, true);
  return { ...row, contentOffset: row.headerOffset + headerBytes };
}

function misplaced(row: DirectoryRow): Error {
  return zipError('bad-directory', `${quoteName(row.name)} is not where the directory says`, {
    entry: row.name,
  });
}
