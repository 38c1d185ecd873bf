import type { Problem, TriageReport } from '../../compare/triage.ts';
import { markdownCell, markdownCode } from '../escape/markdown.ts';
import type { TriageRenderOptions } from './reporter.ts';
import {
  commonGround,
  headline,
  ownersLine,
  problemFacts,
  problemTitle,
  STANDING_WORDS,
} from './words.ts';

/** GitHub drops a whole step summary beyond 1 MiB. */
const MAX_BYTES = 900 * 1024;
/** Rows of the table, and runs listed per problem; the rest is counted. */
const MAX_ROWS = 100;
const MAX_RUNS = 50;
/** For the sentence on what was left out. */
const ROOM_FOR_NOTE = 200;

/** A triage in Markdown: a table of problems, then each with its runs. */
export function renderTriageMarkdown(
  report: TriageReport,
  { maxBytes = MAX_BYTES }: TriageRenderOptions = {},
): string {
  const owners = ownersLine(report);
  const head = [
    `## ${headline(report)}`,
    '',
    ...(owners === undefined ? [] : [owners, '']),
    ...problemTable(report),
  ];
  const details = report.problems.map((problem, index) =>
    problemSection(problem, index + 1).join('\n'),
  );
  const tail = [goneLines(report).join('\n'), unreadableLines(report).join('\n')];
  return `${cutAt(
    [head.join('\n'), ...details, ...tail.filter((block) => block !== '')],
    maxBytes,
  ).join('\n\n')}\n`;
}

function problemTable({ problems }: TriageReport): readonly string[] {
  if (problems.length === 0) return [];
  const rows = problems
    .slice(0, MAX_ROWS)
    .map(
      (problem, index) =>
        `| ${index + 1} | ${STANDING_WORDS[problem.standing]} | ${problem.entries.length} | ${cell(problem.cause ?? problem.kind)} | ${cell(problem.exemplar.summary)} | ${problem.owner} |`,
    );
  const rest = problems.length - rows.length;
  const moreRows = rest > 0 ? ['', `${rest} more problems follow below.`] : [];
  return [
    '| # | | runs | cause | what happened | for |',
    '|--:|---|--:|---|---|---|',
    ...rows,
    ...moreRows,
  ];
}

function problemSection(problem: Problem, number: number): readonly string[] {
  return [
    `### ${number}. ${markdownCode(problemTitle(problem).slice(0, 200))}`,
    '',
    ...problemFacts(problem).map((fact) => `- ${markdownCode(fact)}`),
    `- together because: ${markdownCode(commonGround(problem))}`,
    `- fingerprint: ${markdownCode(problem.fingerprint)}`,
    '',
    '<details><summary>Runs</summary>',
    '',
    ...problem.entries
      .slice(0, MAX_RUNS)
      .map((entry) => `- ${markdownCode(entry.runId ?? '?')} ${markdownCode(entry.bundle)}`),
    ...(problem.entries.length > MAX_RUNS
      ? [`- and ${problem.entries.length - MAX_RUNS} more`]
      : []),
    '',
    '</details>',
  ];
}

function goneLines({ gone }: TriageReport): readonly string[] {
  return gone.length === 0
    ? []
    : [
        '### Known problems not seen',
        '',
        ...gone.map(
          (problem) => `- ${markdownCode(problem.fingerprint)} ${markdownCode(problem.summary)}`,
        ),
      ];
}

function unreadableLines({ unreadable }: TriageReport): readonly string[] {
  return unreadable.length === 0
    ? []
    : [
        '### Could not be read',
        '',
        ...unreadable.map(
          ({ bundle, error }) => `- ${markdownCode(bundle)}: ${markdownCode(error)}`,
        ),
      ];
}

function cell(text: string): string {
  return markdownCell(markdownCode(text.slice(0, 200)));
}

/** Whole blocks only, with a word on how many were left out. */
function cutAt(blocks: readonly string[], maxBytes: number): readonly string[] {
  const encoder = new TextEncoder();
  const kept: string[] = [];
  let sizeBytes = ROOM_FOR_NOTE;
  for (const block of blocks) {
    sizeBytes += encoder.encode(block).length + 2;
    if (sizeBytes > maxBytes)
      return [
        ...kept,
        `${blocks.length - kept.length} more sections were left out to stay within the size that fits a step summary.`,
      ];
    kept.push(block);
  }
  return kept;
}
