import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createMultiSearch } from '../../src/redact/multi-search.ts';

const small = fc.string({ unit: fc.constantFrom('a', 'b', 'c'), minLength: 4, maxLength: 8 });

/** Ends of all needles, the slow and plain way: longest needle ending at each place. */
function plainly(text: string, needles: readonly string[]): string[] {
  const found: string[] = [];
  for (let end = 1; end <= text.length; end++) {
    const ending = needles.filter((needle) => text.endsWith(needle, end) && end >= needle.length);
    const longest = ending.toSorted((a, b) => b.length - a.length)[0];
    if (longest !== undefined) found.push(`${end - longest.length}-${end}`);
  }
  return found;
}

describe('searching many needles at once', () => {
  it('finds what searching one by one finds', () => {
    fc.assert(
      fc.property(
        fc.uniqueArray(small, { minLength: 1, maxLength: 6 }),
        fc.string({ unit: fc.constantFrom('a', 'b', 'c'), maxLength: 60 }),
        (needles, text) => {
          const found = createMultiSearch(needles)(text).map(({ start, end }) => `${start}-${end}`);
          expect(found).toEqual(plainly(text, needles));
        },
      ),
    );
  });

  it('finds nothing without needles', () => {
    expect(createMultiSearch([])('anything')).toEqual([]);
  });

  it('ends on a periodic needle in a periodic text', () => {
    const search = createMultiSearch([`${'ab'.repeat(20_000)}c`]);
    expect(search('ab'.repeat(200_000))).toEqual([]);
  });
});
