import type { Readable } from 'node:stream';
import { crc32 } from 'node:zlib';
import type { ZipFile } from 'yauzl';
import { quoteName } from '../quote-name.ts';
import { badDeflate, refuseUnreadable, verifyContent } from '../zip/verify-content.ts';
import { METHOD_DEFLATED, type ZipEntry } from '../zip/zip-entry.ts';
import { zipError } from '../zip/zip-rule.ts';

/** Streams of entries of one open archive; yauzl, which makes them, is loaded when the first is wanted. */
export function entryStreams(fd: number): (entry: ZipEntry) => AsyncGenerator<Uint8Array> {
  let opened: Promise<ZipFile> | undefined;
  return async function* streamEntry(entry) {
    refuseUnreadable(entry);
    opened ??= openWithYauzl(fd);
    const stream = await openRange(await opened, entry);
    yield* verifyContent(entry, readChunks(stream, entry), crc32);
  };
}

// Lazy: yauzl finds the end record but never reads the directory, which has been read and checked.
async function openWithYauzl(fd: number): Promise<ZipFile> {
  const { fromFd } = await import('yauzl');
  const options = { lazyEntries: true, autoClose: false, validateEntrySizes: false };
  return new Promise((resolve, reject) => {
    fromFd(fd, options, (error, zipFile) => {
      if (error === null) resolve(zipFile);
      else reject(zipError('bad-directory', error.message, { cause: error }));
    });
  });
}

function openRange(zipFile: ZipFile, entry: ZipEntry): Promise<Readable> {
  const { contentOffset, compressedBytes, sizeBytes } = entry;
  const isDeflated = entry.method === METHOD_DEFLATED;
  return new Promise((resolve, reject) => {
    const answer = (error: Error | null, stream: Readable): void => {
      if (error === null) resolve(stream);
      else reject(error);
    };
    const range = [contentOffset, compressedBytes, 0, compressedBytes] as const;
    zipFile.openReadStreamLowLevel(...range, isDeflated, sizeBytes, answer);
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
  const what = `${quoteName(entry.name)} cannot be read: ${why}`;
  return zipError('unreadable', what, { entry: entry.name, cause });
}
