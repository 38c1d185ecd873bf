import type { ElementNode } from '../src/run/run.ts';

/** Two tree documents as text, so that every round parses fresh strings. */
export interface BuiltPair {
  readonly before: string;
  readonly after: string;
  readonly nodes: number;
}

interface MutableNode {
  id: string;
  tagName: string;
  text: string;
  attributes: Record<string, unknown>;
  children: MutableNode[];
  xpath: string | undefined;
  readonly [field: string]: unknown;
}

/** Seeded numbers between 0 and 1 (mulberry32): the same trees on every machine. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const WORDS =
  'order invoice total customer status pending paid search cancel submit address city amount date details product account help cart price'.split(
    ' ',
  );

/** A page of tables, cards and forms with repeated buttons; the second one with new ids and a share of its nodes changed, removed, inserted or moved. */
export function buildBigPair(nodes: number, rate: number): BuiltPair {
  const random = seeded(7);
  const before = buildPage(nodes, random);
  const after: MutableNode[] = JSON.parse(JSON.stringify(before));
  mutate(after, Math.round(nodes * rate), random);
  issueIds(before, 1);
  issueIds(after, 50_000);
  return {
    before: JSON.stringify(before, undefined, 2),
    after: JSON.stringify(after, undefined, 2),
    nodes,
  };
}

function buildPage(nodes: number, random: () => number): MutableNode[] {
  const main = element('main');
  let count = 1;
  while (count < nodes) {
    const table = element('table');
    for (let row = 0; row < 20 && count < nodes; row++) {
      table.children.push(buildRow(random));
      count += 9;
    }
    main.children.push(element('section', phrase(random, 3), {}, [table]));
    count += 2;
  }
  return [main];
}

function buildRow(random: () => number): MutableNode {
  const cells = Array.from({ length: 4 }, () =>
    element('td', phrase(random, 2), { class: `c-${hex(random)}` }),
  );
  const buttons = ['Edit', 'Delete'].map((name) =>
    element('button', name, { type: 'button', class: 'btn' }),
  );
  const link = element('a', phrase(random, 2), { href: `/orders/${hex(random)}` });
  return element('tr', '', { class: 'order' }, [
    link,
    ...cells,
    element('td', '', { class: 'actions' }, buttons),
  ]);
}

/** With all fields of a scraped node, so that the ratio to JSON.parse is that of real trees. */
function element(
  tagName: string,
  text = '',
  attributes: Record<string, unknown> = {},
  children: MutableNode[] = [],
): MutableNode {
  return {
    id: '',
    frame: 'main.frame',
    frame_index: 0,
    interactable: tagName === 'button' || tagName === 'a',
    hoverOnly: false,
    tagName,
    attributes,
    beforePseudoText: null,
    text,
    afterPseudoText: null,
    children,
    purgeable: false,
    keepAllAttr: false,
    isSelectable: false,
    xpath: undefined,
  };
}

function phrase(random: () => number, length: number): string {
  return (
    Array.from({ length }, () => WORDS[Math.floor(random() * WORDS.length)] ?? '').join(' ') +
    ` ${Math.floor(random() * 1000)}`
  );
}

function hex(random: () => number): string {
  return Math.floor(random() * 2 ** 32).toString(16);
}

function mutate(roots: MutableNode[], changes: number, random: () => number): void {
  const parents: MutableNode[] = [];
  const waiting = [...roots];
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    if (node.children.length > 0) parents.push(node);
    for (const child of node.children) waiting.push(child);
  }
  for (let change = 0; change < changes; change++) {
    const parent = parents[Math.floor(random() * parents.length)];
    const index = Math.floor(random() * (parent?.children.length ?? 0));
    const child = parent?.children[index];
    if (parent === undefined || child === undefined) continue;
    const kind = random();
    if (kind < 0.5) child.text = `${child.text} ${phrase(random, 1)}`;
    else if (kind < 0.8) child.attributes['title'] = phrase(random, 1);
    else if (kind < 0.87 && child.children.length < 10) parent.children.splice(index, 1);
    else if (kind < 0.95)
      parent.children.splice(
        index,
        0,
        element('a', phrase(random, 2), { href: `/new/${hex(random)}` }),
      );
    else parent.children.push(...parent.children.splice(index, 1));
  }
}

/** Gives ids and xpaths as a scrape of a fresh document does. */
function issueIds(roots: readonly MutableNode[], first: number): void {
  let next = first;
  const waiting: { readonly children: readonly MutableNode[]; readonly path: string }[] = [
    { children: roots, path: '/*[name()="html"][1]/*[name()="body"][1]' },
  ];
  for (let group = waiting.pop(); group !== undefined; group = waiting.pop()) {
    for (const [index, node] of group.children.entries()) {
      node.id = (next++).toString(36).padStart(4, 'A');
      node.attributes['unique_id'] = node.id;
      node.xpath = `${group.path}/*[name()="${node.tagName}"][${index + 1}]`;
      waiting.push({ children: node.children, path: node.xpath });
    }
  }
}

/** Shapes that make naive comparisons quadratic or overflow the stack. */
export function hardCases(nodes: number): readonly (readonly [string, BuiltPair])[] {
  const random = seeded(3);
  const list = (texts: readonly string[]): string =>
    JSON.stringify(
      [
        element(
          'ul',
          '',
          {},
          texts.map((text) => element('li', text)),
        ),
      ],
      undefined,
      2,
    );
  const equal = Array.from({ length: nodes }, () => 'same');
  const numbered = equal.map((_, index) => `entry ${index}`);
  const pair = (before: string, after: string): BuiltPair => ({ before, after, nodes });
  return [
    [
      'two unrelated pages',
      {
        before: JSON.stringify(buildPage(nodes, random), undefined, 2),
        after: JSON.stringify(buildPage(nodes, seeded(99)), undefined, 2),
        nodes,
      },
    ],
    ['equal siblings, one less', pair(list(equal), list(equal.slice(1)))],
    [
      'siblings, all changed',
      pair(list(numbered), list(numbered.map((text) => text.replace('entry', 'other')))),
    ],
    [
      'siblings, all new',
      pair(list(numbered), list(numbered.map((_, index) => `${hex(random)} ${index % 7}`))),
    ],
    ['siblings, reversed', pair(list(numbered), list([...numbered].toReversed()))],
    ['siblings, one inserted on top', pair(list(numbered), list(['new', ...numbered]))],
    ['chain, leaf changed', pair(chain(nodes, 'leaf'), chain(nodes, 'other'))],
  ];
}

/** Written by hand: JSON.stringify overflows at this depth. */
function chain(levels: number, leaf: string): string {
  const open = '{"tagName":"div","attributes":{},"text":"","children":[';
  return `[${open.repeat(levels)}${JSON.stringify(element('b', leaf) satisfies ElementNode)}${']}'.repeat(levels)}]`;
}
