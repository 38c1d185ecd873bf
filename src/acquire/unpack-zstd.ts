import { createReadStream } from 'node:fs';
import { Decompress } from 'fzstd';
import { isBomb } from './bomb.ts';
import type { Fetched } from './failure.ts';
import type { ListedArtifact } from './rows.ts';
import { openSpool, type Spool } from './spool.ts';
import { verifyTrailer } from './verify.ts';

export function isZstd(head: Uint8Array): boolean {
  return head[0] === 0x28 && head[1] === 0xb5 && head[2] === 0x2f && head[3] === 0xfd;
}

type Packed = Omit<Fetched, 'state' | 'verified'>;

/** Unpacks what storage keeps packed with zstd into the file `to`; what cannot be unpacked stays as it is, and says why. */
export async function unpackZstd(
  artifact: ListedArtifact,
  packed: Packed,
  to: string,
): Promise<Fetched> {
  const spool = openSpool(to, () => undefined);
  try {
    await unpackInto(spool, packed);
    const { sizeBytes, head, tail } = spool;
    const { sha256 } = await spool.finish();
    const verdict = verifyTrailer(artifact.artifactType, { head, tail });
    const unpacked = { ...packed, path: to, sizeBytes, sha256 };
    return verdict.kind === 'proven'
      ? { ...unpacked, state: 'ok', verified: verdict.verified }
      : {
          ...unpacked,
          state: 'unverified',
          verified: 'none',
          reason: 'what it unpacks to ends too soon',
        };
  } catch (error) {
    await spool.discard();
    const why = error instanceof Error ? error.message : String(error);
    const reason = `it is packed with zstd and could not be unpacked: ${why}`;
    return { ...packed, state: 'unverified', verified: 'none', reason };
  }
}

/** A block of four bytes may stand for 128 KiB, so this many of them are unpacked before the sum is looked at. */
const SLICE_BYTES = 2048;

async function unpackInto(spool: Spool, { path, sizeBytes }: Packed): Promise<void> {
  const unpacked: Uint8Array[] = [];
  const unpacker = new Decompress((chunk) => unpacked.push(chunk));
  const drain = async (): Promise<void> => {
    for (const chunk of unpacked.splice(0)) await spool.write(chunk);
    if (isBomb(spool.sizeBytes, sizeBytes)) throw new Error('it unpacks to far more than any HAR');
  };
  for await (const chunk of createReadStream(path)) {
    if (!Buffer.isBuffer(chunk)) continue;
    for (let at = 0; at < chunk.length; at += SLICE_BYTES) {
      unpacker.push(chunk.subarray(at, at + SLICE_BYTES));
      await drain();
    }
  }
  unpacker.push(new Uint8Array(0), true);
  await drain();
}
