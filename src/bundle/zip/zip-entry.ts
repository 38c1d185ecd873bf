import type { ZipRule } from './zip-rule.ts';

export const METHOD_STORED = 0;
export const METHOD_DEFLATED = 8;

export const FLAG_ENCRYPTED = 0x0001;
export const FLAG_DESCRIPTOR = 0x0008;
export const FLAG_STRONG_ENCRYPTION = 0x0040;
export const FLAG_UTF8 = 0x0800;
export const FLAG_MASKED_HEADERS = 0x2000;

/** One row of the central directory, as written. Offsets count from the start of the file. */
export interface DirectoryRow {
  readonly name: string;
  readonly nameBytes: Uint8Array;
  readonly isDirectory: boolean;
  readonly flags: number;
  readonly method: number;
  readonly crc32: number;
  readonly compressedBytes: number;
  /** Size after inflating, as declared; no reader hands out more. */
  readonly sizeBytes: number;
  readonly headerOffset: number;
  readonly unixMode: number;
}

/** A row whose local header agrees with it and whose bytes belong to it alone. */
export interface ZipEntry extends DirectoryRow {
  readonly contentOffset: number;
}

/** Something unusual that is refused in a bundle and only reported in an archive inside one. */
export interface Oddity {
  readonly rule: ZipRule;
  readonly what: string;
}

/** Every entry of a checked archive, in the order of its directory. */
export interface ZipDirectory {
  readonly entries: readonly ZipEntry[];
  readonly oddities: readonly Oddity[];
}
