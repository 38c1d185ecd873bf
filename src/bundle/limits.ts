/** How much of a zip is believed and inflated. Limits of reading only: the writer is correct beyond them. */
export interface ZipLimits {
  readonly entries: number;
  readonly nameBytes: number;
  readonly nameSegments: number;
  /** Bytes of the central directory, which is held in memory. */
  readonly directoryBytes: number;
  /** Largest entry that is held in memory, and largest that is inflated at all. */
  readonly entryBytes: number;
  /** Largest entry that is only streamed: a recording, a HAR, or anything stored without compression. */
  readonly streamedEntryBytes: number;
  /** Sum of what all compressed entries inflate to, over all levels of nesting. */
  readonly totalBytes: number;
  /** Largest expansion, applied to entries above `ratioFromBytes`; JSON of a HAR is commonly 10 to 30. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Levels of zip in zip, the outermost counted. */
  readonly depth: number;
}

const MIB = 1024 * 1024;

export const ZIP_LIMITS: ZipLimits = {
  entries: 20_000,
  nameBytes: 512,
  nameSegments: 32,
  directoryBytes: 32 * MIB,
  entryBytes: 256 * MIB,
  streamedEntryBytes: 2048 * MIB,
  totalBytes: 2048 * MIB,
  ratio: 200,
  ratioFromBytes: 10 * MIB,
  depth: 3,
};

/** A manifest lists at most `ZIP_LIMITS.entries` files at well under 2 KB each. */
export const MANIFEST_BYTES = 64 * MIB;

/** Default limits with some of them replaced. */
export function zipLimits(changes: Partial<ZipLimits> = {}): ZipLimits {
  return { ...ZIP_LIMITS, ...changes };
}
