/** Marks one longest increasing run of `values`: whoever is not in it left the order. n log n, by patience sorting. */
export function longestIncreasingRun(values: readonly number[]): Uint8Array {
  const tops: number[] = [];
  const previous = new Int32Array(values.length).fill(-1);
  for (let index = 0; index < values.length; index++) {
    const value = values[index] ?? 0;
    let low = 0;
    let high = tops.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((values[tops[middle] ?? 0] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    if (low > 0) previous[index] = tops[low - 1] ?? -1;
    tops[low] = index;
  }
  const isInRun = new Uint8Array(values.length);
  for (let index = tops.at(-1) ?? -1; index >= 0; index = previous[index] ?? -1) isInRun[index] = 1;
  return isInRun;
}
