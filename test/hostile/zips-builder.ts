import { crc32, deflateRawSync } from 'node:zlib';

/** One member of an archive; whatever is left out is what an honest writer would write. */
export interface Member {
  readonly name: string | Uint8Array;
  readonly content?: string | Uint8Array;
  readonly method?: number;
  readonly flags?: number;
  /** The bytes stored, in place of the compressed content. */
  readonly raw?: Uint8Array;
  readonly crc?: number;
  readonly sizeBytes?: number;
  readonly compressedBytes?: number;
  readonly unixMode?: number;
  readonly extra?: Uint8Array;
  readonly disk?: number;
  readonly dosDate?: number;
  readonly localName?: string;
  readonly localMethod?: number;
  readonly localFlags?: number;
  readonly headerOffset?: number;
  /** A directory row only; it points at the header before it. */
  readonly hasNoHeader?: boolean;
  readonly descriptor?: 'signed' | 'unsigned';
  /** Bytes after the member that belong to nothing. */
  readonly gap?: Uint8Array;
}

/** Lies about the archive as a whole. */
export interface Shape {
  readonly prefix?: Uint8Array;
  /** Whether written offsets count the prefix. */
  readonly isPrefixCounted?: boolean;
  readonly suffix?: Uint8Array;
  readonly comment?: Uint8Array;
  readonly commentLength?: number;
  readonly entryCount?: number;
  readonly directoryOffset?: number;
  readonly disk?: number;
  readonly hasZip64?: boolean;
  /** Count in the plain end record beside a 64-bit one. */
  readonly smallEntryCount?: number;
  readonly zip64Offset?: number;
}

const FLAG_DESCRIPTOR = 8;

/** An archive with exactly the lies asked for. */
export function buildZip(members: readonly Member[], shape: Shape = {}): Uint8Array {
  const prefix = shape.prefix ?? new Uint8Array();
  const base = shape.isPrefixCounted === true ? prefix.length : 0;
  const locals: Uint8Array[] = [];
  const rows: Uint8Array[] = [];
  let position = base;
  let lastHeader = base;
  for (const member of members) {
    if (member.hasNoHeader !== true) {
      lastHeader = position;
      const local = localPart(member);
      locals.push(local);
      position += local.length;
    }
    rows.push(directoryRow(member, member.headerOffset ?? lastHeader));
  }
  const directory = join(rows);
  const end = endPart(shape, {
    entryCount: shape.entryCount ?? members.length,
    directoryBytes: directory.length,
    directoryOffset: shape.directoryOffset ?? position,
    recordOffset: shape.zip64Offset ?? position + directory.length,
  });
  return join([prefix, ...locals, directory, end, shape.suffix ?? new Uint8Array()]);
}

function localPart(member: Member): Uint8Array {
  const facts = factsOf(member);
  const name = bytesOf(member.localName ?? member.name);
  const hasDescriptor = member.descriptor !== undefined;
  const header = fields(
    [4, 0x04034b50],
    [2, 20],
    [2, member.localFlags ?? facts.flags],
    [2, member.localMethod ?? facts.method],
    [2, 0],
    [2, facts.dosDate],
    [4, hasDescriptor ? 0 : facts.crc],
    [4, hasDescriptor ? 0 : facts.compressedBytes],
    [4, hasDescriptor ? 0 : facts.sizeBytes],
    [2, name.length],
    [2, 0],
  );
  return join([header, name, facts.raw, descriptorOf(member, facts), member.gap ?? fields()]);
}

function descriptorOf(member: Member, facts: Facts): Uint8Array {
  if (member.descriptor === undefined) return fields();
  const plain = fields([4, facts.crc], [4, facts.compressedBytes], [4, facts.sizeBytes]);
  return member.descriptor === 'signed' ? join([fields([4, 0x08074b50]), plain]) : plain;
}

function directoryRow(member: Member, headerOffset: number): Uint8Array {
  const facts = factsOf(member);
  const name = bytesOf(member.name);
  const extra = member.extra ?? new Uint8Array();
  const header = fields(
    [4, 0x02014b50],
    [2, 0x0314],
    [2, 20],
    [2, facts.flags],
    [2, facts.method],
    [2, 0],
    [2, facts.dosDate],
    [4, facts.crc],
    [4, facts.compressedBytes],
    [4, facts.sizeBytes],
    [2, name.length],
    [2, extra.length],
    [2, 0],
    [2, member.disk ?? 0],
    [2, 0],
    [2, 0],
    [2, member.unixMode ?? 0],
    [4, headerOffset],
  );
  return join([header, name, extra]);
}

interface End {
  readonly entryCount: number;
  readonly directoryBytes: number;
  readonly directoryOffset: number;
  readonly recordOffset: number;
}

function endPart(shape: Shape, end: End): Uint8Array {
  const comment = shape.comment ?? new Uint8Array();
  const isLarge = shape.hasZip64 === true;
  const count = isLarge ? (shape.smallEntryCount ?? 0xffff) : end.entryCount;
  const record = fields(
    [4, 0x06054b50],
    [2, shape.disk ?? 0],
    [2, 0],
    [2, count],
    [2, count],
    [4, isLarge ? 0xffffffff : end.directoryBytes],
    [4, isLarge ? 0xffffffff : end.directoryOffset],
    [2, shape.commentLength ?? comment.length],
  );
  return join([...(isLarge ? [largeEnd(end)] : []), record, comment]);
}

function largeEnd(end: End): Uint8Array {
  return fields(
    [4, 0x06064b50],
    [8, 44],
    [2, 45],
    [2, 45],
    [4, 0],
    [4, 0],
    [8, end.entryCount],
    [8, end.entryCount],
    [8, end.directoryBytes],
    [8, end.directoryOffset],
    [4, 0x07064b50],
    [4, 0],
    [8, end.recordOffset],
    [4, 1],
  );
}

interface Facts {
  readonly flags: number;
  readonly method: number;
  readonly dosDate: number;
  readonly raw: Uint8Array;
  readonly crc: number;
  readonly sizeBytes: number;
  readonly compressedBytes: number;
}

function factsOf(member: Member): Facts {
  const content = bytesOf(member.content ?? 'content');
  const method = member.method ?? 8;
  const raw = member.raw ?? (method === 8 ? new Uint8Array(deflateRawSync(content)) : content);
  return {
    flags: (member.flags ?? 0) | (member.descriptor === undefined ? 0 : FLAG_DESCRIPTOR),
    method,
    dosDate: member.dosDate ?? 0x21,
    raw,
    crc: member.crc ?? crc32(content),
    sizeBytes: member.sizeBytes ?? content.length,
    compressedBytes: member.compressedBytes ?? raw.length,
  };
}

/** Little-endian numbers of the given widths, one after the other. */
export function fields(...parts: readonly (readonly [width: number, value: number])[]): Uint8Array {
  const bytes = Buffer.alloc(parts.reduce((sum, [width]) => sum + width, 0));
  let offset = 0;
  for (const [width, value] of parts) {
    if (width === 8) bytes.writeBigUInt64LE(BigInt(value), offset);
    else bytes.writeUIntLE(value, offset, width);
    offset += width;
  }
  return new Uint8Array(bytes);
}

/** Byte strings one after the other. */
export function join(parts: readonly Uint8Array[]): Uint8Array {
  return new Uint8Array(Buffer.concat(parts));
}

/** Text as UTF-8. */
export function bytesOf(content: string | Uint8Array): Uint8Array {
  return typeof content === 'string' ? new TextEncoder().encode(content) : content;
}
