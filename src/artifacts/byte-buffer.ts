/** Bytes that grow at the end and can be cut back; decodes as UTF-8. */
export interface ByteBuffer {
  readonly length: number;
  append(bytes: Uint8Array): void;
  /** Forgets everything from this length on. */
  cutTo(length: number): void;
  bytes(): Uint8Array;
}

export function createByteBuffer(capacityBytes: number): ByteBuffer {
  let storage = new Uint8Array(capacityBytes);
  let length = 0;

  return {
    get length() {
      return length;
    },
    append(bytes) {
      if (length + bytes.length > storage.length) storage = grow(storage, length + bytes.length);
      storage.set(bytes, length);
      length += bytes.length;
    },
    cutTo(newLength) {
      length = newLength;
    },
    bytes: () => storage.subarray(0, length),
  };
}

function grow(storage: Uint8Array<ArrayBuffer>, neededBytes: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(Math.max(storage.length * 2, neededBytes));
  larger.set(storage);
  return larger;
}
