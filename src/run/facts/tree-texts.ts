import { walkTree } from './walk-tree.ts';
import type { ElementTree } from '../run.ts';
import { hasErrorMarker, hasMessageMarker } from './message-marker.ts';

export interface TreeText {
  readonly text: string;
  /** Pointer to the `text` field in the tree's file. */
  readonly pointer: string;
  readonly isMessage: boolean;
  readonly isError: boolean;
  readonly isHeading: boolean;
}

/** Texts of a tree in document order, with pointers to where they stand. */
export function treeTexts(tree: ElementTree): readonly TreeText[] {
  const texts: TreeText[] = [];
  for (const { node, pointer, parent } of walkTree(tree)) {
    const text = node.text?.trim() ?? '';
    if (text === '') continue;
    texts.push({
      text,
      pointer: `${pointer}/text`,
      isMessage:
        hasMessageMarker(node.attributes ?? {}) || hasMessageMarker(parent?.attributes ?? {}),
      isError: hasErrorMarker(node.attributes ?? {}) || hasErrorMarker(parent?.attributes ?? {}),
      isHeading: /^h[1-6]$/.test(node.tagName ?? ''),
    });
  }
  return texts;
}
