import type { TreePair } from './tree-pair.ts';

/** Fewer values than this prove nothing. */
const ENOUGH_VALUES = 6;
const STABLE_SHARE = 0.1;
const SAME_PAGE_SHARE = 0.5;

/**
 * Some attributes hold names made up anew at every render (`class="css-1x7ab"`, `id=":r5:"`). They show themselves: on a page whose texts stayed, their values are nearly all gone.
 * Returns a mark for each token that must not count when nodes are compared.
 */
export function findChurn(pair: TreePair): Uint8Array {
  const sides = sidesOf(pair);
  const ignored = new Uint8Array(sides.length);
  const texts = share(sides, pair.vocabulary.textTokens());
  if (texts.common < texts.smaller * SAME_PAGE_SHARE) return ignored;
  for (const tokens of pair.vocabulary.attributeTokens()) {
    const { common, smaller } = share(sides, tokens);
    if (smaller < ENOUGH_VALUES || common > smaller * STABLE_SHARE) continue;
    for (const token of tokens) ignored[token] = 1;
  }
  return ignored;
}

const BEFORE = 1;
const AFTER = 2;

/** In which of the trees each token occurs. */
function sidesOf(pair: TreePair): Uint8Array {
  const sides = new Uint8Array(pair.vocabulary.weights.length);
  const split = pair.tokenStart[pair.split] ?? 0;
  for (let index = 0; index < pair.tokens.length; index++) {
    const token = pair.tokens[index] ?? 0;
    sides[token] = (sides[token] ?? 0) | (index < split ? BEFORE : AFTER);
  }
  return sides;
}

function share(
  sides: Uint8Array,
  tokens: Iterable<number>,
): { readonly common: number; readonly smaller: number } {
  let common = 0;
  let before = 0;
  let after = 0;
  for (const token of tokens) {
    const side = sides[token] ?? 0;
    if (side === (BEFORE | AFTER)) common++;
    if ((side & BEFORE) !== 0) before++;
    if ((side & AFTER) !== 0) after++;
  }
  return { common, smaller: Math.min(before, after) };
}
