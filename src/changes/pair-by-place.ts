import { isOpen, type Gap } from './gaps.ts';
import type { Matching } from './matching.ts';
import { plainValue } from './plain-value.ts';
import type { Search } from './search.ts';

const ALIKE_SHAPE = 0.4;
const KEPT_SOMETHING = 0.1;

/**
 * Between the same two neighbours, an element of the only kind of its sort is the one that was there before, with other content.
 * Several records of one kind are not paired this way: a page of other records is other records, not the old ones edited.
 */
export function pairByPlace(search: Search, gap: Gap): void {
  if (!isOpen(gap)) return;
  pairByKind(search, gap, classedKind, isOnlyChoice);
  pairByKind(search, gap, kindOf, isOnlyChoice);
}

/** Wherever it lies among its siblings: the only one left with this look on either side. */
export function pairByLook(search: Search, gap: Gap): void {
  if (isOpen(gap)) pairByKind(search, gap, classedKind, isEdited);
}

function pairByKind(
  search: Search,
  gap: Gap,
  kindName: KindName,
  mayBeAlone: (search: Search, couple: Couple) => boolean,
): void {
  const now = byKind(search.matching, gap.after, kindName);
  for (const [kind, old] of byKind(search.matching, gap.before, kindName)) {
    const others = now.get(kind);
    if (others === undefined || others.length !== old.length) continue;
    const couples = old.map((before, index): Couple => ({
      before,
      after: others[index] ?? before,
    }));
    const isAlone = old.length === 1 && isAloneIn(search.matching, gap, couples[0]);
    const mayJoin = isAlone ? mayBeAlone : isEdited;
    if (!couples.every((couple) => mayJoin(search, couple))) continue;
    for (const { before, after } of couples) search.matching.join(before, after);
  }
}

/** Whether the gap offers nothing else of the same tag. */
function isAloneIn(matching: Matching, gap: Gap, couple: Couple | undefined): boolean {
  if (couple === undefined) return false;
  const isRival = (child: number): boolean =>
    child !== couple.before &&
    child !== couple.after &&
    matching.isFree(child) &&
    matching.hasSameTag(child, couple.before);
  return !gap.before.some(isRival) && !gap.after.some(isRival);
}

interface Couple {
  readonly before: number;
  readonly after: number;
}

/** Whether nothing speaks against two nodes that have no rivals. */
export function isOnlyChoice(search: Search, { before, after }: Couple): boolean {
  const { matching, ids, shapes } = search;
  if (!matching.hasSameTag(before, after)) return false;
  if (ids.forbids(before, after)) return false;
  if (matching.sizeOf(before) === 1 && matching.sizeOf(after) === 1) return true;
  if (matching.isEqualNode(before, after) && matching.hasContent(before)) return true;
  if (matching.sizeOf(before) === 1 || matching.sizeOf(after) === 1)
    return matching.isEqualNode(before, after);
  return shapes.likeness(before, after) >= ALIKE_SHAPE;
}

/** Several of one kind: plain texts were edited in place; whole records only when each kept something of its own. */
function isEdited(search: Search, { before, after }: Couple): boolean {
  const { matching, ids, similarity } = search;
  if (ids.forbidsRecord(before, after)) return false;
  if (matching.sizeOf(before) === 1 && matching.sizeOf(after) === 1) return true;
  return similarity.between(before, after) >= KEPT_SOMETHING;
}

type KindName = (matching: Matching, position: number) => string;

function byKind(
  matching: Matching,
  children: readonly number[],
  kindName: KindName,
): ReadonlyMap<string, number[]> {
  const kinds = new Map<string, number[]>();
  for (const child of children) {
    if (!matching.isFree(child)) continue;
    const kind = kindName(matching, child);
    const known = kinds.get(kind);
    if (known === undefined) kinds.set(kind, [child]);
    else known.push(child);
  }
  return kinds;
}

function kindOf(matching: Matching, position: number): string {
  const attributes = matching.pair.nodes[position]?.attributes;
  const tag = matching.pair.tagNames[position] ?? '';
  const type = attributes?.['type'];
  const role = attributes?.['role'];
  return type === undefined && role === undefined
    ? tag
    : `${tag} ${String(plainValue(type))} ${String(plainValue(role))}`;
}

function classedKind(matching: Matching, position: number): string {
  const kind = kindOf(matching, position);
  const look = matching.pair.nodes[position]?.attributes?.['class'];
  return look === undefined ? kind : `${kind} ${String(plainValue(look))}`;
}
