import type { ElementNode } from '../run/run.ts';
import { fieldOfMessage } from './field-message.ts';
import { recordNames } from './record-names.ts';
import { isAlertNode, isDialogNode, isHeading, isRecord } from './roles.ts';
import type { Search } from './search.ts';
import type { TreePair } from './tree-pair.ts';
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
    if (isNext && isHeading(pair.nodes[last[0]]) && !isRecord(pair, top))
      for (const member of members) last[1].push(member);
    else merged.push([top, [...members]]);
  }
  return merged;
}

const CLOSE_WORDS =
  /^(?:close|dismiss|schließen|fermer|cerrar|chiudi|sluiten|fechar|закрыть|关闭|閉じる|×|✕|✖|⨯|x)$/i;

function buildBlock(search: Search, top: number, members: readonly number[]): Block {
  const { pair } = search.matching;
  const field = fieldOfMessage(search, members);
  const meaning = meaningOf(search, top, members, field);
  const names = meaning === 'record' ? recordNames(pair, members) : [];
  const name = dialogLabel(pair, members) ?? names[0] ?? nameOf(pair, headOf(pair, members) ?? top);
  return { meaning, top, members, field, names, name, noun: blockNoun(search, top, members) };
}

function headOf(pair: TreePair, members: readonly number[]): number | undefined {
  return members.find((member) => isHeading(pair.nodes[member])) ?? members[0];
}

function dialogLabel(pair: TreePair, members: readonly number[]): string | undefined {
  const dialog = members.slice(0, TOP_MEMBERS).find((member) => isDialogNode(pair.nodes[member]));
  return dialog === undefined ? undefined : attributeOf(pair.nodes[dialog], 'aria-label');
}

function blockNoun(search: Search, top: number, members: readonly number[]): string {
  const { pair } = search.matching;
  const noun = nounOf(pair.nodes[top]);
  if (pair.nodes[top] !== undefined)
    return members.length > 1 && noun === 'heading' ? 'section' : noun;
  if (isRecord(pair, top)) return pair.tagNames[top] === 'tr' ? 'row' : 'item';
  const first = members[0] ?? top;
  return members.length === search.matching.sizeOf(first) ? nounOf(pair.nodes[first]) : 'section';
}

/** What a block is shows in its first nodes; those further down are its content. */
const TOP_MEMBERS = 4;
const ALERT_SIZE = 12;
const DIALOG_SIZE = 60;

function meaningOf(
  search: Search,
  top: number,
  members: readonly number[],
  field: number | undefined,
): BlockMeaning {
  const { pair } = search.matching;
  const isAny = (test: (node: ElementNode | undefined) => boolean): boolean =>
    members.slice(0, TOP_MEMBERS).some((member) => test(pair.nodes[member]));
  if (pair.tagNames[top] === 'dialog' || isAny(isDialogNode)) return 'dialog';
  if (isLooseDialog(pair, members)) return 'dialog';
  if (field !== undefined) return 'field-message';
  if (members.length <= ALERT_SIZE && isAny(isAlertNode)) return 'alert';
  if (isRecord(pair, top)) return 'record';
  const isRepeated = members.length > 1 && search.matching.hasRivals(top);
  return isRepeated && pair.nodes[top] !== undefined ? 'record' : 'block';
}

/** Skyvern drops wrappers without text, the one with the role among them; a heading and a button to close remain. */
function isLooseDialog(pair: TreePair, members: readonly number[]): boolean {
  if (members.length < 3 || members.length > DIALOG_SIZE) return false;
  const isClose = (member: number): boolean =>
    nounOf(pair.nodes[member]) === 'button' && CLOSE_WORDS.test(nameOf(pair, member));
  return members.some((member) => isHeading(pair.nodes[member])) && members.some(isClose);
}
