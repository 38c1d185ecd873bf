import type { ElementNode } from '../run/run.ts';

/** The root list of a tree document, or undefined when the value is none. Checks every node, iteratively: trees may be 20 000 levels deep. */
export function readRoots(value: unknown): readonly ElementNode[] | undefined {
  return isNodeList(value) ? value : undefined;
}

function isNodeList(value: unknown): value is readonly ElementNode[] {
  const waiting: unknown[] = [value];
  while (waiting.length > 0) {
    const list = waiting.pop();
    if (!Array.isArray(list)) return false;
    for (const node of list) {
      if (typeof node !== 'object' || node === null || Array.isArray(node)) return false;
      const children: unknown = Reflect.get(node, 'children');
      if (children !== undefined && children !== null) waiting.push(children);
    }
  }
  return true;
}
