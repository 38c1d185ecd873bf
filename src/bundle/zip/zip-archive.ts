import { entryMissing, type EntryStore } from '../entry-store.ts';
import { quoteName } from '../quote-name.ts';
import type { ZipBudget } from './zip-budget.ts';
import type { Oddity, ZipEntry } from './zip-entry.ts';
import { zipError } from './zip-rule.ts';

/** An archive that has passed the policy; its entries are verified while they are read. */
export interface ZipArchive {
  /** Files and folders in the order of the directory. */
  readonly entries: readonly ZipEntry[];
  readonly oddities: readonly Oddity[];
  /** What archives inside this one may still use. */
  readonly budget: ZipBudget;
  readonly readBytes: (entry: ZipEntry) => Promise<Uint8Array>;
  readonly openStream?: (entry: ZipEntry) => AsyncIterable<Uint8Array>;
  readonly close: () => Promise<void>;
}

/** The archive itself, or its closing and a refusal when anything about it is odd. */
export async function refuseOddities(archive: ZipArchive): Promise<ZipArchive> {
  const [first] = archive.oddities;
  if (first === undefined) return archive;
  await archive.close();
  throw zipError(first.rule, first.what);
}

/** The files of an archive by name. */
export function zipStore(archive: ZipArchive): EntryStore {
  const files = new Map(
    archive.entries.filter((entry) => !entry.isDirectory).map((entry) => [entry.name, entry]),
  );
  const entryOf = (name: string): ZipEntry => {
    const entry = files.get(name);
    if (entry === undefined) throw entryMissing(name);
    return entry;
  };
  const { openStream } = archive;
  return {
    sizes: new Map([...files].map(([name, entry]) => [name, entry.sizeBytes])),
    problems: archive.oddities.map((oddity) => oddity.what),
    async readBytes(name) {
      return readInMemory(archive, entryOf(name));
    },
    ...(openStream === undefined ? {} : { openStream: (name) => openStream(entryOf(name)) }),
    close: () => archive.close(),
  };
}

/** The bytes of an entry, unless it is one of those that are only streamed. */
export async function readInMemory(archive: ZipArchive, entry: ZipEntry): Promise<Uint8Array> {
  if (entry.sizeBytes <= archive.budget.limits.entryBytes) return archive.readBytes(entry);
  throw zipError(
    'limit-memory',
    `${quoteName(entry.name)} has ${String(entry.sizeBytes)} bytes, too many to hold in memory`,
    { entry: entry.name },
  );
}
