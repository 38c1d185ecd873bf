import { writeBundle } from '../src/bundle/node/write-bundle.ts';
import type { BundleSource } from '../src/bundle/source.ts';

/** Writes a source as the zip that `debrief fetch` would have written. */
export async function writeSource(path: string, source: BundleSource): Promise<void> {
  const entries = [{ name: 'manifest.json', bytes: Buffer.from(JSON.stringify(source.manifest)) }];
  for (const name of source.entryNames) {
    const bytes = await source.readBytes(name);
    entries.push({ name, bytes: Buffer.from(bytes) });
  }
  await writeBundle(path, entries);
}
