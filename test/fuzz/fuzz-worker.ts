/** One process of the fuzzer: takes seeds from its parent, answers with what went wrong. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRecording } from '../../bench/recording-source.ts';
import { BundleError } from '../../src/bundle/bundle-error.ts';
import { openBundleBytes } from '../../src/index.ts';
import { objectSource } from '../../src/bundle/memory-source.ts';
import { mutateBundle, type Parts } from './mutate-bundle.ts';
import { mutateZip, zipParts } from './mutate-zip.ts';
import { runPipeline } from './pipeline.ts';
import { randomOf, type Random } from './random.ts';

const RECORDINGS = fileURLToPath(new URL('../../fixtures/recordings/', import.meta.url));
const prototype = Object.getOwnPropertyNames(Object.prototype).join();

async function readParts(story: string): Promise<Parts> {
  const source = await openRecording(join(RECORDINGS, story));
  const files = new Map<string, Uint8Array>();
  for (const name of source.entryNames) files.set(name, await source.readBytes(name));
  return { manifest: source.manifest, files };
}

const stories = await Promise.all(readdirSync(RECORDINGS).map(readParts));
Object.freeze(Object.prototype);

const MAX_FILE_BYTES = 40_000;
const MAX_ARTIFACTS = 10;

/** A run of a few small files takes a tenth of the time and goes the same ways; now and then the whole of it. */
function thinned({ manifest, files }: Parts, random: Random): Parts {
  if (random.chance(0.01)) return { manifest, files };
  const small = manifest.artifacts.filter(
    ({ entry }) => (files.get(entry ?? '')?.length ?? 0) <= MAX_FILE_BYTES,
  );
  const kept = new Set<unknown>();
  for (let left = MAX_ARTIFACTS; left > 0; left--) kept.add(small[random.below(small.length)]);
  const artifacts = small.filter((row) => kept.has(row) || row.artifact_type === 'har');
  const named = new Set([...artifacts, ...manifest.resources].map(({ entry }) => entry));
  return {
    manifest: { ...manifest, artifacts },
    files: new Map([...files].filter(([name]) => named.has(name))),
  };
}

/** Undefined when the product took the bundle as it should: an answer, or a refusal with a code. */
async function trouble(seed: number): Promise<string | undefined> {
  const random = randomOf(seed);
  const story = stories[random.below(stories.length)];
  if (story === undefined) return 'no fixtures';
  try {
    const parts = mutateBundle(thinned(story, random), random);
    const source = random.chance(0.25)
      ? await openBundleBytes(mutateZip(await zipParts(parts), random))
      : objectSource({ manifest: parts.manifest, entries: Object.fromEntries(parts.files) });
    await runPipeline(source, { sharesToo: random.chance(0.2) });
  } catch (error) {
    if (!(error instanceof BundleError))
      return error instanceof Error ? (error.stack ?? error.message) : String(error);
  }
  return Object.getOwnPropertyNames(Object.prototype).join() === prototype
    ? undefined
    : 'Object.prototype was changed';
}

function spentMs(started: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(started);
  return (user + system) / 1_000;
}

process.on('message', (seed: number) => {
  // Time of this process, not of a busy machine.
  const started = process.cpuUsage();
  void trouble(seed).then((problem) => process.send?.({ seed, problem, tookMs: spentMs(started) }));
});
process.send?.({ ready: true });
