/** The same bytes without the methods of Buffer, some of which (slice, toString) mean something else than on arrays. */
export function plainBytes(buffer: Uint8Array): Uint8Array {
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.byteLength);
}
