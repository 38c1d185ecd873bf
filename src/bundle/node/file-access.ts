import type { FileHandle } from 'node:fs/promises';
import type { RandomAccess } from '../zip/random-access.ts';
import { zipError } from '../zip/zip-rule.ts';

/** An open file as a readable place. */
export async function fileAccess(handle: FileHandle): Promise<RandomAccess> {
  const { size } = await handle.stat();
  return { sizeBytes: size, read: (offset, length) => readRange(handle, offset, length) };
}

async function readRange(handle: FileHandle, offset: number, length: number): Promise<Uint8Array> {
  const bytes = new Uint8Array(length);
  let filled = 0;
  while (filled < length) {
    const { bytesRead } = await handle.read(bytes, filled, length - filled, offset + filled);
    if (bytesRead === 0) throw zipError('truncated', 'The file became shorter while it was read');
    filled += bytesRead;
  }
  return bytes;
}
