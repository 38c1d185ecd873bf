import type { Problem, TriageReport } from '../../compare/triage.ts';
import { terminalText } from '../escape/terminal.ts';
import {
  commonGround,
  headline,
  ownersLine,
  problemFacts,
  problemTitle,
  STANDING_WORDS,
} from './words.ts';

/** Runs named per problem; the rest is counted. */
const MAX_RUNS = 5;

/** A triage for a terminal: one paragraph per problem, new ones first. */
export function renderTriageTerminal(report: TriageReport): string {
  const problems = report.problems.flatMap((problem, index) => [
    '',
    ...problemLines(problem, index + 1),
  ]);
  const gone = report.gone.map(
    (problem) => `  gone   ${problem.fingerprint} ${problem.cause ?? ''} ${problem.summary}`,
  );
  const owners = ownersLine(report);
  const head = [headline(report), ...(owners === undefined ? [] : [owners])];
  const unreadable = report.unreadable.map(({ bundle, error }) => `  unread ${bundle}: ${error}`);
  const tail = [...gone, ...unreadable];
  return `${[...head, ...problems, ...(tail.length === 0 ? [] : ['', ...tail])].map(terminalText).join('\n')}\n`;
}

function problemLines(problem: Problem, number: number): readonly string[] {
  const runs = problem.entries.slice(0, MAX_RUNS).map((entry) => entry.runId ?? entry.bundle);
  const more =
    problem.entries.length > MAX_RUNS ? ` and ${problem.entries.length - MAX_RUNS} more` : '';
  return [
    `${number}. ${STANDING_WORDS[problem.standing]} ${problemTitle(problem)}`,
    ...problemFacts(problem).map((fact) => `   ${fact}`),
    `   runs: ${runs.join(', ')}${more}`,
    `   look at ${problem.exemplar.bundle}`,
    `   together because: ${commonGround(problem)}`,
    `   ${problem.fingerprint}`,
  ];
}
