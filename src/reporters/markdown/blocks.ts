import { markdownCell, markdownCode, markdownFence, markdownProse } from '../escape/markdown.ts';
import type { Block, Line, ListEntry, Span, TreeRow } from '../outline/block.ts';

const MARKS = { bad: '❌', good: '✅', open: '▫️', decisive: '👉' } as const;

/** Blanks at the ends of a span belong outside its marks. */
function spanMarkdown(span: Span): string {
  const core = span.text.trim();
  if (core === '') return span.text === '' ? '' : ' ';
  const before = /^\s/.test(span.text) ? ' ' : '';
  const after = /\s$/.test(span.text) ? ' ' : '';
  const text = span.style === 'code' ? markdownCode(core) : markdownProse(core);
  const isStrong = span.style === 'strong' || span.style === 'bad';
  return `${before}${isStrong ? `**${text}**` : text}${after}`;
}

/** One line of Markdown; neighbouring spans never touch, so that marks stay marks. */
export function lineMarkdown(line: Line): string {
  return line
    .map(spanMarkdown)
    .reduce(
      (text, next) => (/\S$/.test(text) && /^\S/.test(next) ? `${text} ${next}` : `${text}${next}`),
      '',
    )
    .replace(/ {2,}/g, ' ')
    .trim();
}

function indented(text: string, indent: string): string {
  return text
    .split('\n')
    .map((line) => `${indent}${line}`)
    .join('\n');
}

function listEntry(entry: ListEntry, bullet: string): string {
  const indent = ' '.repeat(bullet.length);
  const source = entry.source === undefined ? [] : [`${indent}<br>${lineMarkdown(entry.source)}`];
  const excerpt =
    entry.excerpt === undefined ? [] : ['', indented(markdownFence(entry.excerpt), indent)];
  return [`${bullet}${lineMarkdown(entry.line)}`, ...source, ...excerpt].join('\n');
}

function treeRow(row: TreeRow): string {
  const indent = '  '.repeat(Math.min(row.depth, 6));
  const details = row.details.map((detail) => `${indent}  - ${lineMarkdown(detail)}`);
  return [`${indent}- ${MARKS[row.mark]} ${lineMarkdown(row.line)}`, ...details].join('\n');
}

function tableLine(cells: readonly string[]): string {
  return `| ${cells.map(markdownCell).join(' | ')} |`;
}

function tableMarkdown(columns: readonly string[], rows: readonly (readonly Line[])[]): string {
  return [
    tableLine(columns.map(markdownProse)),
    tableLine(columns.map(() => '---')),
    ...rows.map((row) => tableLine(row.map(lineMarkdown))),
  ].join('\n');
}

/** GitHub-flavoured Markdown of one block. */
export function blockMarkdown(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return lineMarkdown(block.line);
    case 'list':
      return block.items
        .map((entry, index) => listEntry(entry, block.isOrdered ? `${index + 1}. ` : '- '))
        .join('\n');
    case 'facts':
      return block.rows
        .map((row) => `- **${markdownProse(row.name)}:** ${lineMarkdown(row.line)}`)
        .join('\n');
    case 'table':
      return tableMarkdown(block.columns, block.rows);
    case 'excerpt':
      return markdownFence(block.text, block.language);
    case 'tree':
      return block.rows.map(treeRow).join('\n');
  }
}
