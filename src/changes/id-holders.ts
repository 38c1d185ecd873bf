import type { TreePair } from './tree-pair.ts';

/** The node has no id, or one that is not unique in its tree. */
export const NO_ID = -1;

/** The other tree has no such id. */
export const UNKNOWN = -2;

/** For each position the position in the other tree that carries the same id, `NO_ID` or `UNKNOWN`. */
export function findIdHolders(pair: TreePair): Int32Array {
  const holder = new Int32Array(pair.count).fill(NO_ID);
  const before = positionsById(pair, 0, pair.split, holder);
  for (let position = pair.split; position < pair.count; position++) {
    const id = idAt(pair, position);
    if (id === undefined) continue;
    const other = before.get(id);
    if (other === undefined) holder[position] = UNKNOWN;
    else if (other !== NO_ID) claim(holder, other, position);
  }
  return holder;
}

/** A second claim on one id shows that it is repeated: cloned rows repeat ids, and a repeated id says nothing. */
function claim(holder: Int32Array, before: number, after: number): void {
  const first = holder[before] ?? NO_ID;
  if (first === UNKNOWN) {
    holder[before] = after;
    holder[after] = before;
    return;
  }
  holder[before] = NO_ID;
  if (first >= 0) holder[first] = NO_ID;
}

function positionsById(
  pair: TreePair,
  from: number,
  to: number,
  holder: Int32Array,
): ReadonlyMap<string, number> {
  const ids = new Map<string, number>();
  for (let position = from; position < to; position++) {
    const id = idAt(pair, position);
    if (id === undefined) continue;
    const first = ids.get(id);
    ids.set(id, first === undefined ? position : NO_ID);
    holder[position] = first === undefined ? UNKNOWN : NO_ID;
    if (first !== undefined && first !== NO_ID) holder[first] = NO_ID;
  }
  return ids;
}

function idAt(pair: TreePair, position: number): string | undefined {
  const id = pair.nodes[position]?.id;
  return typeof id === 'string' && id !== '' ? id : undefined;
}
