import { findIdHolders, NO_ID, UNKNOWN } from './id-holders.ts';
import type { Signatures } from './signatures.ts';
import type { TreePair } from './tree-pair.ts';

/**
 * What Skyvern's element ids are worth between these two trees.
 * While a document lives an id stays with its element; a navigation restarts the numbering, a re-render gives new ids, and a list that reuses its rows for other records keeps ids that mislead.
 * Which of these it is shows in the trees: subtrees that occur once on both sides are known to be the same, and their ids either keep their word or do not.
 */
export interface IdTrust {
  /** Ids hold for the document as a whole. */
  readonly isTrusted: boolean;
  /** The position after that carries the id of this position and may be believed; -1 otherwise. */
  readonly sameElement: Int32Array;
  /** Whether their own ids rule out that these two are one element. */
  forbids(before: number, after: number): boolean;
  /** The same, judged by the ids below where a node has none of its own: right for one record among many, too strict for the list that holds them. */
  forbidsRecord(before: number, after: number): boolean;
}

/** Elements never change their tag: one in a hundred tolerates repeated ids, more means that the numbering restarted. */
const TAG_CLASH_LIMIT = 0.01;
const CONFLICT_LIMIT = 0.05;
const EQUAL_SHARE = 0.5;

export function weighIds(pair: TreePair, signatures: Signatures, twins: Int32Array): IdTrust {
  const holder = findIdHolders(pair);
  const doubted = doubtIds(pair, signatures, twins, holder);
  const sameElement = new Int32Array(pair.count).fill(-1);
  if (doubted === undefined)
    return { isTrusted: false, sameElement, forbids: () => false, forbidsRecord: () => false };
  const believed = believedPositions(pair, doubted);
  for (let position = 1; position < pair.split; position++) {
    const other = holder[position] ?? NO_ID;
    if (
      other < 0 ||
      believed[position] === 0 ||
      believed[other] === 0 ||
      pair.tag[position] !== pair.tag[other]
    )
      continue;
    sameElement[position] = other;
    sameElement[other] = position;
  }
  const own = ownKnowledge(pair, holder, believed);
  const below = knowledgeBelow(pair, own);
  return {
    isTrusted: true,
    sameElement,
    forbids: (a, b) => contradicts(own[a], own[b], sameElement[a] === b),
    forbidsRecord: (a, b) => contradicts(below[a], below[b], sameElement[a] === b),
  };
}

/** What an id says of its element: nothing, made or ended in between, or known on both sides. */
const SILENT = 0;
const NEW = 1;
const KNOWN = 2;

function contradicts(
  a: number | undefined,
  b: number | undefined,
  isSameElement: boolean,
): boolean {
  if (isSameElement || a === SILENT || b === SILENT) return false;
  return a === NEW || b === NEW;
}

/** Positions below which ids are not believed, or `undefined` when they are believed nowhere. */
function doubtIds(
  pair: TreePair,
  signatures: Signatures,
  twins: Int32Array,
  holder: Int32Array,
): Uint8Array | undefined {
  let shared = 0;
  let tagClashes = 0;
  let equal = 0;
  for (let position = 1; position < pair.split; position++) {
    const other = holder[position] ?? NO_ID;
    if (other < 0) continue;
    shared++;
    if (pair.tag[position] !== pair.tag[other]) tagClashes++;
    if (signatures.own[position] === signatures.own[other]) equal++;
  }
  if (shared === 0 || tagClashes > shared * TAG_CLASH_LIMIT || equal < shared * EQUAL_SHARE)
    return undefined;
  return doubtByTwins(pair, twins, holder);
}

function doubtByTwins(
  pair: TreePair,
  twins: Int32Array,
  holder: Int32Array,
): Uint8Array | undefined {
  const kept = new Int32Array(pair.count);
  const broken = new Int32Array(pair.count);
  let keptTotal = 0;
  let brokenTotal = 0;
  for (let position = 1; position < pair.split; position++) {
    const twin = twins[position] ?? -1;
    if (twin < 0) continue;
    const isRecord = (pair.end[position] ?? 0) - position > 2;
    if (holder[position] === twin) {
      keptTotal++;
      add(kept, pair.parent[position], 1);
      add(kept, pair.parent[twin], 1);
    } else if ((holder[position] ?? NO_ID) >= 0 || (holder[twin] ?? NO_ID) >= 0) {
      brokenTotal++;
      add(broken, pair.parent[position], isRecord ? RECORD_CONFLICT : 1);
      add(broken, pair.parent[twin], isRecord ? RECORD_CONFLICT : 1);
    }
  }
  if (brokenTotal > (keptTotal + brokenTotal) * CONFLICT_LIMIT && brokenTotal > 2) return undefined;
  const doubted = new Uint8Array(pair.count);
  for (let position = 0; position < pair.count; position++) {
    doubted[position] =
      (broken[position] ?? 0) > (kept[position] ?? 0) * LOCAL_CONFLICT_LIMIT ? 1 : 0;
  }
  return doubted;
}

/** A whole record under another id means that the list reuses its rows, however many others stayed in place. */
const RECORD_CONFLICT = 1_000_000;
const LOCAL_CONFLICT_LIMIT = 0.25;

function add(counts: Int32Array, index: number | undefined, amount: number): void {
  if (index !== undefined && index >= 0) counts[index] = (counts[index] ?? 0) + amount;
}

function believedPositions(pair: TreePair, doubted: Uint8Array): Uint8Array {
  const believed = new Uint8Array(pair.count);
  for (let position = 0; position < pair.count; position++) {
    const parent = pair.parent[position] ?? -1;
    const isBelow = parent < 0 || (believed[parent] === 1 && doubted[parent] === 0);
    believed[position] = isBelow ? 1 : 0;
  }
  return believed;
}

function ownKnowledge(pair: TreePair, holder: Int32Array, believed: Uint8Array): Uint8Array {
  const own = new Uint8Array(pair.count);
  for (let position = 1; position < pair.count; position++) {
    const held = holder[position] ?? NO_ID;
    if (held !== NO_ID && believed[position] === 1) own[position] = held === UNKNOWN ? NEW : KNOWN;
  }
  return own;
}

/** Trimmed trees keep few ids, so those below speak for a node without one, when they agree. */
function knowledgeBelow(pair: TreePair, own: Uint8Array): Uint8Array {
  const gathered = new Uint8Array(pair.count);
  const result = new Uint8Array(pair.count);
  for (let position = pair.count - 1; position > 0; position--) {
    const said =
      own[position] === SILENT ? (gathered[position] ?? SILENT) : (own[position] ?? SILENT);
    result[position] = said === (NEW | KNOWN) ? SILENT : said;
    const parent = pair.parent[position] ?? -1;
    if (parent >= 0) gathered[parent] = (gathered[parent] ?? 0) | said;
  }
  return result;
}
