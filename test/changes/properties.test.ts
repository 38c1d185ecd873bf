import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { diffToJson } from '../../src/changes/diff-json.ts';
import { diffTrees } from '../../src/changes/diff-trees.ts';
import { sameTree } from '../../src/changes/same-tree.ts';
import type { ElementNode } from '../../src/run/run.ts';
import { tree, withIds } from './build-tree.ts';

const { roots } = fc.letrec<{ roots: ElementNode[]; node: ElementNode }>((tie) => ({
  roots: fc.oneof(
    { depthSize: 'small' },
    fc.constant<ElementNode[]>([]),
    fc.array(tie('node'), { maxLength: 5 }),
  ),
  node: fc.record(
    {
      tagName: fc.constantFrom('div', 'p', 'li', 'button', 'input'),
      text: fc.constantFrom(
        '',
        'Edit',
        'Delete',
        'Ada Lovelace',
        'Grace Hopper',
        '3',
        'a longer text of some words',
      ),
      id: fc.constantFrom('AAAB', 'AAAC', 'AAAD', 'AAAE', 'AAAF'),
      attributes: fc.dictionary(
        fc.constantFrom('href', 'class', 'name', 'value', '__proto__'),
        fc.constantFrom('x', 'y', true, 7),
      ),
      xpath: fc.constantFrom('/html[1]/ul[1]/li[1]/a[1]', '/html[1]/ul[1]/li[2]/a[1]', undefined),
      children: tie('roots'),
    },
    { requiredKeys: ['tagName'] },
  ),
}));

const allPaths = (nodes: readonly ElementNode[], above: readonly number[] = []): string[] =>
  nodes.flatMap((node, slot) => [
    [...above, slot].join('.'),
    ...allPaths(node.children ?? [], [...above, slot]),
  ]);

const nodeAt = (nodes: readonly ElementNode[], path: readonly number[]): ElementNode | undefined =>
  path
    .slice(1)
    .reduce<ElementNode | undefined>((node, slot) => node?.children?.[slot], nodes[path[0] ?? 0]);

describe('for any two trees', () => {
  test('a tree compared with itself did not change', () => {
    fc.assert(
      fc.property(roots, (nodes) => {
        const diff = diffTrees(tree(nodes), tree(nodes));
        expect(diff.relation).toBe('unchanged');
        expect(diff.matched).toHaveLength(allPaths(nodes).length);
        expect(sameTree(tree(nodes), tree(nodes))).toBe(true);
      }),
    );
  });

  test('new ids alone change nothing', () => {
    fc.assert(
      fc.property(roots, fc.integer({ min: 0, max: 500 }), (nodes, first) => {
        const diff = diffTrees(tree(withIds(nodes, 1)), tree(withIds(nodes, first)));
        expect(diff.relation).toBe('unchanged');
      }),
    );
  });

  test('every node is in exactly one of matched, added and removed', () => {
    fc.assert(
      fc.property(roots, roots, (before, after) => {
        const diff = diffToJson(diffTrees(tree(before), tree(after)));
        const old = [...diff.matched.map(([path]) => path), ...diff.removed].map((path) =>
          path.join('.'),
        );
        const now = [...diff.matched.map(([, path]) => path), ...diff.added].map((path) =>
          path.join('.'),
        );
        expect(old.toSorted()).toEqual(allPaths(before).toSorted());
        expect(now.toSorted()).toEqual(allPaths(after).toSorted());
      }),
    );
  });

  test('changed names exactly the fields in which the pair differs', () => {
    fc.assert(
      fc.property(roots, roots, (before, after) => {
        for (const { before: from, after: to, fields } of diffToJson(
          diffTrees(tree(before), tree(after)),
        ).changed) {
          const old = nodeAt(before, from);
          const now = nodeAt(after, to);
          for (const [field, [was, is]] of Object.entries(fields)) {
            const read = (node: ElementNode | undefined): unknown =>
              field.startsWith('@')
                ? Object.entries(node?.attributes ?? {}).find(
                    ([name]) => name === field.slice(1),
                  )?.[1]
                : Object.entries(node ?? {}).find(([name]) => name === field)?.[1];
            expect(read(old) ?? '').toEqual(was ?? '');
            expect(read(now) ?? '').toEqual(is ?? '');
            expect(was).not.toEqual(is);
          }
        }
      }),
    );
  });

  test('what stays in order under the same parent is never called moved', () => {
    fc.assert(
      fc.property(roots, roots, (before, after) => {
        const diff = diffToJson(diffTrees(tree(before), tree(after)));
        const moved = new Set(diff.moved.map((move) => move.before.join('.')));
        const partner = new Map(diff.matched.map(([old, now]) => [old.join('.'), now]));
        const stayed = diff.matched.filter(([old]) => !moved.has(old.join('.')));
        for (const [old, now] of stayed) {
          const parent = old.slice(0, -1);
          expect(now.slice(0, -1)).toEqual(
            parent.length === 0 ? [] : partner.get(parent.join('.')),
          );
        }
      }),
    );
  });

  test('the same comparison gives the same answer', () => {
    fc.assert(
      fc.property(roots, roots, (before, after) => {
        const once = JSON.stringify(diffToJson(diffTrees(tree(before), tree(after))));
        expect(JSON.stringify(diffToJson(diffTrees(tree(before), tree(after))))).toBe(once);
      }),
    );
  });

  test('sentences speak only when something changed, and their pointers lead to nodes', () => {
    fc.assert(
      fc.property(roots, roots, (before, after) => {
        const diff = diffTrees(tree(before, 'before'), tree(after, 'after'));
        expect(diff.summary.length > 0).toBe(diff.relation !== 'unchanged');
        for (const detail of diff.summary.flatMap((sentence) => sentence.details)) {
          for (const [place, nodes] of [
            [detail.beforePlace, before],
            [detail.afterPlace, after],
          ] as const) {
            if (place === undefined) continue;
            const path = place.pointer
              .split('/')
              .flatMap((step) => (/^\d+$/.test(step) ? [Number(step)] : []));
            expect(nodeAt(nodes, path)).toBeDefined();
          }
        }
      }),
    );
  });
});
