import type { Manifest } from './manifest.ts';

/**
 * One bundle, wherever its bytes live: zip on disk, zip in memory, unpacked folder, plain object,
 * bare HAR file. Names are those of the manifest's `entry` fields.
 */
export interface BundleSource {
  readonly manifest: Manifest;
  /** Every entry name in the bundle but `manifest.json`, sorted by code points. */
  readonly entryNames: readonly string[];
  /** Where manifest and entries disagree, and other oddities found on opening; one line each. */
  readonly problems: readonly string[];
  /** Size of an entry in bytes, undefined when there is no such entry. */
  sizeOf(name: string): number | undefined;
  /** @throws BundleError `entry-missing` | `entry-damaged` (CRC, lying size, encrypted, unknown method) | `limit-exceeded` */
  readBytes(name: string): Promise<Uint8Array>;
  /** Chunks of an entry, for files too big to hold; present where the source can stream. Damage shows at the latest after the last chunk. */
  openStream?(name: string): AsyncIterable<Uint8Array>;
  close?(): Promise<void>;
}
