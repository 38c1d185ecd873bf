import { editDistance } from './edit-distance.ts';

/** A key with up to this many slips is a copy gone wrong; two honest hashes never come so close. */
export const MOST_SLIPS = 3;

const BLOCK = 16;
/** Honest hashes share no block; a map forged to share them must not make the search slow. */
const MOST_KEYS_PER_BLOCK = 16;
const BLOCK_STARTS = [1, 17, 33, 49] as const;

/** The known key that somebody meant. */
export interface NearestKey {
  readonly key: string;
  /** Undefined when more than three slips apart: then a block of 16 digits proves the kinship. */
  readonly distance: number | undefined;
  readonly equalPrefixLength: number;
}

/**
 * Finds the known key closest to a wrong one in constant time: among three edits of 64 digits,
 * one of four blocks of 16 stays whole and moves by at most three places.
 */
export function buildNearestKeyIndex(
  knownKeys: Iterable<string>,
): (wrongKey: string) => NearestKey | undefined {
  const keysByBlock = indexBlocks(knownKeys);
  return (wrongKey) => {
    const folded = wrongKey.toLowerCase();
    let best: NearestKey | undefined;
    for (const key of candidatesFor(folded, keysByBlock)) {
      const nearest = compareKeys(wrongKey, folded, key);
      if (best === undefined || isCloser(nearest, best)) best = nearest;
    }
    return best;
  };
}

function indexBlocks(keys: Iterable<string>): ReadonlyMap<string, ReadonlySet<string>> {
  const keysByBlock = new Map<string, Set<string>>();
  for (const key of keys) {
    for (const start of BLOCK_STARTS) {
      const block = key.slice(start, start + BLOCK);
      const sharing = keysByBlock.get(block);
      if (sharing === undefined) keysByBlock.set(block, new Set([key]));
      else if (sharing.size < MOST_KEYS_PER_BLOCK) sharing.add(key);
    }
  }
  return keysByBlock;
}

function candidatesFor(
  wrongKey: string,
  keysByBlock: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlySet<string> {
  const candidates = new Set<string>();
  for (const start of BLOCK_STARTS) {
    for (let at = Math.max(0, start - MOST_SLIPS); at <= start + MOST_SLIPS; at += 1) {
      const sharing = keysByBlock.get(wrongKey.slice(at, at + BLOCK));
      for (const key of sharing ?? []) candidates.add(key);
    }
  }
  return candidates;
}

function compareKeys(asWritten: string, folded: string, key: string): NearestKey {
  const distance =
    editDistance(asWritten, key, MOST_SLIPS) ?? editDistance(folded, key, MOST_SLIPS);
  let equalPrefixLength = 0;
  while (equalPrefixLength < key.length && folded[equalPrefixLength] === key[equalPrefixLength]) {
    equalPrefixLength += 1;
  }
  return { key, distance, equalPrefixLength };
}

function isCloser(left: NearestKey, right: NearestKey): boolean {
  const leftDistance = left.distance ?? MOST_SLIPS + 1;
  const rightDistance = right.distance ?? MOST_SLIPS + 1;
  if (leftDistance !== rightDistance) return leftDistance < rightDistance;
  if (left.equalPrefixLength !== right.equalPrefixLength) {
    return left.equalPrefixLength > right.equalPrefixLength;
  }
  return left.key < right.key;
}
