import { createHash } from 'node:crypto';
import { readFile, writeFile } from 'node:fs/promises';
import * as zlib from 'node:zlib';
import type { Fetched } from './failure.ts';

/** Far above any HAR, far below what a bomb would need. */
const MAX_UNPACKED_BYTES = 1024 * 1024 * 1024;

export function isZstd(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
}

/** Storage keeps HARs packed with zstd, which Node can unpack only since 22.15; before, the packed file is kept and said to be so. */
export async function unpackZstd(fetched: Omit<Fetched, 'state' | 'verified'>): Promise<Fetched> {
  const unpack: unknown = Reflect.get(zlib, 'zstdDecompressSync');
  if (typeof unpack !== 'function')
    return asPacked(fetched, 'it is packed with zstd, which Node unpacks from 22.15 on');
  try {
    const bytes: unknown = unpack(await readFile(fetched.path), {
      maxOutputLength: MAX_UNPACKED_BYTES,
    });
    if (!(bytes instanceof Uint8Array))
      return asPacked(fetched, 'it is packed with zstd and could not be unpacked');
    await writeFile(fetched.path, bytes, { mode: 0o600 });
    return {
      ...fetched,
      state: 'ok',
      verified: 'trailer',
      sizeBytes: bytes.length,
      sha256: createHash('sha256').update(bytes).digest('hex'),
    };
  } catch {
    return asPacked(fetched, 'it is packed with zstd and damaged');
  }
}

function asPacked(fetched: Omit<Fetched, 'state' | 'verified'>, reason: string): Fetched {
  return { ...fetched, state: 'unverified', verified: 'none', reason };
}
