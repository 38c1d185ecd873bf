import { zipLimits, type ZipLimits } from './limits.ts';
import { openZipBytes } from './zip/memory-zip.ts';
import { readInMemory, type ZipArchive } from './zip/zip-archive.ts';
import { ZipBudget } from './zip/zip-budget.ts';

export type { ZipBudget } from './zip/zip-budget.ts';

/** One file of a nested archive; nothing is inflated before it is asked for. */
export interface NestedEntry {
  readonly name: string;
  readonly sizeBytes: number;
  /** @throws BundleError `entry-damaged` | `limit-exceeded`; the other entries stay readable */
  readonly readBytes: () => Promise<Uint8Array>;
}

/** The files of an archive that was itself one file: a step archive, a trace. */
export interface NestedZip {
  /** In the order of the archive, which in step archives is the order of capture. */
  readonly entries: readonly NestedEntry[];
  /** Oddities for which a bundle would be refused: bytes before, between or after. */
  readonly problems: readonly string[];
  /** For archives inside this one. */
  readonly budget: ZipBudget;
  /** Needed for archives on disk only. */
  readonly close: () => Promise<void>;
}

/** What all archives that are read with it may inflate together; make one per run. */
export function zipBudget(limits: Partial<ZipLimits> = {}): ZipBudget {
  return new ZipBudget(zipLimits(limits));
}

/**
 * Opens an archive in memory under a shared budget.
 * @throws BundleError `damaged-zip` | `unsafe-zip` | `limit-exceeded` | `not-a-bundle` (no zip at all)
 * @example const { entries } = await readNestedZip(stepArchive, zipBudget());
 */
export async function readNestedZip(bytes: Uint8Array, budget: ZipBudget): Promise<NestedZip> {
  return nestedZip(await openZipBytes(bytes, budget));
}

/** An open archive as what lies in a bundle: its oddities are problems, not a refusal. */
export function nestedZip(archive: ZipArchive): NestedZip {
  const files = archive.entries.filter((entry) => !entry.isDirectory);
  return {
    entries: files.map((entry) => ({
      name: entry.name,
      sizeBytes: entry.sizeBytes,
      readBytes: () => readInMemory(archive, entry),
    })),
    problems: archive.oddities.map((oddity) => oddity.what),
    budget: archive.budget,
    close: () => archive.close(),
  };
}
