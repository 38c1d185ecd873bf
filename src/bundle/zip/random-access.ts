/** Bytes that can be read from any place: a file on disk, or an array in memory. */
export interface RandomAccess {
  readonly sizeBytes: number;
  /** Exactly `length` bytes; callers stay inside `sizeBytes`. */
  read(offset: number, length: number): Promise<Uint8Array>;
}

/** An array as a readable place; nothing is copied. */
export function bytesAccess(bytes: Uint8Array): RandomAccess {
  return {
    sizeBytes: bytes.length,
    read: (offset, length) => Promise.resolve(bytes.subarray(offset, offset + length)),
  };
}

/** A view for little-endian fields of exactly these bytes. */
export function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
