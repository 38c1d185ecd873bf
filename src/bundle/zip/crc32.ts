/** Continues a CRC-32 over more bytes; `node:zlib` has a faster one of the same shape. */
export type Crc32 = (bytes: Uint8Array, previous?: number) => number;

const POLYNOMIAL = 0xedb88320;
const TABLE = buildTable();

/** CRC-32 in plain JavaScript, for readers that run without node. */
export const tableCrc32: Crc32 = (bytes, previous = 0) => {
  let crc = ~previous;
  for (const byte of bytes) crc = (crc >>> 8) ^ (TABLE[(crc ^ byte) & 0xff] ?? 0);
  return ~crc >>> 0;
};

function buildTable(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, index) => {
    let remainder = index;
    for (let bit = 0; bit < 8; bit += 1)
      remainder = remainder & 1 ? (remainder >>> 1) ^ POLYNOMIAL : remainder >>> 1;
    return remainder;
  });
}
