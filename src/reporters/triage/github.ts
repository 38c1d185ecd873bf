import type { Problem, TriageReport } from '../../compare/triage.ts';
import { commandMessage, commandProperty } from '../escape/workflow-command.ts';
import { headline, problemFacts, problemTitle } from './words.ts';

/** GitHub shows ten annotations of a kind per step; the last one tells how many there are. */
const MAX_ANNOTATIONS = 9;

/** Workflow commands: one annotation per problem, new ones as errors and known ones as warnings, worst first. */
export function renderTriageGithub(report: TriageReport): string {
  const shown = report.problems.slice(0, MAX_ANNOTATIONS).map(annotation);
  const rest = report.problems.length - shown.length;
  const summary = `::notice title=${commandProperty('Skyvern runs')}::${commandMessage(`${headline(report)}${rest > 0 ? ` ${rest} more problems are in the report.` : ''}`)}`;
  return `${[...shown, summary].join('\n')}\n`;
}

function annotation(problem: Problem): string {
  const level = problem.standing === 'known' ? 'warning' : 'error';
  const message = [
    problem.exemplar.summary,
    ...problemFacts(problem),
    `look at ${problem.exemplar.bundle}`,
    problem.fingerprint,
  ].join('\n');
  return `::${level} title=${commandProperty(problemTitle(problem).slice(0, 120))}::${commandMessage(message)}`;
}
