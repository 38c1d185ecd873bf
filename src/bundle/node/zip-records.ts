/** One entry as the zip's records describe it; offsets and sizes in bytes. */
export interface ZipRecord {
  readonly name: Uint8Array;
  readonly isStored: boolean;
  readonly crc: number;
  readonly size: number;
  readonly storedSize: number;
  readonly offset: number;
  /** Room for 64-bit sizes in the local header, decided before the sizes are known. */
  readonly isWide: boolean;
}

const LIMIT_32 = 0xffffffff;
const LIMIT_16 = 0xffff;
const NAME_IS_UTF8 = 0x0800;
/** 1980-01-01, the first day a zip can name: written as a number because a Date would follow the time zone. */
const DOS_DATE = 0x0021;
/** Regular file, readable by its owner only. */
const EXTERNAL_ATTRIBUTES = 0o100600 * 0x10000;
const MADE_BY_UNIX = (3 << 8) | 45;

export function localHeader(record: ZipRecord): Buffer {
  const extra = record.isWide ? wideField([record.size, record.storedSize]) : Buffer.alloc(0);
  const header = Buffer.alloc(30);
  header.writeUInt32LE(0x04034b50, 0);
  header.writeUInt16LE(record.isWide ? 45 : 20, 4);
  writeShared(header, record, 6);
  header.writeUInt32LE(record.isWide ? LIMIT_32 : record.storedSize, 18);
  header.writeUInt32LE(record.isWide ? LIMIT_32 : record.size, 22);
  header.writeUInt16LE(record.name.length, 26);
  header.writeUInt16LE(extra.length, 28);
  return Buffer.concat([header, record.name, extra]);
}

export function centralRecord(record: ZipRecord): Buffer {
  const isWide = record.isWide || record.offset >= LIMIT_32;
  const extra = isWide
    ? wideField([record.size, record.storedSize, record.offset])
    : Buffer.alloc(0);
  const header = Buffer.alloc(46);
  header.writeUInt32LE(0x02014b50, 0);
  header.writeUInt16LE(MADE_BY_UNIX, 4);
  header.writeUInt16LE(isWide ? 45 : 20, 6);
  writeShared(header, record, 8);
  header.writeUInt32LE(isWide ? LIMIT_32 : record.storedSize, 20);
  header.writeUInt32LE(isWide ? LIMIT_32 : record.size, 24);
  header.writeUInt16LE(record.name.length, 28);
  header.writeUInt16LE(extra.length, 30);
  header.writeUInt32LE(EXTERNAL_ATTRIBUTES, 38);
  header.writeUInt32LE(isWide ? LIMIT_32 : record.offset, 42);
  return Buffer.concat([header, record.name, extra]);
}

/** The end of the file, with the 64-bit records in front of it where a number does not fit. */
export function endRecords(directory: {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}): Buffer {
  const isWide =
    directory.count >= LIMIT_16 || directory.size >= LIMIT_32 || directory.offset >= LIMIT_32;
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(Math.min(directory.count, LIMIT_16), 8);
  end.writeUInt16LE(Math.min(directory.count, LIMIT_16), 10);
  end.writeUInt32LE(Math.min(directory.size, LIMIT_32), 12);
  end.writeUInt32LE(Math.min(directory.offset, LIMIT_32), 16);
  return isWide ? Buffer.concat([wideEnd(directory), end]) : end;
}

function wideEnd(directory: {
  readonly count: number;
  readonly size: number;
  readonly offset: number;
}): Buffer {
  const record = Buffer.alloc(76);
  record.writeUInt32LE(0x06064b50, 0);
  record.writeBigUInt64LE(44n, 4);
  record.writeUInt16LE(MADE_BY_UNIX, 12);
  record.writeUInt16LE(45, 14);
  record.writeBigUInt64LE(BigInt(directory.count), 24);
  record.writeBigUInt64LE(BigInt(directory.count), 32);
  record.writeBigUInt64LE(BigInt(directory.size), 40);
  record.writeBigUInt64LE(BigInt(directory.offset), 48);
  record.writeUInt32LE(0x07064b50, 56);
  record.writeBigUInt64LE(BigInt(directory.offset + directory.size), 64);
  record.writeUInt32LE(1, 72);
  return record;
}

/** Flags, method, time, date and CRC stand in the same order in both headers. */
function writeShared(header: Buffer, record: ZipRecord, at: number): void {
  header.writeUInt16LE(NAME_IS_UTF8, at);
  header.writeUInt16LE(record.isStored ? 0 : 8, at + 2);
  header.writeUInt16LE(0, at + 4);
  header.writeUInt16LE(DOS_DATE, at + 6);
  header.writeUInt32LE(record.crc, at + 8);
}

function wideField(numbers: readonly number[]): Buffer {
  const field = Buffer.alloc(4 + numbers.length * 8);
  field.writeUInt16LE(0x0001, 0);
  field.writeUInt16LE(numbers.length * 8, 2);
  numbers.forEach((value, index) => field.writeBigUInt64LE(BigInt(value), 4 + index * 8));
  return field;
}
