/** A body may grow this many times its packed size before it counts as a bomb; honest HARs stay far below. */
const MAX_RATIO = 200;
/** Small files pack best. */
const RATIO_FREE_BYTES = 32 * 1024 * 1024;

export function isBomb(unpackedBytes: number, packedBytes: number): boolean {
  return unpackedBytes > RATIO_FREE_BYTES && unpackedBytes > packedBytes * MAX_RATIO;
}
