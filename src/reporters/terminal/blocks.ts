import { muted, prose } from '../outline/block.ts';
import type { Block, Line, ListEntry, TreeRow } from '../outline/block.ts';
import { visible } from '../escape/visible.ts';
import type { Paper } from './paper.ts';
import { textWidth } from './width.ts';

const INDENT = '  ';
const MARKS = { bad: '✗', good: '✓', open: '·', decisive: '▶' } as const;
const MAX_EXCERPT_LINES = 6;

function excerptLines(text: string, indent: string, paper: Paper): readonly string[] {
  const lines = visible(text).split('\n').slice(0, MAX_EXCERPT_LINES);
  const bar = `${indent}│ `;
  return lines.map(
    (line) => paper.line([prose(line.replaceAll('\t', '  '))], bar, bar) || bar.trimEnd(),
  );
}

function listEntry(entry: ListEntry, first: string, paper: Paper): readonly string[] {
  const indent = ' '.repeat(first.length);
  return [
    paper.line(entry.line, first),
    ...(entry.source === undefined ? [] : [paper.line(entry.source, indent)]),
    ...(entry.excerpt === undefined ? [] : excerptLines(entry.excerpt, indent, paper)),
  ];
}

function treeRow(row: TreeRow, paper: Paper): readonly string[] {
  const indent = INDENT.repeat(Math.min(row.depth, 6) + 1);
  return [
    paper.line(row.line, `${indent}${MARKS[row.mark]} `),
    ...row.details.map((detail) => paper.line(detail, `${indent}    `)),
  ];
}

function factLines(
  rows: readonly { readonly name: string; readonly line: Line }[],
  paper: Paper,
): readonly string[] {
  const width = Math.min(
    16,
    rows.reduce((widest, row) => Math.max(widest, textWidth(row.name)), 0),
  );
  return rows.map((row) => {
    const name = { style: 'muted', text: row.name } as const;
    if (textWidth(row.name) > width) return paper.line([name, muted(' '), ...row.line], INDENT);
    const lead = `${INDENT}${' '.repeat(width + 2)}`;
    const text = paper.line(row.line, lead);
    return `${INDENT}${paper.span(name)}${' '.repeat(width + 2 - textWidth(row.name))}${text.slice(lead.length)}`;
  });
}

function tableLines(block: Extract<Block, { kind: 'table' }>, paper: Paper): readonly string[] {
  return block.rows.map((row) => {
    const cells = row.flatMap((cell, index) => [
      ...(index === 0 ? [] : [muted(' · ')]),
      ...(block.columns[index] === undefined ? [] : [muted(`${block.columns[index]} `)]),
      ...cell,
    ]);
    return paper.line(cells, `${INDENT}- `);
  });
}

/** Lines of one block, indented below its heading. */
export function blockLines(block: Block, paper: Paper): readonly string[] {
  switch (block.kind) {
    case 'paragraph':
      return [paper.line(block.line, INDENT)];
    case 'list':
      return block.items.flatMap((entry, index) =>
        listEntry(
          entry,
          block.isOrdered ? `${String(index + 1).padStart(3)}. ` : `${INDENT}- `,
          paper,
        ),
      );
    case 'facts':
      return factLines(block.rows, paper);
    case 'table':
      return tableLines(block, paper);
    case 'excerpt':
      return excerptLines(block.text, INDENT, paper);
    case 'tree':
      return block.rows.flatMap((row) => treeRow(row, paper));
  }
}
