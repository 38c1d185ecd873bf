/** Edits (insert, delete, replace) between two texts; undefined when there are more than `limit`. Looks only at a band of 2 × limit + 1 cells a row and stops as soon as the band is hopeless. */
export function editDistance(left: string, right: string, limit: number): number | undefined {
  if (Math.abs(left.length - right.length) > limit) return undefined;
  const tooMany = limit + 1;
  let previous = firstRow(right.length, limit, tooMany);
  for (let row = 1; row <= left.length; row += 1) {
    const current = nextRow({ left, right, row, limit }, previous);
    if (Math.min(...current) > limit) return undefined;
    previous = current;
  }
  const distance = previous[right.length - left.length + limit] ?? tooMany;
  return distance > limit ? undefined : distance;
}

interface Band {
  readonly left: string;
  readonly right: string;
  readonly row: number;
  readonly limit: number;
}

/** Cell `c` of a row stands for column `row + c - limit`. */
function firstRow(columns: number, limit: number, tooMany: number): readonly number[] {
  return Array.from({ length: 2 * limit + 1 }, (_, cell) => {
    const column = cell - limit;
    return column < 0 || column > columns ? tooMany : column;
  });
}

function nextRow(band: Band, previous: readonly number[]): readonly number[] {
  const { left, right, row, limit } = band;
  const tooMany = limit + 1;
  const current: number[] = [];
  for (let cell = 0; cell <= 2 * limit; cell += 1) {
    const column = row + cell - limit;
    if (column < 0 || column > right.length) {
      current.push(tooMany);
      continue;
    }
    const isSame = column > 0 && left[row - 1] === right[column - 1];
    const replaced = column > 0 ? (previous[cell] ?? tooMany) + (isSame ? 0 : 1) : tooMany;
    const deleted = (previous[cell + 1] ?? tooMany) + 1;
    const inserted = (current[cell - 1] ?? tooMany) + 1;
    current.push(Math.min(replaced, deleted, inserted, tooMany));
  }
  return current;
}
