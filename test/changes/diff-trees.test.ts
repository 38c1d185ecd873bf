import { describe, expect, test } from 'vitest';
import { diffToJson } from '../../src/changes/diff-json.ts';
import { diffTrees } from '../../src/changes/diff-trees.ts';
import type { ElementNode } from '../../src/run/run.ts';
import { element, tree, withIds } from './build-tree.ts';

const compare = (before: readonly ElementNode[], after: readonly ElementNode[]) =>
  diffToJson(diffTrees(tree(before, 'before'), tree(after, 'after')));

const row = (name: string, city: string, number = 1) =>
  element('tr', [
    element('td', String(number)),
    element('td', name),
    element('td', city),
    element('td', [element('button', 'Edit', { interactable: true })]),
  ]);

const table = (rows: readonly ElementNode[]) => element('table', [element('tbody', rows)]);

const people = [
  row('Ada Lovelace', 'London', 1),
  row('Grace Hopper', 'New York', 2),
  row('Alan Turing', 'Manchester', 3),
  row('Edsger Dijkstra', 'Rotterdam', 4),
];

describe('what counts as a change', () => {
  test('new ids, frames and xpaths alone are no change', () => {
    const before = [
      element('p', 'Hello', { id: 'AAAB', frame: 'main.frame', xpath: '/html/p[1]' }),
    ];
    const after = [element('p', 'Hello', { id: 'AAAX', frame: 'AAAC', xpath: '/html/p[2]' })];
    expect(compare(before, after)).toMatchObject({ relation: 'unchanged', changed: [] });
  });

  test('empty and absent fields are equal, as trimmed trees leave them out', () => {
    const before = [element('p', 'Hello', { beforePseudoText: undefined, afterPseudoText: '' })];
    expect(compare(before, [{ tagName: 'p', text: 'Hello' }]).changed).toEqual([]);
  });

  test('an attribute that lost its value is a change, with old and new value', () => {
    const before = [element('input', '', { attributes: { name: 'q', value: 'x' } })];
    const after = [element('input', '', { attributes: { name: 'q', value: '' } })];
    expect(compare(before, after).changed).toEqual([
      { before: [0], after: [0], fields: { '@value': ['x', ''] } },
    ]);
  });

  test('another order of the attributes is no change', () => {
    const before = [element('a', 'Go', { attributes: { href: '/x', class: 'b' } })];
    const after = [element('a', 'Go', { attributes: { class: 'b', href: '/x' } })];
    expect(compare(before, after).relation).toBe('unchanged');
  });

  test('options are compared by what they hold', () => {
    const select = (text: string) =>
      element('select', '', {
        attributes: { name: 's' },
        options: [{ optionIndex: 0, text, value: undefined }],
      });
    expect(Object.keys(compare([select('a')], [select('b')]).changed[0]?.fields ?? {})).toEqual([
      'options',
    ]);
    expect(compare([select('a')], [select('a')]).changed).toEqual([]);
  });

  test('attributes named like parts of every object are ordinary attributes', () => {
    const odd = (value: string): ElementNode =>
      JSON.parse(
        `{"tagName":"p","text":"x y z","attributes":{"__proto__":"${value}","constructor":"c"}}`,
      );
    expect(compare([odd('a')], [odd('b')]).changed).toEqual([
      { before: [0], after: [0], fields: { '@__proto__': ['a', 'b'] } },
    ]);
  });
});

describe('rows', () => {
  test('a row inserted on top leaves the others matched although all are renumbered', () => {
    const renumbered = [
      row('Barbara Liskov', 'Boston', 1),
      row('Ada Lovelace', 'London', 2),
      row('Grace Hopper', 'New York', 3),
      row('Alan Turing', 'Manchester', 4),
      row('Edsger Dijkstra', 'Rotterdam', 5),
    ];
    const diff = compare([table(people)], [table(renumbered)]);
    expect(diff.added.map((path) => path.slice(0, 3))).toEqual(Array(6).fill([0, 0, 0]));
    expect(diff.removed).toEqual([]);
    expect(diff.changed).toHaveLength(4);
  });

  test('sorted rows are moved, not rewritten', () => {
    const diff = compare([table(people)], [table([...people].toReversed())]);
    expect(diff.moved.map((move) => move.kind)).toEqual(['order', 'order', 'order']);
    expect(diff.changed).toEqual([]);
  });

  test('a row in which one cell changed is the same row', () => {
    const edited = [...people.slice(0, 3), row('Edsger Dijkstra', 'Austin', 4)];
    expect(compare([table(people)], [table(edited)]).changed).toEqual([
      { before: [0, 0, 3, 2], after: [0, 0, 3, 2], fields: { text: ['Rotterdam', 'Austin'] } },
    ]);
  });

  test('a page of other records is other records, even where two share a city', () => {
    const others = [
      row('Barbara Liskov', 'Boston', 5),
      row('Donald Knuth', 'London', 6),
      row('Tony Hoare', 'Oxford', 7),
      row('John Backus', 'Ashland', 8),
    ];
    const diff = compare([table(people)], [table(others)]);
    expect(diff.removed.filter((path) => path.length === 3)).toHaveLength(4);
    expect(diff.added.filter((path) => path.length === 3)).toHaveLength(4);
  });

  test('of identical rows the one whose id is gone was removed', () => {
    const before = withIds([table(Array.from({ length: 3 }, () => row('Screw', 'M4')))]);
    const without = (node: ElementNode): ElementNode => ({
      ...node,
      children: (node.children ?? [])
        .map(without)
        .filter((child, slot) => child.tagName !== 'tr' || slot !== 1),
    });
    const after = before.map(without);
    const diff = compare(before, after);
    expect(diff.removed.filter((path) => path.length === 3)).toEqual([[0, 0, 1]]);
  });
});

describe('ids', () => {
  test('after a navigation that restarts them they do not mislead', () => {
    const before = withIds([element('h1', 'Orders'), element('p', 'Twelve orders are open')]);
    const after = withIds([
      element('div', 'We use cookies on this page'),
      element('h1', 'Orders'),
      element('p', 'Twelve orders are open'),
    ]);
    const diff = compare(before, after);
    expect(diff.matched).toEqual([
      [[0], [1]],
      [[1], [2]],
    ]);
    expect(diff.added).toEqual([[0]]);
  });

  test('in a list that reuses its rows for other records the content decides', () => {
    const before = withIds([table(people)]);
    const after = withIds([table(people.slice(1))]);
    const diff = compare(before, after);
    expect(diff.removed.filter((path) => path.length === 3)).toEqual([[0, 0, 0]]);
    expect(diff.changed).toEqual([]);
  });

  test('while the document lives, an element with another text and the same id is the same', () => {
    const page = (text: string) => [
      element('h1', 'Shop'),
      element('div', [element('span', text), element('span', 'per piece')]),
      element('p', 'Free delivery from fifty euros'),
      element('p', 'Returns within thirty days'),
    ];
    const diff = compare(withIds(page('12 €')), withIds(page('sold out')));
    expect(diff.changed).toEqual([
      { before: [1, 0], after: [1, 0], fields: { text: ['12 €', 'sold out'] } },
    ]);
  });

  test('an id that stands twice in one tree is no evidence', () => {
    const twice = [
      element('p', 'one fish', { id: 'AAAB' }),
      element('p', 'two fish', { id: 'AAAB' }),
    ];
    expect(compare(twice, [...twice].toReversed()).changed).toEqual([]);
  });

  test('rows with new ids in a living document are new rows', () => {
    const bill = (month: string, id: string) =>
      element(
        'tr',
        [
          element('td', month, { id: `${id}1` }),
          element('td', '€ 40.50', { id: `${id}2` }),
          element(
            'td',
            [element('a', 'PDF', { id: `${id}4`, attributes: { href: `/b/${month.slice(5)}` } })],
            { id: `${id}3` },
          ),
        ],
        { id: `${id}0` },
      );
    const page = (rows: readonly ElementNode[]) => [
      element('h1', 'Your bills', { id: 'AAAA' }),
      element('p', 'The viewer is provided by a partner', { id: 'AAAB' }),
      element('table', rows, { id: 'AAAC' }),
    ];
    const diff = compare(
      page([bill('2026-01', 'B'), bill('2026-02', 'C')]),
      page([bill('2025-01', 'D'), bill('2025-02', 'E')]),
    );
    expect(diff.removed).toHaveLength(10);
    expect(diff.added).toHaveLength(10);
  });
});

describe('structure', () => {
  const steps = ['Collect documents', 'Book an appointment', 'Visit the office'].map((text) =>
    element('p', text),
  );

  test('a wrapper put around the content is one added node and moved children', () => {
    const diff = compare(steps, [element('div', steps)]);
    expect(diff.added).toEqual([[0]]);
    expect(diff.removed).toEqual([]);
    expect(diff.moved.map((move) => move.kind)).toEqual(['parent', 'parent', 'parent']);
  });

  test('a level taken away leaves what was in it, even when it was edited', () => {
    const before = [element('div', [element('section', [element('button', 'Reply')])])];
    const after = [element('div', [element('button', 'Reply (1)')])];
    const diff = compare(before, after);
    expect(diff.removed).toEqual([[0, 0]]);
    expect(diff.changed).toHaveLength(1);
  });

  test('levels that only the xpaths show keep the parts of a card together', () => {
    const card = (slot: number, title: string) => [
      element('a', title, { xpath: `/html[1]/ul[1]/li[${slot}]/a[1]` }),
      element('button', 'Add', { xpath: `/html[1]/ul[1]/li[${slot}]/button[1]` }),
    ];
    const before = [...card(1, 'Oak Chair'), ...card(2, 'Steel Lamp'), ...card(3, 'Wool Blanket')];
    const after = [...card(1, 'Steel Lamp'), ...card(2, 'Wool Blanket')];
    expect(compare(before, after).removed).toEqual([[0], [1]]);
  });

  test('sections that change places take their equal buttons along', () => {
    const section = (title: string) =>
      element('section', [element('h2', title), element('button', 'Show all')]);
    const [team, news] = [section('The team behind it'), section('News of the week')];
    const diff = compare([team, news], [news, team]);
    expect(diff.changed).toEqual([]);
    expect(diff.moved).toHaveLength(1);
  });

  test('names made up at every render do not hide what stayed', () => {
    const page = (salt: string) =>
      ['Overview', 'Orders', 'Customers', 'Products', 'Reports', 'Settings', 'Support'].map(
        (text, index) => element('a', text, { attributes: { class: `css-${salt}${index}` } }),
      );
    const diff = compare(page('a'), page('b').slice(1));
    expect(diff.removed).toEqual([[0]]);
    expect(diff.added).toEqual([]);
  });
});

describe('relation of the pages', () => {
  const header = ['Home', 'Shop', 'Cart'].map((text) =>
    element('a', text, { attributes: { href: `/${text}` } }),
  );
  const product = (name: string, price: string) =>
    element('li', [element('h3', name), element('p', price), element('button', `Add ${name}`)]);
  const shop = (title: string, names: readonly string[]) => [
    ...header,
    element('h1', title),
    element(
      'ul',
      names.map((name, index) => product(name, `€ ${name.length * 7 + index}.90`)),
    ),
  ];

  test('other products in the same frame are the same template', () => {
    const lamps = shop('Lamps', ['Desk lamp', 'Floor lamp', 'Night light', 'Lantern', 'Torch']);
    const chairs = shop('Chairs', [
      'Rocking chair',
      'Stool',
      'Armchair',
      'Bench',
      'Sofa',
      'Throne',
    ]);
    expect(compare(lamps, chairs).relation).toBe('same-template');
  });

  test('an error page with the same header is a different page', () => {
    const lamps = shop('Lamps', ['Desk lamp', 'Floor lamp', 'Night light', 'Lantern', 'Torch']);
    const error = [
      ...header,
      element('h1', '503 Service Unavailable'),
      element('pre', 'upstream timeout'),
    ];
    const diff = compare(lamps, error);
    expect(diff.relation).toBe('different-page');
    expect(diff.summary[0]?.text).toBe(
      "a different page: '503 Service Unavailable' instead of 'Lamps'",
    );
  });
});

describe('size', () => {
  const chain = (levels: number, leaf: string): ElementNode => {
    let node: ElementNode = { tagName: 'b', text: leaf };
    for (let level = 0; level < levels; level++) node = { tagName: 'div', children: [node] };
    return node;
  };

  test('a path of 20 000 levels is compared without recursion', () => {
    const diff = diffTrees(tree([chain(20_000, 'old leaf')]), tree([chain(20_000, 'new leaf')]));
    expect(diff.changed.map((change) => change.fields[0]?.after)).toEqual(['new leaf']);
    expect(diff.changed[0]?.before.path).toHaveLength(20_001);
  });

  test('of 20 000 equal siblings one less is one removal', () => {
    const siblings = Array.from({ length: 20_000 }, () => element('li', 'same'));
    const diff = diffTrees(
      tree([element('ul', siblings)]),
      tree([element('ul', siblings.slice(1))]),
    );
    expect(diff.removed).toHaveLength(1);
    expect(diff.added).toEqual([]);
    expect(diff.moved).toEqual([]);
  });

  test('20 000 siblings that all changed are all matched in place', () => {
    const list = (word: string) => [
      element(
        'ul',
        Array.from({ length: 20_000 }, (_, index) => element('li', `${word} ${index}`)),
      ),
    ];
    const diff = diffTrees(tree(list('entry')), tree(list('other')));
    expect(diff.changed).toHaveLength(20_000);
    expect(diff.added).toEqual([]);
  });
});
