import { crc32 } from 'node:zlib';
import { fromFd, type Entry, type ZipFile } from 'yauzl';
import { open } from 'node:fs/promises';

/** One file inside an archive that the server made of a step or a task. */
export interface ArchiveMember {
  readonly name: string;
  readonly sizeBytes: number;
  /** The bytes, checked against the archive's own size and CRC-32. */
  read(): Promise<Uint8Array>;
}

/** More than any step can hold; what exceeds them is no archive of Skyvern's. */
const MAX_MEMBERS = 20_000;
const MAX_MEMBER_BYTES = 1024 * 1024 * 1024;
const MAX_RATIO = 1100;

/** Hands every member of the archive at `path` to `visit`, one after the other; throws when the archive is damaged. */
export async function splitArchive(
  path: string,
  visit: (member: ArchiveMember) => Promise<void>,
): Promise<void> {
  const file = await open(path, 'r');
  try {
    const zip = await openZip(file.fd);
    const entries = await listEntries(zip);
    const names = new Set(entries.map((entry) => entry.fileName));
    if (names.size !== entries.length)
      throw new Error('two members of the archive have the same name');
    for (const entry of entries) await visit(memberOf(zip, entry));
  } finally {
    await file.close();
  }
}

function openZip(fd: number): Promise<ZipFile> {
  return new Promise((resolve, reject) => {
    fromFd(fd, { lazyEntries: true, autoClose: false, strictFileNames: true }, (error, zip) => {
      if (error === null) resolve(zip);
      else reject(error);
    });
  });
}

function listEntries(zip: ZipFile): Promise<readonly Entry[]> {
  return new Promise((resolve, reject) => {
    const entries: Entry[] = [];
    if (zip.entryCount > MAX_MEMBERS)
      reject(new Error(`the archive has ${String(zip.entryCount)} members`));
    zip.on('error', reject);
    zip.on('end', () => resolve(entries));
    zip.on('entry', (entry: Entry) => {
      entries.push(entry);
      zip.readEntry();
    });
    zip.readEntry();
  });
}

function memberOf(zip: ZipFile, entry: Entry): ArchiveMember {
  return {
    name: entry.fileName,
    sizeBytes: entry.uncompressedSize,
    read: () => readMember(zip, entry),
  };
}

async function readMember(zip: ZipFile, entry: Entry): Promise<Uint8Array> {
  const isBomb =
    entry.uncompressedSize > MAX_MEMBER_BYTES ||
    entry.uncompressedSize > MAX_RATIO * (entry.compressedSize + 100);
  if (isBomb)
    throw new Error(`member ${entry.fileName} claims ${String(entry.uncompressedSize)} bytes`);
  const chunks: Buffer[] = [];
  for await (const chunk of await openMember(zip, entry)) chunks.push(chunk);
  const bytes = Buffer.concat(chunks);
  if (crc32(bytes) !== entry.crc32) throw new Error(`member ${entry.fileName} has a wrong CRC-32`);
  return bytes;
}

function openMember(zip: ZipFile, entry: Entry): Promise<AsyncIterable<Buffer>> {
  return new Promise((resolve, reject) => {
    zip.openReadStream(entry, (error, stream) => {
      if (error === null) resolve(stream);
      else reject(error);
    });
  });
}
