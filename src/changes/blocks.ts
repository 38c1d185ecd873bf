import type { ElementNode } from '../run/run.ts';
import type { Search } from './search.ts';
import { isField, previousSibling } from './field-labels.ts';
import { attributeOf, nameOf, nounOf } from './words.ts';

/** What people take an added or removed part of the page for. */
export type BlockMeaning = 'dialog' | 'alert' | 'field-message' | 'record' | 'block';

/** Nodes that came or went together: a subtree, or what lies below one restored level. */
export interface Block {
  readonly meaning: BlockMeaning;
  /** Position of the topmost part, which may be a restored level. */
  readonly top: number;
  /** Its nodes, restored levels left out. */
  readonly members: readonly number[];
  readonly name: string;
  /** Everything a record could be called, best first; what several records share tells them apart no longer. */
  readonly names: readonly string[];
  readonly noun: string;
  /** The field that a message belongs to. */
  readonly field: number | undefined;
}

/** Groups positions without partner, given in order, into blocks. */
export function findBlocks(search: Search, positions: readonly number[]): readonly Block[] {
  const { matching } = search;
  const groups = new Map<number, number[]>();
  const tops = new Map<number, number>();
  const topOf = (position: number): number => {
    const way: number[] = [];
    let at = position;
    while (!tops.has(at) && matching.parentOf(at) > 0 && matching.isFree(matching.parentOf(at))) {
      way.push(at);
      at = matching.parentOf(at);
    }
    const top = tops.get(at) ?? at;
    tops.set(at, top);
    for (const passed of way) tops.set(passed, top);
    return top;
  };
  for (const position of positions) {
    const top = topOf(position);
    const group = groups.get(top);
    if (group === undefined) groups.set(top, [position]);
    else group.push(position);
  }
  return mergeLoose(search, [...groups.entries()]).map(([top, members]) =>
    buildBlock(search, top, members),
  );
}

/** A dialog without wrapper comes as several siblings in a row: what follows a heading belongs to it. */
function mergeLoose(
  search: Search,
  groups: readonly (readonly [number, number[]])[],
): readonly (readonly [number, readonly number[]])[] {
  const { pair } = search.matching;
  const merged: (readonly [number, number[]])[] = [];
  for (const [top, members] of groups) {
    const last = merged.at(-1);
    const isNext =
      last !== undefined &&
      pair.parent[last[0]] === pair.parent[top] &&
      pair.end[last[1].at(-1) ?? 0] === top;
    if (isNext && isHeading(search, last[0]) && !isRecordTag(search, top))
      for (const member of members) last[1].push(member);
    else merged.push([top, [...members]]);
  }
  return merged;
}

function isHeading(search: Search, position: number): boolean {
  return nounOf(search.matching.pair.nodes[position]) === 'heading';
}

const DIALOG_CLASS = /(?:^|[\s_-])(?:modal|dialog|popup|lightbox|drawer|overlay)(?:$|[\s_-])/i;
const ALERT_CLASS =
  /(?:^|[\s_-])(?:alert|toast|error|errors|invalid|warning|notification|snackbar|flash|notice|banner)(?:$|[\s_-])/i;
const CLOSE_WORDS =
  /^(?:close|dismiss|schließen|fermer|cerrar|chiudi|sluiten|fechar|закрыть|关闭|閉じる|×|✕|✖|⨯|x)$/i;

function buildBlock(search: Search, top: number, members: readonly number[]): Block {
  const { pair } = search.matching;
  const field = fieldOf(search, members);
  const meaning = meaningOf(search, top, members, field);
  const head = members.find((member) => isHeading(search, member)) ?? members[0] ?? top;
  const label = members
    .map((member) =>
      isDialogNode(search, member) ? attributeOf(pair.nodes[member], 'aria-label') : undefined,
    )
    .find(Boolean);
  const names = meaning === 'record' ? recordNames(search, members) : [];
  return {
    meaning,
    top,
    members,
    field,
    names,
    name: label ?? names[0] ?? nameOf(pair, head),
    noun: blockNoun(search, top, members),
  };
}

function blockNoun(search: Search, top: number, members: readonly number[]): string {
  const { pair } = search.matching;
  if (pair.nodes[top] !== undefined)
    return members.length > 1 && nounOf(pair.nodes[top]) === 'heading'
      ? 'section'
      : nounOf(pair.nodes[top]);
  if (isRecordTag(search, top)) return tagName(search, top) === 'tr' ? 'row' : 'item';
  const first = members[0] ?? top;
  return members.length === search.matching.sizeOf(first) ? nounOf(pair.nodes[first]) : 'section';
}

function meaningOf(
  search: Search,
  top: number,
  members: readonly number[],
  field: number | undefined,
): BlockMeaning {
  const { pair } = search.matching;
  if (isDialog(search, top, members)) return 'dialog';
  if (field !== undefined) return 'field-message';
  if (
    members.slice(0, 4).some((member) => isAlertNode(search, member)) &&
    members.length <= ALERT_SIZE
  )
    return 'alert';
  if (
    isRecordTag(search, top) ||
    (members.length > 1 && search.matching.hasRivals(top) && pair.nodes[top] !== undefined)
  )
    return 'record';
  return 'block';
}

const ALERT_SIZE = 12;

function isDialog(search: Search, top: number, members: readonly number[]): boolean {
  if (tagName(search, top) === 'dialog' || members.some((member) => isDialogNode(search, member)))
    return true;
  const { nodes } = search.matching.pair;
  const hasClose = members.some(
    (member) =>
      nounOf(nodes[member]) === 'button' && CLOSE_WORDS.test(nameOf(search.matching.pair, member)),
  );
  return hasClose && members.length > 2 && members.some((member) => isHeading(search, member));
}

function isDialogNode(search: Search, position: number): boolean {
  const node = search.matching.pair.nodes[position];
  const role = attributeOf(node, 'role');
  if (role === 'dialog' || role === 'alertdialog' || node?.tagName === 'dialog') return true;
  return (
    node?.attributes?.['aria-modal'] === 'true' ||
    node?.attributes?.['aria-modal'] === true ||
    DIALOG_CLASS.test(attributeOf(node, 'class') ?? '')
  );
}

export function isAlertNode(search: Search, position: number): boolean {
  const node = search.matching.pair.nodes[position];
  const role = attributeOf(node, 'role');
  const live = attributeOf(node, 'aria-live');
  if (role === 'alert' || role === 'status' || live === 'polite' || live === 'assertive')
    return true;
  return ALERT_CLASS.test(attributeOf(node, 'class') ?? '');
}

const RECORD_TAGS = new Set(['tr', 'li', 'option', 'article', 'dd', 'dt']);
const RECORD_ROLES = new Set(['row', 'listitem', 'option', 'article', 'treeitem', 'menuitem']);

function isRecordTag(search: Search, position: number): boolean {
  const role = attributeOf(search.matching.pair.nodes[position], 'role');
  return RECORD_TAGS.has(tagName(search, position)) || RECORD_ROLES.has(role ?? '');
}

function tagName(search: Search, position: number): string {
  return search.matching.pair.tagNames[position] ?? '';
}

/** A record is called by its links, else by its words, else by its numbers. */
function recordNames(search: Search, members: readonly number[]): readonly string[] {
  const links: string[] = [];
  const words: string[] = [];
  const numbers: string[] = [];
  for (const member of members.slice(0, 30)) {
    const node = search.matching.pair.nodes[member];
    const text = typeof node?.text === 'string' ? node.text.trim() : '';
    if (text === '' || node?.tagName === 'button') continue;
    if (node?.tagName === 'a') links.push(text);
    else if (/\p{L}/u.test(text)) words.push(text);
    else numbers.push(text);
  }
  return [...links, ...words, ...numbers];
}

const MESSAGE_LENGTH = 200;

/** A short new text right behind a field speaks about that field; an alert does so only when the field says it is meant. */
function fieldOf(search: Search, members: readonly number[]): number | undefined {
  const { pair } = search.matching;
  const [first] = members;
  if (first === undefined || members.length > 2 || !isPlainMessage(pair.nodes[first])) {
    return undefined;
  }
  const previous = previousSibling(pair, first);
  if (previous === undefined || search.matching.isFree(previous)) return undefined;
  if (!isField(pair, previous)) return undefined;
  return !isAlertNode(search, first) || isMeant(pair.nodes[previous], pair.nodes[first])
    ? previous
    : undefined;
}

function isPlainMessage(node: ElementNode | undefined): boolean {
  const text = node?.text;
  if (typeof text !== 'string' || text.trim() === '' || text.length > MESSAGE_LENGTH) return false;
  return node?.interactable !== true && node?.tagName !== 'a' && node?.tagName !== 'button';
}

/** The field is marked as invalid, or names the message as its description. */
function isMeant(field: ElementNode | undefined, message: ElementNode | undefined): boolean {
  const invalid = field?.attributes?.['aria-invalid'];
  if (invalid === true || invalid === 'true') return true;
  const id = attributeOf(message, 'id');
  const named = `${attributeOf(field, 'aria-describedby')} ${attributeOf(field, 'aria-errormessage')}`;
  return id !== undefined && named.split(' ').includes(id);
}
