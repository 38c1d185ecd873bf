/** One occurrence of a needle. */
export interface Occurrence {
  readonly start: number;
  readonly end: number;
  readonly needle: number;
}

const GRAM = 4;
const NONE = -1;

/**
 * Finds all needles in one pass (Aho-Corasick), in time linear in the text whatever the needles are.
 * Only the longest needle ending at each place is reported. Needles shorter than four units are not found.
 */
export function createMultiSearch(needles: readonly string[]): (text: string) => Occurrence[] {
  const edges = createEdges(needles.reduce((sum, needle) => sum + needle.length, 0));
  const grams = new Uint8Array(65_536);
  const trie = growTrie(needles, edges, grams);
  const automaton = linkSuffixes(trie, edges);
  return (text) => (needles.length === 0 ? [] : search(text, { needles, edges, grams, automaton }));
}

interface Edges {
  readonly find: (node: number, unit: number) => number;
  readonly add: (node: number, unit: number, child: number) => void;
}

/** Open addressing over typed arrays: a Map keyed by node and unit would cost ten times the memory. */
function createEdges(count: number): Edges {
  let size = 64;
  while (size < count * 2) size *= 2;
  const nodes = new Int32Array(size).fill(NONE);
  const units = new Uint16Array(size);
  const children = new Int32Array(size);
  const slotOf = (node: number, unit: number): number => {
    let slot = (Math.imul(node, 0x9e3779b1) ^ Math.imul(unit + 1, 0x85ebca6b)) >>> 0;
    slot = (slot ^ (slot >>> 15)) & (size - 1);
    while (nodes[slot] !== NONE && (nodes[slot] !== node || units[slot] !== unit))
      slot = (slot + 1) & (size - 1);
    return slot;
  };
  return {
    find: (node, unit) => {
      const slot = slotOf(node, unit);
      return nodes[slot] === NONE ? NONE : (children[slot] ?? NONE);
    },
    add: (node, unit, child) => {
      const slot = slotOf(node, unit);
      nodes[slot] = node;
      units[slot] = unit;
      children[slot] = child;
    },
  };
}

interface Trie {
  readonly parent: Int32Array;
  readonly unit: Uint16Array;
  readonly depth: Int32Array;
  readonly needle: Int32Array;
  readonly nodeCount: number;
}

function growTrie(needles: readonly string[], edges: Edges, grams: Uint8Array): Trie {
  const capacity = needles.reduce((sum, needle) => sum + needle.length, 1);
  const parent = new Int32Array(capacity);
  const unit = new Uint16Array(capacity);
  const depth = new Int32Array(capacity);
  const needleAt = new Int32Array(capacity).fill(NONE);
  let nodeCount = 1;
  needles.forEach((needle, index) => {
    let node = 0;
    for (let i = 0; i < needle.length; i++) {
      const code = needle.charCodeAt(i);
      let child = edges.find(node, code);
      if (child === NONE) {
        child = nodeCount++;
        edges.add(node, code, child);
        parent[child] = node;
        unit[child] = code;
        depth[child] = i + 1;
      }
      node = child;
    }
    needleAt[node] = index;
    grams[gramOf(needle)] = 1;
  });
  return { parent, unit, depth, needle: needleAt, nodeCount };
}

function gramOf(text: string): number {
  let hash = 0;
  for (let i = 0; i < GRAM; i++) hash = ((hash << 4) ^ text.charCodeAt(i)) & 0xffff;
  return hash;
}

interface Automaton {
  readonly fail: Int32Array;
  /** Longest needle that ends in this state. */
  readonly ending: Int32Array;
}

function linkSuffixes(trie: Trie, edges: Edges): Automaton {
  const fail = new Int32Array(trie.nodeCount);
  const ending = trie.needle.slice(0, trie.nodeCount);
  for (const node of nodesByDepth(trie)) {
    if ((trie.depth[node] ?? 0) > 1)
      fail[node] = follow(edges, fail, fail[trie.parent[node] ?? 0] ?? 0, trie.unit[node] ?? 0);
    if (ending[node] === NONE) ending[node] = ending[fail[node] ?? 0] ?? NONE;
  }
  return { fail, ending };
}

function nodesByDepth(trie: Trie): Int32Array {
  const nodes = Int32Array.from({ length: trie.nodeCount - 1 }, (_, i) => i + 1);
  return nodes.toSorted((a, b) => (trie.depth[a] ?? 0) - (trie.depth[b] ?? 0));
}

function follow(edges: Edges, fail: Int32Array, from: number, unit: number): number {
  let state = from;
  for (;;) {
    const next = edges.find(state, unit);
    if (next !== NONE) return next;
    if (state === 0) return 0;
    state = fail[state] ?? 0;
  }
}

interface Search {
  readonly needles: readonly string[];
  readonly edges: Edges;
  readonly grams: Uint8Array;
  readonly automaton: Automaton;
}

function search(text: string, { needles, edges, grams, automaton }: Search): Occurrence[] {
  const found: Occurrence[] = [];
  let state = 0;
  for (let i = 0; i < text.length; i++) {
    if (state === 0) {
      i = nextCandidate(text, i, grams);
      if (i >= text.length) break;
    }
    state = follow(edges, automaton.fail, state, text.charCodeAt(i));
    const needle = automaton.ending[state] ?? NONE;
    if (needle !== NONE)
      found.push({ start: i + 1 - (needles[needle]?.length ?? 0), end: i + 1, needle });
  }
  return found;
}

/** Most of a text cannot start a needle: skip to the next four units that can. */
function nextCandidate(text: string, from: number, grams: Uint8Array): number {
  let hash = 0;
  for (let i = from; i < text.length; i++) {
    hash = ((hash << 4) ^ text.charCodeAt(i)) & 0xffff;
    if (i - from >= GRAM - 1 && grams[hash] === 1) return i - (GRAM - 1);
  }
  return text.length;
}
