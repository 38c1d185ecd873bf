import type { TriageEntry } from '../../compare/cluster.ts';
import type { Problem, TriageReport, UnreadableBundle } from '../../compare/triage.ts';
import { xmlAttribute, xmlText } from '../escape/xml.ts';
import { elapsedMs } from '../words/moment.ts';
import { commonGround, problemFacts, STANDING_WORDS } from './words.ts';

/** JUnit XML: one suite, one test per run; what failed says to which problem it belongs. */
export function renderTriageJunit(report: TriageReport): string {
  const { counts } = report;
  const failed = report.problems.flatMap((problem) =>
    problem.entries.map((entry) => failedTest(entry, problem)),
  );
  const cases = [
    ...failed,
    ...report.healthy.map((entry) => `    <testcase ${identity(entry)}/>`),
    ...report.canceled.map(skippedTest),
    ...report.unreadable.map(erroredTest),
  ];
  const totals = `tests="${cases.length}" failures="${failed.length}" errors="${counts.unreadable}"`;
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites ${totals}>\n  <testsuite name="skyvern runs" ${totals} skipped="${counts.canceled}">\n${cases.join('\n')}\n  </testsuite>\n</testsuites>\n`;
}

function failedTest(entry: TriageEntry, problem: Problem): string {
  const text = [
    entry.summary,
    `${STANDING_WORDS[problem.standing]} ${problem.fingerprint}: ${commonGround(problem)}`,
    ...problemFacts(problem),
    ...entry.fixes.map((fix) => `→ ${fix}`),
    entry.bundle,
  ].join('\n');
  return `    <testcase ${identity(entry)}>\n      <failure message="${xmlAttribute(entry.summary)}" type="${xmlAttribute(entry.cause ?? entry.kind)}">${xmlText(text)}</failure>\n    </testcase>`;
}

function skippedTest(entry: TriageEntry): string {
  return `    <testcase ${identity(entry)}>\n      <skipped message="${xmlAttribute(entry.summary)}"/>\n    </testcase>`;
}

function erroredTest({ bundle, error }: UnreadableBundle): string {
  return `    <testcase name="${xmlAttribute(bundle)}" classname="skyvern.bundle">\n      <error message="${xmlAttribute(error)}"/>\n    </testcase>`;
}

function identity(entry: TriageEntry): string {
  return `name="${xmlAttribute(entry.runId ?? entry.bundle)}" classname="${xmlAttribute(`skyvern.${entry.workflow ?? 'task'}`)}" time="${seconds(entry)}"`;
}

function seconds(entry: TriageEntry): string {
  return (Math.max(0, elapsedMs(entry.startedAt, entry.finishedAt) ?? 0) / 1000).toFixed(3);
}
