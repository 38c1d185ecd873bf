import { open, type FileHandle } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import { fromFd, type ZipFile } from 'yauzl';
import { quoteName } from '../quote-name.ts';
import { readDirectory, refuseOddities } from '../zip/read-directory.ts';
import { badDeflate, refuseUnreadable, verifyContent } from '../zip/verify-content.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import type { ZipBudget } from '../zip/zip-budget.ts';
import { METHOD_DEFLATED, type ZipEntry } from '../zip/zip-entry.ts';
import { zipError } from '../zip/zip-rule.ts';
import { fileAccess } from './file-access.ts';
import { readEntry } from './read-entry.ts';

/** Opens an archive on disk; only its directory is read now, and each entry when it is asked for. */
export async function openZipFile(path: string, budget: ZipBudget): Promise<ZipArchive> {
  const handle = await open(path, 'r');
  try {
    const level = budget.descend();
    const access = await fileAccess(handle);
    const directory = await readDirectory(access, level);
    refuseOddities(directory);
    const zipFile = await openWithYauzl(handle);
    return {
      ...directory,
      budget: level,
      readBytes: (entry) => readEntry(access, entry),
      openStream: (entry) => streamEntry(zipFile, entry),
      close: () => handle.close(),
    };
  } catch (error) {
    await handle.close();
    throw error;
  }
}

// Lazy: yauzl finds the end record but never reads the directory, which has been read and checked.
function openWithYauzl(handle: FileHandle): Promise<ZipFile> {
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false };
  return new Promise((resolve, reject) => {
    fromFd(handle.fd, options, (error, zipFile) => {
      if (error === null) resolve(zipFile);
      else reject(zipError('bad-directory', error.message, { cause: error }));
    });
  });
}

async function* streamEntry(zipFile: ZipFile, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  refuseUnreadable(entry);
  const stream = await openRange(zipFile, entry);
  yield* verifyContent(entry, readChunks(stream, entry), crc32);
}

function openRange(zipFile: ZipFile, entry: ZipEntry): Promise<Readable> {
  const { contentOffset, compressedBytes } = entry;
  const isDeflated = entry.method === METHOD_DEFLATED;
  return new Promise((resolve, reject) => {
    zipFile.openReadStreamLowLevel(
      contentOffset,
      compressedBytes,
      0,
      compressedBytes,
      isDeflated,
      entry.sizeBytes,
      (error, stream) => {
        if (error === null) resolve(stream);
        else reject(error);
      },
    );
  });
}

async function* readChunks(stream: Readable, entry: ZipEntry): AsyncGenerator<Uint8Array> {
  try {
    for await (const chunk of stream) if (chunk instanceof Uint8Array) yield chunk;
  } catch (cause) {
    throw isZlibError(cause) ? badDeflate(entry, cause) : unreadable(entry, cause);
  }
}

function isZlibError(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && String(cause.code).startsWith('Z_');
}

function unreadable(entry: ZipEntry, cause: unknown): Error {
  const why = cause instanceof Error ? cause.message : String(cause);
  return zipError('unreadable', `${quoteName(entry.name)} cannot be read: ${why}`, {
    entry: entry.name,
    cause,
  });
}
