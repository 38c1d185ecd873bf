import { createHash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import type { Fetched } from '../failure.ts';
import { isZstd, unpackZstd } from '../unpack-zstd.ts';
import { verify } from '../verify.ts';
import type { FoundFile } from './list-folder.ts';

/** The bytes are all there is: whether they are whole, only their format can tell. What has to be unpacked goes to a work file. */
export async function readFate(
  { artifact, path }: FoundFile,
  openWorkFile: () => Promise<string>,
): Promise<Fetched> {
  const file = await measure(path);
  const { sizeBytes, sha256, head } = file;
  const fetched = { kind: 'fetched', sizeBytes, sha256, path } as const;
  if (sizeBytes === 0)
    return { ...fetched, state: 'empty', verified: 'none', reason: 'the file has no bytes' };
  if (artifact.artifactType !== 'download' && isZstd(head))
    return unpackZstd(artifact, fetched, await openWorkFile());
  const verdict = verify(artifact, { ...file, framing: 'close', contentType: '' });
  if (verdict.kind === 'proven') return { ...fetched, state: 'ok', verified: verdict.verified };
  const reason = verdict.kind === 'empty' ? 'the file has no bytes' : verdict.reason;
  return { ...fetched, state: 'unverified', verified: 'none', reason };
}

const EDGE_BYTES = 512;

interface Measured {
  readonly sizeBytes: number;
  readonly sha256: string;
  readonly head: Uint8Array;
  readonly tail: Uint8Array;
}

async function measure(path: string): Promise<Measured> {
  const hash = createHash('sha256');
  let [sizeBytes, head, tail] = [0, Buffer.alloc(0), Buffer.alloc(0)];
  for await (const chunk of createReadStream(path)) {
    if (!Buffer.isBuffer(chunk)) continue;
    hash.update(chunk);
    sizeBytes += chunk.length;
    if (head.length < EDGE_BYTES) head = Buffer.concat([head, chunk]).subarray(0, EDGE_BYTES);
    tail = Buffer.concat([tail, chunk.subarray(-EDGE_BYTES)]).subarray(-EDGE_BYTES);
  }
  return { sizeBytes, sha256: hash.digest('hex'), head, tail };
}
