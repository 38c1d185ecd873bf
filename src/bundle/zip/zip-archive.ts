import { entryMissing, type EntryStore } from '../entry-store.ts';
import { quoteName } from '../quote-name.ts';
import type { Oddity, ZipEntry } from './zip-entry.ts';
import { zipError } from './zip-rule.ts';

/** An archive that has passed the policy; its entries are verified while they are read. */
export interface ZipArchive {
  /** Files and folders in the order of the directory. */
  readonly entries: readonly ZipEntry[];
  readonly oddities: readonly Oddity[];
  readBytes(entry: ZipEntry): Promise<Uint8Array>;
  openStream?(entry: ZipEntry): AsyncIterable<Uint8Array>;
  close(): Promise<void>;
}

/** The files of an archive by name. */
export function zipStore(archive: ZipArchive, memoryBytes: number): EntryStore {
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
      const entry = entryOf(name);
      if (entry.sizeBytes > memoryBytes) throw tooLargeToHold(entry);
      return archive.readBytes(entry);
    },
    ...(openStream === undefined ? {} : { openStream: (name) => openStream(entryOf(name)) }),
    close: () => archive.close(),
  };
}

function tooLargeToHold(entry: ZipEntry): Error {
  return zipError(
    'limit-memory',
    `${quoteName(entry.name)} has ${String(entry.sizeBytes)} bytes, too many to hold in memory`,
    { entry: entry.name },
  );
}
