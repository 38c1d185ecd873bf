import { promisify } from 'node:util';
import { crc32, inflateRaw, inflateRawSync } from 'node:zlib';
import type { RandomAccess } from '../zip/random-access.ts';
import { badDeflate, checkContent, refuseUnreadable, sizeMismatch } from '../zip/verify-content.ts';
import { METHOD_STORED, type ZipEntry } from '../zip/zip-entry.ts';
import { plainBytes } from './plain-bytes.ts';

const MIB = 1024 * 1024;
const inflateInPool = promisify(inflateRaw);

/**
 * All bytes of an entry by one read and one call of zlib: for what fits in memory
 * that takes a third of the time of a stream.
 */
export async function readEntry(access: RandomAccess, entry: ZipEntry): Promise<Uint8Array> {
  refuseUnreadable(entry);
  const content = await access.read(entry.contentOffset, entry.compressedBytes);
  const bytes = entry.method === METHOD_STORED ? content : await inflate(content, entry);
  checkContent(entry, bytes.length, crc32(bytes));
  return plainBytes(bytes);
}

async function inflate(content: Uint8Array, entry: ZipEntry): Promise<Uint8Array> {
  // zlib stops at the first byte too many, so a lying entry costs no more than it declares.
  const most = Math.max(entry.sizeBytes, 1);
  const options = { maxOutputLength: most, chunkSize: Math.min(Math.max(most, 64), MIB) };
  try {
    // Below a mebibyte the way to the thread pool takes longer than the work.
    return most <= MIB ? inflateRawSync(content, options) : await inflateInPool(content, options);
  } catch (cause) {
    throw isTooLarge(cause) ? sizeMismatch(entry) : badDeflate(entry, cause);
  }
}

function isTooLarge(cause: unknown): boolean {
  return cause instanceof Error && 'code' in cause && cause.code === 'ERR_BUFFER_TOO_LARGE';
}
