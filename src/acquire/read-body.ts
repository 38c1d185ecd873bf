import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import { Readable, type Duplex } from 'node:stream';
import { isBomb } from './bomb.ts';
import type { Clock } from './clock.ts';
import { asFetchProblem, FetchProblem } from './fetch-problem.ts';
import type { Limits } from './limits.ts';
import type { TransportResponse } from './transport.ts';

export interface BodySink {
  write(chunk: Uint8Array): Promise<void> | void;
}

/** Reads a body to its end, strictly: cut gzip, silence, a trickle and too much are errors, never a shorter file. */
export async function readBody(
  response: TransportResponse,
  sink: BodySink,
  rules: { readonly limits: Limits; readonly maxBytes: number; readonly clock: Clock },
): Promise<void> {
  const meter = openMeter(response, rules);
  try {
    let size = 0;
    for await (const chunk of decodedBody(response, meter)) {
      size += chunk.length;
      if (size > rules.maxBytes)
        throw new FetchProblem('too-large', `more than ${String(rules.maxBytes)} bytes`);
      if (isBomb(size, meter.wireBytes()))
        throw new FetchProblem('too-large', 'the body unpacks to far more than was sent');
      await sink.write(chunk);
    }
    if (response.hasOverrun())
      throw new FetchProblem('protocol', 'the server sent more bytes than it announced');
  } catch (error) {
    throw asFetchProblem(error);
  } finally {
    meter.stop();
    response.body.on('error', () => undefined);
    response.body.destroy();
  }
}

function decodedBody(response: TransportResponse, meter: Meter): AsyncIterable<Uint8Array> {
  const encoding = (response.headers.get('content-encoding') ?? 'identity').trim().toLowerCase();
  if (encoding === 'identity' || encoding === '') return meter.pass();
  const decoder = decoderFor(encoding);
  const source = Readable.from(meter.pass(), { objectMode: false });
  // By hand rather than by pipeline: an error of the connection has to reach the reader as itself.
  source.on('error', (error) => decoder.destroy(asFetchProblem(error)));
  return source.pipe(decoder);
}

/** One layer only: a chain of encodings has no honest use here. */
function decoderFor(encoding: string): Duplex {
  if (encoding === 'gzip' || encoding === 'x-gzip') return createGunzip();
  if (encoding === 'deflate') return createInflate();
  if (encoding === 'br') return createBrotliDecompress();
  throw new FetchProblem('encoding', `content-encoding ${encoding.slice(0, 60)} is not supported`);
}

interface Meter {
  /** The raw body, counted as it goes by. */
  pass(): AsyncGenerator<Uint8Array>;
  wireBytes(): number;
  stop(): void;
}

/** Ends a body that falls silent, or that trickles below the floor over a whole window. */
function openMeter(
  response: TransportResponse,
  rules: { readonly limits: Limits; readonly clock: Clock },
): Meter {
  const { limits, clock } = rules;
  let wireBytes = 0;
  let windowStartMs = clock.nowMs();
  let windowBytes = 0;
  const stall = (why: string): void => {
    response.body.destroy(new FetchProblem('stalled', why));
  };
  const idle = setTimeout(
    () => stall(`no byte for ${String(limits.idleMs / 1000)} s`),
    limits.idleMs,
  );
  const count = (bytes: number): void => {
    idle.refresh();
    wireBytes += bytes;
    windowBytes += bytes;
    const elapsedMs = clock.nowMs() - windowStartMs;
    if (elapsedMs < limits.floorWindowMs) return;
    if (windowBytes * 1000 < limits.floorBytesPerSecond * elapsedMs)
      throw new FetchProblem(
        'stalled',
        `slower than ${String(limits.floorBytesPerSecond)} bytes/s`,
      );
    windowStartMs += elapsedMs;
    windowBytes = 0;
  };
  return {
    async *pass() {
      for await (const chunk of response.body) {
        count(chunk.length);
        yield chunk;
      }
    },
    wireBytes: () => wireBytes,
    stop: () => clearTimeout(idle),
  };
}
