import type { ElementNode, ElementTree } from '../run.ts';

export interface TreeVisit {
  readonly node: ElementNode;
  /** RFC 6901, into the tree's file. */
  readonly pointer: string;
  readonly parent: ElementNode | undefined;
}

/** Every node in document order, without recursion: trees may be 20 000 levels deep. */
export function* walkTree(tree: ElementTree): Generator<TreeVisit> {
  const stack: TreeVisit[] = [];
  const push = (
    nodes: readonly ElementNode[],
    pointer: string,
    parent: ElementNode | undefined,
  ): void => {
    for (let i = nodes.length - 1; i >= 0; i -= 1) {
      const node = nodes[i];
      if (node !== undefined) stack.push({ node, pointer: `${pointer}/${i}`, parent });
    }
  };
  push(tree.roots, '', undefined);
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    yield visit;
    if (visit.node.children !== undefined)
      push(visit.node.children, `${visit.pointer}/children`, visit.node);
  }
}
