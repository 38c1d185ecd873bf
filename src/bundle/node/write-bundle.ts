import { open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { Readable } from 'node:stream';
import { promisify } from 'node:util';
import { crc32, createDeflateRaw, deflateRaw } from 'node:zlib';
import { BufferPool } from './buffer-pool.ts';
import { BufferedFile } from './buffered-file.ts';
import { openPatiently } from './open-patiently.ts';
import { centralRecord, endRecords, localHeader, type ZipRecord } from './zip-records.ts';

/** Bytes in memory, or a file on disk whose size is known. */
export type BundleContent =
  { readonly bytes: Uint8Array } | { readonly path: string; readonly sizeBytes: number };

/** One file of a bundle; content still on its way is waited for in turn, and `undefined` leaves the entry out. */
export type BundleEntry = { readonly name: string } & (
  BundleContent | { readonly content: () => Promise<BundleContent | undefined> }
);

/** Formats that are compressed already: deflating them again only costs time. */
const STORED = /\.(?:png|jpe?g|webp|webm|mp4|zip|gz|zst|woff2|pdf)$/i;
/** zlib's default; fixed so that equal files make equal bundles. */
const DEFLATE_LEVEL = 6;
const CHUNK_BYTES = 256 * 1024;
const WHOLE_FILE_BYTES = 4 * 1024 * 1024;
/** Files read and deflated ahead of the writer. */
const LOOK_AHEAD = 4;
/** Deflate may grow a file a little, so the 64-bit fields are reserved some way below 4 GiB. */
const WIDE_BYTES = 0xf000_0000;

const deflate = promisify(deflateRaw);

/**
 * Writes a zip whose bytes depend on names and contents only: entries sorted by UTF-8 bytes, one fixed
 * date, no extra fields. The file appears under its name whole or not at all, readable by its owner only.
 */
export async function writeBundle(
  path: string,
  entries: readonly BundleEntry[],
  signal?: AbortSignal,
): Promise<void> {
  const temporary = `${path}.tmp`;
  const file = await open(temporary, 'w', 0o600);
  try {
    await writeZip(file, sortByName(entries), signal);
    await file.sync();
    await file.close();
    await rename(temporary, path);
    await syncFolder(dirname(path));
  } catch (error) {
    await file.close().catch(() => undefined);
    await rm(temporary, { force: true });
    throw error;
  }
}

function sortByName(entries: readonly BundleEntry[]): readonly BundleEntry[] {
  const keyed = entries.map((entry) => ({ entry, key: Buffer.from(entry.name) }));
  return keyed
    .toSorted((left, right) => Buffer.compare(left.key, right.key))
    .map(({ entry }) => entry);
}

async function writeZip(
  handle: FileHandle,
  entries: readonly BundleEntry[],
  signal: AbortSignal | undefined,
): Promise<void> {
  const file = new BufferedFile(handle);
  const pool = new BufferPool();
  const records: ZipRecord[] = [];
  const prepared: Promise<Prepared | undefined>[] = [];
  for (let index = 0; index < entries.length; index += 1) {
    signal?.throwIfAborted();
    for (const entry of entries.slice(index + prepared.length, index + LOOK_AHEAD))
      prepared.push(watched(prepare(entry, pool)));
    const next = await prepared.shift();
    if (next === undefined) continue;
    records.push(await writeEntry(file, next, signal));
    if (next.kind === 'whole' && next.buffer !== undefined) pool.give(next.buffer);
  }
  const offset = file.position;
  for (const record of records) await file.append(centralRecord(record));
  await file.append(endRecords({ count: records.length, size: file.position - offset, offset }));
  await file.flush();
}

/** A look-ahead that fails is reported when its turn comes, not as an unhandled rejection. */
function watched<Value>(promise: Promise<Value>): Promise<Value> {
  promise.catch(() => undefined);
  return promise;
}

type Prepared =
  | {
      readonly kind: 'whole';
      readonly name: string;
      readonly bytes: Uint8Array;
      readonly stored: Uint8Array;
      readonly isStored: boolean;
      /** What `bytes` lie in, when it is to be used again. */
      readonly buffer?: Buffer;
    }
  | {
      readonly kind: 'stream';
      readonly name: string;
      readonly path: string;
      readonly sizeBytes: number;
    };

async function prepare(entry: BundleEntry, pool: BufferPool): Promise<Prepared | undefined> {
  const { name } = entry;
  const content = 'content' in entry ? await entry.content() : entry;
  if (content === undefined) return undefined;
  if ('bytes' in content) return packed(name, content.bytes);
  if (content.sizeBytes > WHOLE_FILE_BYTES) return { kind: 'stream', name, ...content };
  const buffer = pool.take(content.sizeBytes);
  const bytes = buffer.subarray(0, content.sizeBytes);
  await readWhole(content.path, bytes);
  return { ...(await packed(name, bytes)), buffer };
}

async function packed(name: string, bytes: Uint8Array): Promise<Prepared & { kind: 'whole' }> {
  const isStored = STORED.test(name) || bytes.length === 0;
  const stored = isStored ? bytes : await deflate(bytes, { level: DEFLATE_LEVEL });
  return { kind: 'whole', name, bytes, stored, isStored };
}

/** Fills `bytes`: a file that has shrunk since it was measured is an error, not a shorter entry. */
async function readWhole(path: string, bytes: Uint8Array): Promise<void> {
  const file = await openPatiently(path, 'r');
  try {
    let done = 0;
    while (done < bytes.length) {
      const { bytesRead } = await file.read(bytes, done, bytes.length - done, done);
      if (bytesRead === 0) throw new Error(`${path} has become shorter while it was packed`);
      done += bytesRead;
    }
  } finally {
    await file.close();
  }
}

async function writeEntry(
  file: BufferedFile,
  entry: Prepared,
  signal: AbortSignal | undefined,
): Promise<ZipRecord> {
  if (entry.kind === 'stream') return streamEntry(file, entry, signal);
  const record: ZipRecord = {
    name: Buffer.from(entry.name),
    isStored: entry.isStored,
    crc: crc32(entry.bytes),
    size: entry.bytes.length,
    storedSize: entry.stored.length,
    offset: file.position,
    isWide: false,
  };
  await file.append(localHeader(record));
  await file.append(entry.stored);
  return record;
}

/** Big files go through in chunks; their header is written last, into the room left for it. */
async function streamEntry(
  file: BufferedFile,
  entry: Prepared & { kind: 'stream' },
  signal: AbortSignal | undefined,
): Promise<ZipRecord> {
  const isStored = STORED.test(entry.name);
  const blank = {
    name: Buffer.from(entry.name),
    isStored,
    offset: file.position,
    isWide: entry.sizeBytes > WIDE_BYTES,
  };
  await file.append(localHeader({ ...blank, crc: 0, size: 0, storedSize: 0 }));
  const start = file.position;
  const tally = { crc: 0, size: 0 };
  const input = await openPatiently(entry.path, 'r');
  const source = counted(
    input.createReadStream({ highWaterMark: CHUNK_BYTES, ...(signal && { signal }) }),
    tally,
  );
  for await (const chunk of isStored ? source : deflated(source)) await file.append(chunk);
  const record: ZipRecord = { ...blank, ...tally, storedSize: file.position - start };
  await file.overwrite(localHeader(record), blank.offset);
  return record;
}

async function* counted(
  source: AsyncIterable<Buffer>,
  tally: { crc: number; size: number },
): AsyncGenerator<Buffer> {
  for await (const chunk of source) {
    tally.crc = crc32(chunk, tally.crc);
    tally.size += chunk.length;
    yield chunk;
  }
}

function deflated(chunks: AsyncIterable<Buffer>): AsyncIterable<Buffer> {
  const packer = createDeflateRaw({ level: DEFLATE_LEVEL });
  const source = Readable.from(chunks, { objectMode: false });
  source.on('error', (error) => packer.destroy(error));
  return source.pipe(packer);
}

async function syncFolder(path: string): Promise<void> {
  const folder = await open(path, 'r').catch(() => undefined);
  // Some systems cannot sync a folder; the rename has happened all the same.
  await folder?.sync().catch(() => undefined);
  await folder?.close();
}
