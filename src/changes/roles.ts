import type { ElementNode } from '../run/run.ts';
import type { TreePair } from './tree-pair.ts';
import { attributeOf, nounOf } from './words.ts';

const DIALOG_CLASS = /(?:^|[\s_-])(?:modal|dialog|popup|lightbox|drawer|overlay)(?:$|[\s_-])/i;
const ALERT_CLASS =
  /(?:^|[\s_-])(?:alert|toast|error|errors|invalid|warning|notification|snackbar|flash|notice|banner)(?:$|[\s_-])/i;

export function isHeading(node: ElementNode | undefined): boolean {
  return nounOf(node) === 'heading';
}

export function isDialogNode(node: ElementNode | undefined): boolean {
  const role = attributeOf(node, 'role');
  if (role === 'dialog' || role === 'alertdialog' || node?.tagName === 'dialog') return true;
  const modal = node?.attributes?.['aria-modal'];
  return modal === true || modal === 'true' || DIALOG_CLASS.test(attributeOf(node, 'class') ?? '');
}

export function isAlertNode(node: ElementNode | undefined): boolean {
  const role = attributeOf(node, 'role');
  const live = attributeOf(node, 'aria-live');
  if (role === 'alert' || role === 'status') return true;
  if (live === 'polite' || live === 'assertive') return true;
  return ALERT_CLASS.test(attributeOf(node, 'class') ?? '');
}

const RECORD_TAGS = new Set(['tr', 'li', 'option', 'article', 'dd', 'dt']);
const RECORD_ROLES = new Set(['row', 'listitem', 'option', 'article', 'treeitem', 'menuitem']);

/** Whether a node or restored level is one entry of a list or table. */
export function isRecord(pair: TreePair, position: number): boolean {
  const role = attributeOf(pair.nodes[position], 'role') ?? '';
  return RECORD_TAGS.has(pair.tagNames[position] ?? '') || RECORD_ROLES.has(role);
}
