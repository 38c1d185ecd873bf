/** A HAR as storage keeps it, and what it was: written by the zstd command. */
export const HAR_TEXT =
  '{"log":{"version":"1.2","creator":{"name":"playwright","version":"1.50"},"entries":[]}}';
export const PACKED_HAR = Buffer.from(
  'KLUv/SRXPQIAooQPEpA9BhSc/cAh1++OMx8S138sAXujY16Xozaug31RwG1jjuKc3rz5gilem1Np06Lq4CSMm0fpKl332pzJdx0BACcPBQWtK5jl',
  'base64',
);

const MAGIC = [0x28, 0xb5, 0x2f, 0xfd];
/** No checksum, no size, a window of 128 KiB; then blocks that say "131 072 times this byte". */
const FRAME_HEAD = [0x00, 0x38];
const BLOCK_BYTES = 131_072;

/** A few hundred bytes that unpack to `sizeBytes`, a multiple of 128 KiB. */
export function zstdBomb(sizeBytes: number): Buffer {
  const count = sizeBytes / BLOCK_BYTES;
  const block = (isLast: boolean): number[] => {
    const head = (BLOCK_BYTES << 3) | (1 << 1) | (isLast ? 1 : 0);
    return [head & 0xff, (head >> 8) & 0xff, (head >> 16) & 0xff, 0x20];
  };
  const blocks = Array.from({ length: count }, (_, index) => block(index === count - 1));
  return Buffer.from([...MAGIC, ...FRAME_HEAD, ...blocks.flat()]);
}
