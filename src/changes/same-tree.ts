import type { ElementTree } from '../run/run.ts';
import { signPair } from './signatures.ts';
import { layOutPair } from './tree-pair.ts';

/** Whether an action left the page as it was: equal content in equal order, whatever the ids. Faster than a comparison, because nothing needs to be matched. */
export function sameTree(before: ElementTree, after: ElementTree): boolean {
  const pair = layOutPair(before.roots, after.roots);
  const { whole } = signPair(pair);
  return whole[0] === whole[pair.split];
}
