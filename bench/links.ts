/**
 * Placeholder decoding against JSON.parse of the same text: `npx tsx bench/links.ts FOLDER`, where FOLDER holds
 * `llm_response_parsed.json` and `hashed_href_map.json`. Medians of one process, the methods interleaved.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { decodeInChunks, decodePlaceholders } from '../src/links/index.ts';
import { keyOfHref } from '../src/links/placeholder-key.ts';

const ROUNDS = 21;

const folder = process.argv[2];
if (folder === undefined) throw new Error('usage: npx tsx bench/links.ts FOLDER');
const text = readFileSync(join(folder, 'llm_response_parsed.json'), 'utf8');
const map = new Map(
  Object.entries(
    z
      .record(z.string(), z.string())
      .parse(JSON.parse(readFileSync(join(folder, 'hashed_href_map.json'), 'utf8'))),
  ),
);

const encoder = new TextEncoder();
const buffer = new Uint8Array(4 * 65_536);

function decodeToBytes(): number {
  let sizeBytes = 0;
  decodeInChunks(text, map, (chunk) => {
    sizeBytes += encoder.encodeInto(chunk, buffer).written;
  });
  return sizeBytes;
}

const methods = {
  'JSON.parse': () => JSON.parse(text),
  'decodePlaceholders, string': () => decodePlaceholders(text, map).length,
  'decodePlaceholders, string laid flat': () => decodePlaceholders(text, map).charCodeAt(1_000_000),
  'decodeInChunks, to bytes': decodeToBytes,
  'check every key of the map': () => [...map].every(([key, url]) => keyOfHref(url) === key),
} satisfies Readonly<Record<string, () => unknown>>;

const timesMs = new Map<string, number[]>();
for (let round = 0; round < ROUNDS; round += 1) {
  for (const [name, run] of Object.entries(methods)) {
    const startMs = performance.now();
    run();
    const times = timesMs.get(name) ?? [];
    times.push(performance.now() - startMs);
    timesMs.set(name, times);
  }
}

const parseMs = medianOf(timesMs.get('JSON.parse'));
console.log(`${text.length} characters, ${map.size} keys, medians of ${ROUNDS} rounds`);
for (const [name, times] of timesMs) {
  const ms = medianOf(times);
  console.log(`${name.padEnd(38)} ${ms.toFixed(1).padStart(7)} ms  ${(ms / parseMs).toFixed(2)} x`);
}

function medianOf(times: readonly number[] | undefined): number {
  return times?.toSorted((a, b) => a - b)[ROUNDS >> 1] ?? Number.NaN;
}
