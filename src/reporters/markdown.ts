import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { markdownProse } from './escape/markdown.ts';
import { blockMarkdown, lineMarkdown } from './markdown/blocks.ts';
import { footLine, goalLines, runLine, verdictLines } from './outline/head.ts';
import type { OutlineSection } from './outline/block.ts';
import { outline } from './outline/outline.ts';
import type { RenderOptions } from './reporter.ts';
import { OUTCOMES } from './words/outcome.ts';

/** GitHub refuses comments of more than 65 536 characters; this leaves room for what a bot adds. */
const MAX_CHARACTERS = 65_000;
const MARKS = { bad: '❌', good: '✅', open: '❔' } as const;

function head(diagnosis: Diagnosis): string {
  const { mood, badge } = OUTCOMES[diagnosis.verdict.kind];
  const announced = mood === 'open' ? `${badge}: ` : '';
  const title = `## ${MARKS[mood]} ${announced}${markdownProse(diagnosis.verdict.summary)}`;
  return [
    title,
    ...[...verdictLines(diagnosis), runLine(diagnosis), ...goalLines(diagnosis)].map(lineMarkdown),
  ].join('\n\n');
}

function sectionMarkdown(section: OutlineSection): readonly string[] {
  const blocks = section.blocks.map(blockMarkdown);
  if (!section.isDetail) return [`### ${markdownProse(section.title)}`, ...blocks];
  return [`<details><summary>${summaryText(section.title)}</summary>`, ...blocks, '</details>'];
}

/** Inside the summary element Markdown does not apply: letters, digits and blanks only. */
function summaryText(title: string): string {
  return title.replace(/[^\p{L}\p{N} ,.-]/gu, ' ');
}

interface Cut {
  readonly blocks: readonly string[];
  readonly omitted: readonly string[];
  readonly length: number;
}

/** Sections are taken whole, in reading order, as long as they fit; the rest is named. */
function withinBudget(sections: readonly OutlineSection[], budget: number): Cut {
  return sections.reduce<Cut>(
    (cut, section) => {
      const blocks = sectionMarkdown(section);
      const length = blocks.reduce((sum, block) => sum + block.length + 2, 0);
      if (cut.length + length > budget) return { ...cut, omitted: [...cut.omitted, section.title] };
      return { ...cut, blocks: [...cut.blocks, ...blocks], length: cut.length + length };
    },
    { blocks: [], omitted: [], length: 0 },
  );
}

function cutNote(omitted: readonly string[]): readonly string[] {
  if (omitted.length === 0) return [];
  return [
    `> Left out to stay within the size of a comment: ${omitted.map(markdownProse).join(', ')}.`,
  ];
}

/** GitHub-flavoured Markdown that fits a comment; sections beyond `maxCharacters` are left out and named. */
export function renderMarkdown(diagnosis: Diagnosis, options: RenderOptions = {}): string {
  const budget = options.maxCharacters ?? MAX_CHARACTERS;
  const first = head(diagnosis);
  const last = `---\n\n${lineMarkdown(footLine(diagnosis))}`;
  const reserved = first.length + last.length + 600;
  const cut = withinBudget(outline(diagnosis), budget - reserved);
  return `${[first, ...cut.blocks, ...cutNote(cut.omitted), last].join('\n\n')}\n`;
}
