import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { buildNearestKeyIndex } from '../../src/links/nearest-key.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';

const KEYS = ['a', 'b', 'c', 'd', 'e'].map((name) => keyOfHref(`https://shop.test/${name}`));
const [KEY = ''] = KEYS;
const nearest = buildNearestKeyIndex(KEYS);

type Slip = { readonly kind: 'replace' | 'insert' | 'delete'; readonly at: number };
const slip: fc.Arbitrary<Slip> = fc.record({
  kind: fc.constantFrom('replace', 'insert', 'delete'),
  at: fc.integer({ min: 1, max: 60 }),
});

function makeSlip(key: string, { kind, at }: Slip): string {
  if (kind === 'delete') return key.slice(0, at) + key.slice(at + 1);
  const digit = key[at] === '0' ? '1' : '0';
  return key.slice(0, at) + digit + key.slice(kind === 'insert' ? at : at + 1);
}

describe('nearest key', () => {
  test('one wrong digit leads to the key that was meant', () => {
    const wrong = makeSlip(KEY, { kind: 'replace', at: 40 });
    expect(nearest(wrong)).toEqual({ key: KEY, distance: 1, equalPrefixLength: 40 });
  });

  test('up to three slips anywhere always lead back to the key', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...KEYS),
        fc.array(slip, { minLength: 1, maxLength: 3 }),
        (key, slips) => {
          const found = nearest(slips.reduce(makeSlip, key));
          expect(found?.key).toBe(key);
          expect(found?.distance).toBeLessThanOrEqual(slips.length);
        },
      ),
    );
  });

  test('a key cut after its first digits is known by its long equal prefix', () => {
    expect(nearest(KEY.slice(0, 33))).toEqual({
      key: KEY,
      distance: undefined,
      equalPrefixLength: 33,
    });
  });

  test('a key in capitals is the same key', () => {
    expect(nearest(KEY.toUpperCase())).toMatchObject({ key: KEY, distance: 0 });
  });

  test('another hash is near none', () => {
    expect(nearest(keyOfHref('https://elsewhere.test/'))).toBeUndefined();
  });
});
