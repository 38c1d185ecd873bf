import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { longestIncreasingRun } from '../../src/changes/longest-run.ts';
import { plainValue } from '../../src/changes/plain-value.ts';
import { readRoots } from '../../src/changes/read-roots.ts';
import { RestoredLevels } from '../../src/changes/restored-levels.ts';
import { sameTree } from '../../src/changes/same-tree.ts';
import { sharedEnds } from '../../src/changes/shared-ends.ts';
import { element, tree, withIds } from './build-tree.ts';

describe('the longest increasing run', () => {
  test('is increasing and as long as the best one found by trying all', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 0, max: 50 }), { maxLength: 10 }), (values) => {
        const marks = longestIncreasingRun(values);
        const run = values.filter((_, index) => marks[index] === 1);
        expect(run).toEqual([...run].toSorted((a, b) => a - b));
        expect(run).toHaveLength(longestByTrying(values));
      }),
    );
  });

  const longestByTrying = (values: readonly number[]): number => {
    const best = values.map(() => 1);
    values.forEach((value, index) => {
      for (let at = 0; at < index; at++)
        if ((values[at] ?? 0) < value)
          best[index] = Math.max(best[index] ?? 1, (best[at] ?? 0) + 1);
    });
    return Math.max(0, ...best);
  };
});

describe('levels restored from xpaths', () => {
  test('lie between the node and its parent, without the index', () => {
    const levels = new RestoredLevels('/html[1]/body[1]');
    expect(
      levels.missingFor('/html[1]/body[1]/ul[1]/li[3]/a[1]').map((level) => level.tag),
    ).toEqual(['ul', 'li']);
  });

  test('read both spellings of a step', () => {
    const levels = new RestoredLevels('');
    expect(
      levels.missingFor('/*[name()="html"][1]/*[name()="svg"][2]/a[1]').map((level) => level.tag),
    ).toEqual(['html', 'svg']);
  });

  test('are none for a path that does not lie below, or is missing', () => {
    const levels = new RestoredLevels('/html[1]/body[1]');
    expect(levels.missingFor('/html[1]/head[1]/x[1]/y[1]')).toEqual([]);
    expect(levels.missingFor(null)).toEqual([]);
  });

  test('are shared by siblings up to where their paths part', () => {
    const levels = new RestoredLevels('');
    for (const level of levels.missingFor('/ul[1]/li[1]/a[1]')) levels.open(level, 7);
    expect(levels.sharedWith('/ul[1]/li[1]/b[1]')).toBe(2);
    expect(levels.sharedWith('/ul[1]/li[10]/a[1]')).toBe(1);
  });
});

describe('plain values', () => {
  test('are equal exactly when the JSON values are', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        expect(Object.is(plainValue(a), plainValue(b))).toBe(
          JSON.stringify(a) === JSON.stringify(b) &&
            Object.is(typeof a === 'number' ? a : 0, typeof b === 'number' ? b : 0),
        );
        expect(plainValue(structuredClone(a))).toBe(plainValue(a));
      }),
    );
  });

  test('survive a depth at which JSON.stringify overflows', () => {
    let deep: unknown = 'core';
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(plainValue(deep)).toContain('core');
  });
});

test('texts that share an end are closer than texts that share nothing', () => {
  expect(sharedEnds('Reply', 'Reply (1)')).toBeGreaterThan(0.7);
  expect(sharedEnds('25 orders', '26 orders')).toBeGreaterThan(0.8);
  expect(sharedEnds('Yes', 'Nope')).toBe(0);
});

describe('the proof that nothing happened', () => {
  const page = [element('h1', 'Shop'), element('button', 'Pay')];

  test('holds across new ids and fails on any visible change', () => {
    expect(sameTree(tree(withIds(page, 1)), tree(withIds(page, 90)))).toBe(true);
    expect(sameTree(tree(page), tree([element('h1', 'Shop'), element('button', 'Paid')]))).toBe(
      false,
    );
    expect(sameTree(tree(page), tree([...page].toReversed()))).toBe(false);
  });
});

describe('reading a tree document', () => {
  test('accepts a list of nodes and refuses everything else', () => {
    expect(readRoots([{ tagName: 'p', children: [{ tagName: 'b' }] }])).toHaveLength(1);
    for (const value of [null, {}, 'x', [1], [null], [{ children: 'x' }], [{ children: [[]] }]]) {
      expect(readRoots(value)).toBeUndefined();
    }
  });
});
