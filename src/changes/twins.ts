import type { Signatures } from './signatures.ts';
import type { TreePair } from './tree-pair.ts';

/** For each position the equal subtree of the other tree, when it occurs exactly once on either side; -1 otherwise. */
export function twinsOf(pair: TreePair, signatures: Signatures): Int32Array {
  const { whole, before, after } = signatures;
  const single = new Int32Array(pair.count).fill(-1);
  const twins = new Int32Array(pair.count).fill(-1);
  for (let position = pair.split + 1; position < pair.count; position++)
    single[whole[position] ?? 0] = position;
  for (let position = 1; position < pair.split; position++) {
    const kind = whole[position] ?? 0;
    if (before[kind] !== 1 || after[kind] !== 1) continue;
    const twin = single[kind] ?? -1;
    twins[position] = twin;
    twins[twin] = position;
  }
  return twins;
}
