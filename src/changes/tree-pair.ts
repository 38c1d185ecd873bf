import type { ElementNode } from '../run/run.ts';
import { appendTokens } from './node-fields.ts';
import { RestoredLevels } from './restored-levels.ts';
import { FIELD, Vocabulary } from './vocabulary.ts';

/**
 * Both trees laid out in one row of positions, each in document order: a subtree is a range, the first child is the next position, the next sibling is `end`.
 * Position 0 stands for the document before, position `split` for the document after. Flat arrays keep the whole comparison free of recursion.
 */
export interface TreePair {
  /** `undefined`: a document, or a level that Skyvern left out and the xpaths restore. */
  readonly nodes: readonly (ElementNode | undefined)[];
  readonly parent: readonly number[];
  /** Position after the last descendant. */
  readonly end: readonly number[];
  /** Parent in the tree as written, restored levels skipped. */
  readonly treeParent: readonly number[];
  /** Index among the siblings as written. */
  readonly slot: readonly number[];
  /** Token of the tag; a restored level never has the tag of a node. */
  readonly tag: readonly number[];
  readonly tagNames: readonly string[];
  readonly split: number;
  readonly count: number;
  /** Tokens of position p: `tokens[tokenStart[p]]` up to `tokenStart[p + 1]`. */
  readonly tokens: readonly number[];
  readonly tokenStart: readonly number[];
  readonly vocabulary: Vocabulary;
}

export function layOutPair(
  before: readonly ElementNode[],
  after: readonly ElementNode[],
): TreePair {
  const pair = startPair();
  layOutTree(pair, before);
  const split = pair.nodes.length;
  layOutTree(pair, after);
  pair.tokenStart.push(pair.tokens.length);
  return { ...pair, split, count: pair.nodes.length };
}

type PairInProgress = ReturnType<typeof startPair>;

function startPair() {
  return {
    nodes: new Array<ElementNode | undefined>(),
    parent: new Array<number>(),
    end: new Array<number>(),
    treeParent: new Array<number>(),
    slot: new Array<number>(),
    tag: new Array<number>(),
    tagNames: new Array<string>(),
    tokens: new Array<number>(),
    tokenStart: new Array<number>(),
    vocabulary: new Vocabulary(),
  };
}

/** A node whose children are being laid out. */
interface OpenNode {
  readonly position: number;
  readonly children: readonly ElementNode[];
  next: number;
  /** xpath of the node; `undefined` when it has none. */
  readonly path: string | undefined;
  /** Made when the first child lies deeper than it seems: most nodes need none. */
  levels: RestoredLevels | undefined;
}

function layOutTree(pair: PairInProgress, roots: readonly ElementNode[]): void {
  const document = place(pair, undefined, '#document', -1, -1, 0);
  const open = [openNode(document, roots, '')];
  for (let current = open.at(-1); current !== undefined; current = open.at(-1)) {
    const slot = current.next++;
    if (slot >= current.children.length) {
      if (current.levels !== undefined) closeLevels(pair, current.levels, 0);
      pair.end[current.position] = pair.nodes.length;
      open.pop();
      continue;
    }
    const child = current.children[slot];
    if (typeof child !== 'object' || child === null) continue;
    const parent = isDirect(current, child) ? current.position : openLevels(pair, current, child);
    const position = place(pair, child, child.tagName ?? '', parent, current.position, slot);
    const { children } = child;
    if (Array.isArray(children) && children.length > 0) {
      open.push(openNode(position, children, pathBelow(child)));
    }
  }
}

function openNode(
  position: number,
  children: readonly ElementNode[],
  path: string | undefined,
): OpenNode {
  return { position, children, next: 0, path, levels: undefined };
}

/** A frame is a document of its own, so paths inside it start anew. */
function pathBelow(node: ElementNode): string | undefined {
  if (node.tagName === 'iframe' || node.tagName === 'frame') return '';
  return typeof node.xpath === 'string' ? node.xpath : undefined;
}

/** Whether no level was left out between a node and this child, which is one step longer then. */
function isDirect(parent: OpenNode, child: ElementNode): boolean {
  if (parent.levels !== undefined) return false;
  if (parent.path === undefined || typeof child.xpath !== 'string') return true;
  return child.xpath.lastIndexOf('/') === parent.path.length;
}

/** Opens the levels that lie above a child and returns the innermost. */
function openLevels(pair: PairInProgress, current: OpenNode, child: ElementNode): number {
  const levels = (current.levels ??= new RestoredLevels(current.path));
  closeLevels(pair, levels, levels.sharedWith(child.xpath));
  for (const level of levels.missingFor(child.xpath)) {
    const parent = levels.innermost(current.position);
    levels.open(level, place(pair, undefined, level.tag, parent, current.position, 0));
  }
  return levels.innermost(current.position);
}

function closeLevels(pair: PairInProgress, levels: RestoredLevels, keep: number): void {
  while (levels.depth > keep) pair.end[levels.close()] = pair.nodes.length;
}

// oxlint-disable-next-line max-params -- called for every node; an object would be made each time
function place(
  pair: PairInProgress,
  node: ElementNode | undefined,
  tag: string,
  parent: number,
  treeParent: number,
  slot: number,
): number {
  const position = pair.nodes.length;
  pair.nodes.push(node);
  pair.parent.push(parent);
  pair.treeParent.push(treeParent);
  pair.slot.push(slot);
  pair.end.push(position + 1);
  pair.tag.push(pair.vocabulary.tokenOf(node === undefined ? FIELD.level : FIELD.tagName, tag));
  pair.tagNames.push(tag);
  pair.tokenStart.push(pair.tokens.length);
  if (node !== undefined) appendTokens(pair.tokens, node, pair.vocabulary);
  return position;
}
