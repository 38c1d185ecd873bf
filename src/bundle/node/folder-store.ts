import { constants, createReadStream } from 'node:fs';
import { lstat, open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { entryMissing, type EntryStore } from '../entry-store.ts';
import type { ZipLimits } from '../limits.ts';
import { quoteName } from '../quote-name.ts';
import { findBrokenRule } from '../zip/name-policy.ts';
import { zipError } from '../zip/zip-rule.ts';
import { plainBytes } from './plain-bytes.ts';

/** An unpacked bundle. Only plain files count: links are named as problems and never followed. */
export async function openFolder(root: string, limits: ZipLimits): Promise<EntryStore> {
  const { sizes, problems } = await listFiles(root, limits);
  const pathOf = (name: string): string => {
    if (!sizes.has(name)) throw entryMissing(name);
    return join(root, name);
  };
  return {
    sizes,
    problems,
    readBytes: async (name) => readPlainFile(pathOf(name), name, limits),
    openStream: (name) => createReadStream(pathOf(name)),
  };
}

interface Listing {
  readonly sizes: Map<string, number>;
  readonly problems: string[];
}

async function listFiles(root: string, limits: ZipLimits): Promise<Listing> {
  const listing: Listing = { sizes: new Map(), problems: [] };
  const folders = [''];
  for (let prefix = folders.pop(); prefix !== undefined; prefix = folders.pop()) {
    const children = await readdir(join(root, prefix), { withFileTypes: true });
    for (const child of children) {
      const name = `${prefix}${child.name}`;
      if (findBrokenRule(name, limits) !== undefined || !(child.isFile() || child.isDirectory()))
        listing.problems.push(`${quoteName(name)} is left out: no plain file with a plain name`);
      else if (child.isDirectory()) folders.push(`${name}/`);
      else listing.sizes.set(name, (await lstat(join(root, name))).size);
      if (listing.sizes.size + folders.length + listing.problems.length > limits.entries)
        throw zipError('limit-entries', `The folder has more than ${String(limits.entries)} files`);
    }
  }
  return listing;
}

async function readPlainFile(path: string, name: string, limits: ZipLimits): Promise<Uint8Array> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW);
  try {
    const { size } = await handle.stat();
    if (size > limits.entryBytes)
      throw zipError('limit-memory', `${quoteName(name)} is too large to hold in memory`, {
        entry: name,
      });
    return plainBytes(await handle.readFile());
  } finally {
    await handle.close();
  }
}
