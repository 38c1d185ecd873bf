import type { Problem, TriageReport } from '../../compare/triage.ts';
import { visibleLine } from '../escape/visible.ts';
import { problemTitle } from './words.ts';

/** GitLab's words; what is known already is no news in a merge request. */
const SEVERITIES = { high: 'critical', medium: 'major', low: 'minor' } as const;

/** GitLab code quality: one entry per problem, so that a merge request shows what it added and what it solved. */
export function renderTriageGitlab(report: TriageReport): string {
  return `${JSON.stringify(report.problems.map(issue), undefined, 2)}\n`;
}

function issue(problem: Problem): object {
  return {
    description: visibleLine(`${problemTitle(problem)} (${problem.entries.length} runs)`),
    check_name: visibleLine(problem.cause ?? problem.kind),
    fingerprint: problem.fingerprint,
    severity: problem.standing === 'known' ? 'info' : SEVERITIES[problem.severity],
    location: { path: visibleLine(problem.exemplar.bundle), lines: { begin: 1 } },
  };
}
