import { fileURLToPath } from 'node:url';
import { openRecording } from '../../bench/recording-source.ts';
import { writeSource } from '../../bench/write-source.ts';
import type { BundleSource } from '../../src/bundle/source.ts';

const RECORDINGS = fileURLToPath(new URL('../../fixtures/recordings/', import.meta.url));

/** A recorded story of fixtures/recordings as a bundle in memory. */
export async function recordedSource(story: string): Promise<BundleSource> {
  return await openRecording(`${RECORDINGS}${story}`);
}

/** The same as a zip on disk. */
export async function writeRecordedBundle(path: string, story: string): Promise<void> {
  await writeSource(path, await recordedSource(story));
}
