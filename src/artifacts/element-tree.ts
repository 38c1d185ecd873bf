/** `visible_elements_tree` and its trimmed twin: checked iteratively, since a tree may be 20 000 levels deep. */
import {
  asArray,
  asBoolean,
  asObject,
  asString,
  asNumber,
  isObject,
  type JsonObject,
} from '../support/unknown.ts';
import type { ReadProblem, Reading } from './read-problem.ts';

/** A node of an element tree; everything optional because versions differ. */
export interface ElementNode {
  readonly id?: string | undefined;
  /** `main.frame`, or the id of the iframe element that hosts the document. */
  readonly frame?: string | undefined;
  readonly interactable?: boolean | undefined;
  /** Lower case. */
  readonly tagName?: string | undefined;
  /** Own text only. */
  readonly text?: string | undefined;
  readonly attributes?: JsonObject | undefined;
  readonly beforePseudoText?: string | undefined;
  readonly afterPseudoText?: string | undefined;
  readonly children?: readonly ElementNode[] | undefined;
  readonly options?: readonly ElementOption[] | undefined;
  readonly isSelectable?: boolean | undefined;
  readonly isDropped?: boolean | undefined;
  readonly purgeable?: boolean | undefined;
  readonly hoverOnly?: boolean | undefined;
  readonly xpath?: string | undefined;
  readonly shadowHost?: string | undefined;
}

export interface ElementOption {
  readonly optionIndex: number | undefined;
  readonly text: string | undefined;
  readonly value: string | undefined;
}

const MAX_NODES = 500_000;
const NO_NODE: ElementNode = {};

/** Keeps what is a node. A scalar or null among children becomes an empty node, so that pointers by index stay right. */
export function readElementTree(value: unknown): Reading<readonly ElementNode[]> {
  const roots = asArray(value) ?? (isObject(value) ? [value] : undefined);
  if (roots === undefined)
    return { problems: [{ code: 'wrong-shape', message: 'an element tree is an array of nodes' }] };
  const { nodes, odd, seen } = readNodes(roots);
  const problems: ReadProblem[] = [];
  if (odd > 0)
    problems.push({ code: 'wrong-shape', message: `${odd} values in the tree are no nodes` });
  if (seen > MAX_NODES)
    problems.push({ code: 'too-large', message: `only the first ${MAX_NODES} nodes were read` });
  return { value: nodes, problems };
}

function readNodes(roots: readonly unknown[]): {
  nodes: readonly ElementNode[];
  odd: number;
  seen: number;
} {
  const top: ElementNode[] = [];
  const work: { from: readonly unknown[]; into: ElementNode[] }[] = [{ from: roots, into: top }];
  let odd = 0;
  let seen = 0;
  for (let next = work.pop(); next !== undefined; next = work.pop()) {
    for (const child of next.from) {
      seen += 1;
      if (seen > MAX_NODES) break;
      if (!isObject(child)) {
        odd += 1;
        next.into.push(NO_NODE);
        continue;
      }
      const inside = asArray(child['children']);
      const children: ElementNode[] | undefined = inside === undefined ? undefined : [];
      next.into.push(readNode(child, children));
      if (inside !== undefined && children !== undefined)
        work.push({ from: inside, into: children });
    }
  }
  return { nodes: top, odd, seen };
}

/** One node by itself, without its children. */
export function readNode(raw: JsonObject, children?: readonly ElementNode[]): ElementNode {
  return {
    id: asString(raw['id']),
    frame: asString(raw['frame']),
    interactable: asBoolean(raw['interactable']),
    tagName: asString(raw['tagName']),
    text: asString(raw['text']),
    attributes: asObject(raw['attributes']),
    beforePseudoText: asString(raw['beforePseudoText']),
    afterPseudoText: asString(raw['afterPseudoText']),
    children,
    options: asArray(raw['options'])?.map(readOption),
    isSelectable: asBoolean(raw['isSelectable']),
    isDropped: asBoolean(raw['isDropped']),
    purgeable: asBoolean(raw['purgeable']),
    hoverOnly: asBoolean(raw['hoverOnly']),
    xpath: asString(raw['xpath']),
    shadowHost: asString(raw['shadowHost']),
  };
}

function readOption(raw: unknown): ElementOption {
  const option = asObject(raw);
  return {
    optionIndex: asNumber(option?.['optionIndex']),
    text: asString(option?.['text']),
    value: asString(option?.['value']),
  };
}
