import type { TreePair } from './tree-pair.ts';
import { FIELD } from './vocabulary.ts';

/** Fewer values than this prove nothing. */
const ENOUGH_VALUES = 6;
const STABLE_SHARE = 0.1;
const SAME_PAGE_SHARE = 0.5;

/**
 * Some attributes hold names made up anew at every render (`class="css-1x7ab"`, `id=":r5:"`). They show themselves: on a page whose texts stayed, their values are nearly all gone.
 * Returns a mark for each token that must not count when nodes are compared.
 */
export function findChurn(pair: TreePair): Uint8Array {
  const { vocabulary } = pair;
  const sides = sidesOf(pair);
  const ignored = new Uint8Array(vocabulary.size);
  const shares = shareByField(pair, sides);
  const texts = shares[FIELD.text];
  if (texts === undefined || texts.common < smaller(texts) * SAME_PAGE_SHARE) return ignored;
  const isChurning = shares.map((share, field) => vocabulary.isAttribute(field) && isMadeUp(share));
  for (let token = 0; token < ignored.length; token++) {
    if (isChurning[vocabulary.fields[token] ?? 0] === true) ignored[token] = 1;
  }
  return ignored;
}

/** Distinct values of one field: on either side, and on both. */
interface Share {
  before: number;
  after: number;
  common: number;
}

function smaller(share: Share): number {
  return Math.min(share.before, share.after);
}

function isMadeUp(share: Share): boolean {
  return smaller(share) >= ENOUGH_VALUES && share.common <= smaller(share) * STABLE_SHARE;
}

const BEFORE = 1;
const AFTER = 2;

/** In which of the trees each token occurs. */
function sidesOf(pair: TreePair): Uint8Array {
  const sides = new Uint8Array(pair.vocabulary.size);
  const split = pair.tokenStart[pair.split] ?? 0;
  for (let index = 0; index < pair.tokens.length; index++) {
    const token = pair.tokens[index] ?? 0;
    sides[token] = (sides[token] ?? 0) | (index < split ? BEFORE : AFTER);
  }
  return sides;
}

function shareByField(pair: TreePair, sides: Uint8Array): readonly Share[] {
  const { fieldCount, fields } = pair.vocabulary;
  const shares = Array.from({ length: fieldCount }, () => ({ before: 0, after: 0, common: 0 }));
  for (let token = 0; token < sides.length; token++) {
    const share = shares[fields[token] ?? 0];
    if (share === undefined) continue;
    if (sides[token] === (BEFORE | AFTER)) share.common++;
    if (((sides[token] ?? 0) & BEFORE) !== 0) share.before++;
    if (((sides[token] ?? 0) & AFTER) !== 0) share.after++;
  }
  return shares;
}
