import type { Network } from './traffic.ts';
import type { SourceRef } from '../support/source-ref.ts';
import { buildNetwork } from './har-network.ts';
import type { ReadOptions } from './har-network.ts';
import { finishReading } from './har-salvage.ts';
import { HarScanner } from './har-scanner.ts';
import type { Reading } from './read-problem.ts';

/** From this size on a HAR is scanned instead of parsed whole. */
export const STREAM_FROM_BYTES = 32 * 1024 * 1024;

/** URLs can be several KB long and must survive; bodies are what has to go. */
const MAX_STRING_BYTES = 16 * 1024;

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf] as const;

/** Reads a HAR of any size from its bytes, in the memory of one entry plus what `keep` keeps. */
export async function readHarStream(
  chunks: AsyncIterable<Uint8Array>,
  source: SourceRef,
  options: ReadOptions = {},
): Promise<Reading<Network>> {
  const network = buildNetwork(source, options.keep);
  const scanner = new HarScanner({
    maxStringBytes: MAX_STRING_BYTES,
    onEntry: (entry, index) => network.add(entry, index),
  });
  let isFirst = true;
  for await (const chunk of chunks) {
    scanner.push(isFirst ? withoutMark(chunk) : chunk);
    if (chunk.length > 0) isFirst = false;
  }
  if (isFirst) return { problems: [{ code: 'empty', message: 'HAR file is empty' }] };
  return finishReading(network, scanner.end(), 'unknown');
}

function withoutMark(chunk: Uint8Array): Uint8Array {
  const hasMark = BYTE_ORDER_MARK.every((byte, index) => chunk[index] === byte);
  return hasMark ? chunk.subarray(BYTE_ORDER_MARK.length) : chunk;
}
