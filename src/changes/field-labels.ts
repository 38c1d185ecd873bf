import { attributeOf, nameOf } from './words.ts';
import type { TreePair } from './tree-pair.ts';

/** Finds the label of form fields of one tree: by `for`, then the label around it, then what stands right before it. */
export class FieldLabels {
  readonly #pair: TreePair;
  readonly #labelFor = new Map<string, number>();

  constructor(pair: TreePair, from: number, to: number) {
    this.#pair = pair;
    for (let position = from; position < to; position++) {
      if (pair.tagNames[position] !== 'label') continue;
      const target = attributeOf(pair.nodes[position], 'for');
      if (target !== undefined && !this.#labelFor.has(target)) this.#labelFor.set(target, position);
    }
  }

  nameOf(position: number): string {
    const label = this.#labelOf(position);
    const name = label === undefined ? '' : nameOf(this.#pair, label);
    return name === '' ? nameOf(this.#pair, position) : name;
  }

  #labelOf(position: number): number | undefined {
    const node = this.#pair.nodes[position];
    const id = attributeOf(node, 'id');
    const linked = id === undefined ? undefined : this.#labelFor.get(id);
    if (linked !== undefined) return linked;
    if (attributeOf(node, 'aria-label') !== undefined) return undefined;
    const parent = this.#pair.treeParent[position] ?? 0;
    if (this.#pair.nodes[parent]?.tagName === 'label') return parent;
    const previous = previousSibling(this.#pair, position);
    return previous !== undefined && this.#pair.nodes[previous]?.tagName === 'label'
      ? previous
      : undefined;
  }
}

/** The sibling written right before a node, levels restored or not. */
export function previousSibling(pair: TreePair, position: number): number | undefined {
  const parent = pair.treeParent[position] ?? -1;
  let at = position - 1;
  while (at > parent && pair.nodes[at] === undefined) at--;
  while (at > parent && pair.treeParent[at] !== parent) at = pair.treeParent[at] ?? -1;
  return at > parent ? at : undefined;
}

const FIELD_TAGS = new Set(['input', 'select', 'textarea']);
const FIELD_ROLES = new Set(['textbox', 'combobox', 'searchbox', 'spinbutton']);
const NO_FIELDS = new Set(['submit', 'button', 'reset', 'image', 'hidden']);

/** Whether a node is something a person fills in. */
export function isField(pair: TreePair, position: number): boolean {
  const node = pair.nodes[position];
  if (node === undefined) return false;
  if (FIELD_ROLES.has(attributeOf(node, 'role') ?? '')) return true;
  return FIELD_TAGS.has(node.tagName ?? '') && !NO_FIELDS.has(attributeOf(node, 'type') ?? '');
}
