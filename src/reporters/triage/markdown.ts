import type { Problem, TriageReport } from '../../compare/triage.ts';
import { markdownCell, markdownCode } from '../escape/markdown.ts';
import { commonGround, headline, problemFacts, problemTitle, STANDING_WORDS } from './words.ts';

/** GitHub drops a whole step summary beyond 1 MiB. */
const MAX_CHARACTERS = 900_000;

/** A triage in Markdown: a table of problems, then each with its runs. */
export function renderTriageMarkdown(report: TriageReport): string {
  const head = [`## ${headline(report)}`, '', ...problemTable(report)];
  const details = report.problems.map((problem, index) =>
    problemSection(problem, index + 1).join('\n'),
  );
  const tail = [...goneLines(report), ...unreadableLines(report)];
  return `${cutAt([head.join('\n'), ...details, tail.join('\n')].filter((block) => block !== '')).join('\n\n')}\n`;
}

function problemTable({ problems }: TriageReport): readonly string[] {
  if (problems.length === 0) return [];
  const rows = problems.map(
    (problem, index) =>
      `| ${index + 1} | ${STANDING_WORDS[problem.standing]} | ${problem.entries.length} | ${cell(problem.cause ?? problem.kind)} | ${cell(problem.exemplar.summary)} | ${problem.owner} |`,
  );
  return ['| # | | runs | cause | what happened | for |', '|--:|---|--:|---|---|---|', ...rows];
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
    ...problem.entries.map(
      (entry) => `- ${markdownCode(entry.runId ?? '?')} ${markdownCode(entry.bundle)}`,
    ),
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
function cutAt(blocks: readonly string[]): readonly string[] {
  const kept: string[] = [];
  let length = 0;
  for (const block of blocks) {
    length += block.length + 2;
    if (length > MAX_CHARACTERS)
      return [
        ...kept,
        `${blocks.length - kept.length} more sections were left out to stay within the size that fits a step summary.`,
      ];
    kept.push(block);
  }
  return kept;
}
