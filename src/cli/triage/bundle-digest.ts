import { createHash, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/** SHA-256 of a bundle's bytes; of an unpacked one, of names and bytes of its files. */
export async function bundleDigest(path: string): Promise<string> {
  const hash = createHash('sha256');
  const about = await stat(path);
  if (about.isDirectory()) await addFolder(hash, path);
  if (about.isFile()) await addFile(hash, path);
  return hash.digest('hex');
}

async function addFolder(hash: Hash, folder: string): Promise<void> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .toSorted();
  for (const file of files) {
    hash.update(`${file.slice(folder.length)}\0${(await stat(file)).size}\0`);
    await addFile(hash, file);
  }
}

async function addFile(hash: Hash, path: string): Promise<void> {
  for await (const chunk of createReadStream(path)) hash.update(chunk);
}
