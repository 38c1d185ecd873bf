import type { TriageEntry } from '../../compare/cluster.ts';
import type { Problem, TriageReport, UnreadableBundle } from '../../compare/triage.ts';
import { visible } from '../escape/visible.ts';
import { elapsedMs, momentMs } from '../words/moment.ts';
import { commonGround, problemFacts } from './words.ts';

/** Common Test Report Format: every run is a test; what failed says to which problem it belongs. */
export function renderTriageCtrf(report: TriageReport): string {
  const { counts, tool } = report;
  const failed = report.problems.flatMap((problem) =>
    problem.entries.map((entry) => failedTest(entry, problem)),
  );
  const tests = [
    ...failed,
    ...report.healthy.map((entry) => test(entry, 'passed')),
    ...report.canceled.map((entry) => test(entry, 'skipped')),
    ...report.unreadable.map(otherTest),
  ];
  const summary = {
    tests: tests.length,
    passed: counts.healthy,
    failed: failed.length,
    pending: 0,
    skipped: counts.canceled,
    other: counts.unreadable,
    ...span(report),
  };
  const results = { tool: { name: tool.name, version: tool.version }, summary, tests };
  return `${JSON.stringify({ reportFormat: 'CTRF', specVersion: '0.0.0', results }, undefined, 2)}\n`;
}

function test(entry: TriageEntry, status: 'passed' | 'failed' | 'skipped'): object {
  return {
    name: visible(entry.runId ?? entry.bundle) || 'run',
    status,
    duration: Math.max(0, elapsedMs(entry.startedAt, entry.finishedAt) ?? 0),
    suite: [visible(entry.workflow ?? 'tasks') || 'tasks'],
    type: 'e2e',
    filePath: visible(entry.bundle),
    ...(entry.status === null ? {} : { rawStatus: visible(entry.status) }),
  };
}

function failedTest(entry: TriageEntry, problem: Problem): object {
  return {
    ...test(entry, 'failed'),
    message: visible(entry.summary),
    trace: visible([...problemFacts(problem), commonGround(problem)].join('\n')),
    extra: {
      cause: entry.cause,
      confidence: entry.confidence,
      owner: entry.owner,
      retry: entry.retry,
      fingerprint: entry.fingerprint,
      standing: problem.standing,
    },
  };
}

function otherTest({ bundle, error }: UnreadableBundle): object {
  return {
    name: visible(bundle) || 'bundle',
    status: 'other',
    duration: 0,
    suite: ['unreadable'],
    type: 'e2e',
    message: visible(error),
  };
}

/** From the first start to the last end, whole milliseconds. */
function span(report: TriageReport): { readonly start: number; readonly stop: number } {
  const entries = [
    ...report.problems.flatMap((problem) => problem.entries),
    ...report.healthy,
    ...report.canceled,
  ];
  const starts = entries.flatMap((entry) => momentMs(entry.startedAt) ?? []);
  const stops = entries.flatMap((entry) => momentMs(entry.finishedAt) ?? []);
  const start = starts.reduce((least, value) => Math.min(least, value), starts[0] ?? 0);
  return { start, stop: stops.reduce((most, value) => Math.max(most, value), start) };
}
