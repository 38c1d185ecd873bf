import { quoteName } from '../quote-name.ts';
import type { Crc32 } from './crc32.ts';
import {
  FLAG_ENCRYPTED,
  FLAG_MASKED_HEADERS,
  FLAG_STRONG_ENCRYPTION,
  METHOD_DEFLATED,
  METHOD_STORED,
  type ZipEntry,
} from './zip-entry.ts';
import { zipError } from './zip-rule.ts';

const FLAGS_OF_ENCRYPTION = FLAG_ENCRYPTED | FLAG_STRONG_ENCRYPTION | FLAG_MASKED_HEADERS;

/** Refuses an entry that cannot be read whatever its bytes are. */
export function refuseUnreadable(entry: ZipEntry): void {
  const facts = { entry: entry.name };
  if ((entry.flags & FLAGS_OF_ENCRYPTION) !== 0)
    throw zipError('encrypted', `${quoteName(entry.name)} is encrypted`, facts);
  if (entry.method !== METHOD_STORED && entry.method !== METHOD_DEFLATED) {
    const what = `${quoteName(entry.name)} is compressed with method ${String(entry.method)}`;
    throw zipError('unsupported-method', what, facts);
  }
  if (entry.method === METHOD_STORED && entry.compressedBytes !== entry.sizeBytes)
    throw sizeMismatch(entry);
}

/** Passes the chunks of an entry on: never more than it declares, and an error at the end if size or CRC are wrong. */
export async function* verifyContent(
  entry: ZipEntry,
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  crc32: Crc32,
): AsyncGenerator<Uint8Array, void, undefined> {
  let receivedBytes = 0;
  let checksum = 0;
  for await (const chunk of chunks) {
    receivedBytes += chunk.length;
    if (receivedBytes > entry.sizeBytes) throw sizeMismatch(entry);
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  checkContent(entry, receivedBytes, checksum);
}

/** The end of every reading: size and CRC have to be the declared ones. */
export function checkContent(entry: ZipEntry, sizeBytes: number, checksum: number): void {
  if (sizeBytes !== entry.sizeBytes) throw sizeMismatch(entry);
  if (checksum !== entry.crc32)
    throw zipError('crc-mismatch', `The checksum of ${quoteName(entry.name)} is wrong`, {
      entry: entry.name,
    });
}

/** All chunks in one array, which is allocated once because the size has been declared and bounded. */
export async function joinChunks(
  entry: ZipEntry,
  chunks: AsyncIterable<Uint8Array>,
): Promise<Uint8Array> {
  const bytes = new Uint8Array(entry.sizeBytes);
  let offset = 0;
  for await (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}

/** Bytes that are no deflate stream, or end too early. */
export function badDeflate(entry: ZipEntry, cause: unknown): Error {
  return zipError('bad-deflate', `The compressed bytes of ${quoteName(entry.name)} are damaged`, {
    entry: entry.name,
    cause,
  });
}

/** An entry that has more or fewer bytes than it declares. */
export function sizeMismatch(entry: ZipEntry): Error {
  return zipError(
    'size-mismatch',
    `${quoteName(entry.name)} does not have the ${String(entry.sizeBytes)} bytes it declares`,
    { entry: entry.name },
  );
}
