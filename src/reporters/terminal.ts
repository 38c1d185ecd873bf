import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { strong } from './outline/block.ts';
import type { Line, OutlineSection, Span } from './outline/block.ts';
import { footLine, goalLines, runLine, verdictLines } from './outline/head.ts';
import { outline } from './outline/outline.ts';
import type { RenderOptions } from './reporter.ts';
import { blockLines } from './terminal/blocks.ts';
import { paperOf } from './terminal/paper.ts';
import type { Paper } from './terminal/paper.ts';
import { OUTCOMES } from './words/outcome.ts';

const MARKS = { bad: '✗ ', good: '✓ ', open: '? ' } as const;

function verdictSentence(diagnosis: Diagnosis): Line {
  const { mood, badge } = OUTCOMES[diagnosis.verdict.kind];
  const style = mood === 'open' ? 'strong' : mood;
  const mark: Span = { style, text: MARKS[mood] };
  const sentence = strong(diagnosis.verdict.summary);
  return mood === 'open' ? [mark, strong(`${badge}: `), sentence] : [mark, sentence];
}

function section(entry: OutlineSection, paper: Paper): string {
  return [
    paper.heading(entry.title),
    ...entry.blocks.flatMap((block) => blockLines(block, paper)),
  ].join('\n');
}

/** For a terminal: the verdict first, then the reasons, in at most `columns` columns. */
export function renderTerminal(diagnosis: Diagnosis, options: RenderOptions = {}): string {
  const paper = paperOf(options);
  const head = [
    verdictSentence(diagnosis),
    ...verdictLines(diagnosis),
    runLine(diagnosis),
    ...goalLines(diagnosis),
  ];
  const parts = [
    head.map((line, index) => paper.line(line, index === 0 ? '' : '  ', '  ')).join('\n'),
    ...outline(diagnosis).map((entry) => section(entry, paper)),
    paper.line(footLine(diagnosis)),
  ];
  return `${parts.join('\n\n')}\n`;
}
