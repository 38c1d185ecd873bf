import JSZip from 'jszip';
import type { Parts } from './mutate-bundle.ts';
import type { Random } from './random.ts';

/** The parts as a zip, written by a library that is not ours. */
export async function zipParts({ manifest, files }: Parts): Promise<Uint8Array> {
  const zip = new JSZip();
  const date = new Date(Date.UTC(2000, 0, 1));
  for (const [name, bytes] of files)
    if (bytes.length < 300_000) zip.file(name, bytes, { createFolders: false, date });
  zip.file('manifest.json', JSON.stringify(manifest), { date });
  return await zip.generateAsync({
    type: 'uint8array',
    compression: 'DEFLATE',
    compressionOptions: { level: 1 },
  });
}

/** Half of them stay whole; the others lose or change bytes, most often in the directory at the end. */
export function mutateZip(bytes: Uint8Array, random: Random): Uint8Array {
  if (random.chance(0.5)) return bytes;
  if (random.chance(0.2)) return bytes.slice(0, random.below(bytes.length));
  const copy = bytes.slice();
  const tail = random.chance(0.6) ? Math.min(3_000, copy.length) : copy.length;
  for (let left = 1 + random.below(4); left > 0; left--)
    copy[copy.length - 1 - random.below(tail)] = random.below(256);
  return copy;
}
