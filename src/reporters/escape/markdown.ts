import { visible, visibleLine } from './visible.ts';

/** Words that mean nothing to Markdown, HTML or GitHub's references: letters and digits with plain punctuation. */
const PLAIN_WORD =
  /^["'“”‘’„(«]*[\p{L}\p{N}\p{M}]+(?:[-'’.,/%][\p{L}\p{N}\p{M}]+)*[%€]?["'“”‘’.,;:!?)»…]*$/u;
const PLAIN_MARK = /^[–—→·…]$/u;
/** A commit id, `GH-1` or `www.…` becomes a link on GitHub. */
const REFERENCE = /^\W*(?:[0-9a-f]{7,40}|[a-z]+-\d+|www\..*)\W*$/i;
const CLOCK_TIME = /^\d{1,2}:\d\d(?::\d\d)?[.,;)]*$/;
/** At the start of a line this is a list. */
const LIST_MARK = /^\d+[.)]$/;

function longestBacktickRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((longest, run) => Math.max(longest, run.length), 0);
}

/** Untrusted text as a code span; its backticks cannot end it. */
export function markdownCode(text: string): string {
  const line = visibleLine(text).trim();
  if (line === '') return '(empty)';
  const fence = '`'.repeat(longestBacktickRun(line) + 1);
  const pad = line.startsWith('`') || line.endsWith('`') ? ' ' : '';
  return `${fence}${pad}${line}${pad}${fence}`;
}

/** Untrusted text as a fenced block; no line of it can close the fence. */
export function markdownFence(text: string, language = ''): string {
  const content = visible(text);
  const fence = '`'.repeat(Math.max(3, longestBacktickRun(content) + 1));
  const tag = /^[a-z]{1,12}$/.test(language) ? language : '';
  return `${fence}${tag}\n${content}\n${fence}`;
}

function isPlain(word: string, isFirst: boolean): boolean {
  if (PLAIN_MARK.test(word) || CLOCK_TIME.test(word)) return true;
  if (isFirst && LIST_MARK.test(word)) return false;
  return PLAIN_WORD.test(word) && !REFERENCE.test(word);
}

/** Consecutive words of the same nature, so that neighbours share one code span. */
function groupWords(words: readonly string[]): readonly (readonly string[])[] {
  const groups: string[][] = [];
  words.forEach((word, index) => {
    const last = groups.at(-1);
    const first = last?.[0];
    if (last === undefined || first === undefined) groups.push([word]);
    else if (isPlain(first, groups.length === 1) === isPlain(word, index === 0)) last.push(word);
    else groups.push([word]);
  });
  return groups;
}

/** Trailing sentence punctuation stays outside the code span, where it reads better. */
function markdownGroup(group: readonly string[], isFirst: boolean): string {
  const text = group.join(' ');
  if (isPlain(group[0] ?? '', isFirst)) return text;
  const [, core = text, tail = ''] = /^(.*?)([.,;:!?)…]{0,20})$/su.exec(text) ?? [];
  return core === '' ? markdownCode(text) : `${markdownCode(core)}${tail}`;
}

/** Prose with untrusted words in it: plain words stay, everything that could mean something becomes code. */
export function markdownProse(text: string): string {
  const words = visibleLine(text)
    .split(' ')
    .filter((word) => word !== '');
  return groupWords(words)
    .map((group, index) => markdownGroup(group, index === 0))
    .join(' ');
}

/** Prose or code inside a table cell, where a pipe would end the cell even in code. */
export function markdownCell(markdown: string): string {
  return markdown.replaceAll('|', '¦').replaceAll('\n', ' ');
}
