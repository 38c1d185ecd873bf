import { createReadStream } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { bareHarManifest, harEntryName } from '../bare-har.ts';
import { entryMissing } from '../entry-store.ts';
import type { BundleSource } from '../source.ts';
import { plainBytes } from './plain-bytes.ts';

/** A HAR on its own as a bundle of one artifact. */
export async function openHarFile(path: string): Promise<BundleSource> {
  const { size } = await stat(path);
  const entry = harEntryName(path);
  const checked = (name: string): string => {
    if (name !== entry) throw entryMissing(name);
    return path;
  };
  return {
    manifest: bareHarManifest(entry, size),
    entryNames: [entry],
    problems: [],
    sizeOf: (name) => (name === entry ? size : undefined),
    readBytes: async (name) => plainBytes(await readFile(checked(name))),
    openStream: (name) => createReadStream(checked(name)),
  };
}
