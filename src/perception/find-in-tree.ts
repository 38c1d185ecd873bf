import type { ElementNode, ElementTree } from '../run/run.ts';
import { findInText } from './find-in-text.ts';

export interface FoundElement {
  readonly node: ElementNode;
  /** RFC 6901 pointer into the tree document. */
  readonly pointer: string;
}

interface Waiting {
  readonly node: ElementNode;
  readonly slot: number;
  readonly above: Waiting | undefined;
}

/** The first node, in document order, that carries the id or shows the words. Iterative: trees may be deeper than the stack. */
export function findInTree(
  tree: ElementTree,
  target: { readonly text?: string | undefined; readonly elementId?: string | undefined },
): FoundElement | undefined {
  const waiting: Waiting[] = [];
  pushChildren(waiting, tree.roots, undefined);
  for (let next = waiting.pop(); next !== undefined; next = waiting.pop()) {
    if (isTarget(next.node, target)) return { node: next.node, pointer: pointerTo(next) };
    if (Array.isArray(next.node.children)) pushChildren(waiting, next.node.children, next);
  }
  return undefined;
}

function pushChildren(
  waiting: Waiting[],
  children: readonly ElementNode[],
  above: Waiting | undefined,
): void {
  for (let slot = children.length - 1; slot >= 0; slot--) {
    const node = children[slot];
    if (typeof node === 'object' && node !== null) waiting.push({ node, slot, above });
  }
}

function pointerTo(found: Waiting): string {
  const steps: string[] = [];
  for (let at: Waiting | undefined = found; at !== undefined; at = at.above)
    steps.push(at.above === undefined ? `/${at.slot}` : `/children/${at.slot}`);
  return steps.toReversed().join('');
}

function isTarget(
  node: ElementNode,
  {
    text,
    elementId,
  }: { readonly text?: string | undefined; readonly elementId?: string | undefined },
): boolean {
  if (elementId !== undefined && elementId !== '') return node.id === elementId;
  return (
    text !== undefined &&
    text.trim() !== '' &&
    shownTexts(node).some((shown) => findInText(shown, text) !== undefined)
  );
}

/** What a node shows or says: its own text, its options, and the attributes that stand in for text. */
function shownTexts(node: ElementNode): readonly string[] {
  const attributes = node.attributes ?? {};
  const spoken = ['aria-label', 'alt', 'title', 'placeholder', 'value'].map(
    (name) => attributes[name],
  );
  const options = Array.isArray(node.options) ? node.options.map((option) => option?.text) : [];
  return [node.text, node.beforePseudoText, node.afterPseudoText, ...spoken, ...options].filter(
    (text) => typeof text === 'string',
  );
}
