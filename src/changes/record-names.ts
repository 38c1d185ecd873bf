import type { TreePair } from './tree-pair.ts';

/** Nodes that are read for names. */
const NAME_SEARCH_LIMIT = 30;

/** A record is called by its links, else by its words, else by its numbers. */
export function recordNames(pair: TreePair, members: readonly number[]): readonly string[] {
  const links: string[] = [];
  const words: string[] = [];
  const numbers: string[] = [];
  for (const member of members.slice(0, NAME_SEARCH_LIMIT)) {
    const node = pair.nodes[member];
    const text = typeof node?.text === 'string' ? node.text.trim() : '';
    if (text === '' || node?.tagName === 'button') continue;
    if (node?.tagName === 'a') links.push(text);
    else if (/\p{L}/u.test(text)) words.push(text);
    else numbers.push(text);
  }
  return [...links, ...words, ...numbers];
}
