import type { TriageEntry } from '../../compare/cluster.ts';
import type { TriageReport } from '../../compare/triage.ts';
import { csvCell } from '../escape/csv.ts';
import { visible } from '../escape/visible.ts';

/** One row per run, in both formats: for a spreadsheet or a database. */
const COLUMNS = {
  run_id: (entry) => entry.runId ?? '',
  bundle: (entry) => entry.bundle,
  status: (entry) => entry.status ?? '',
  finished_at: (entry) => entry.finishedAt ?? '',
  verdict: (entry) => entry.kind,
  cause: (entry) => entry.cause ?? '',
  confidence: (entry) => String(entry.confidence),
  owner: (entry) => entry.owner,
  retry: (entry) => entry.retry,
  workflow: (entry) => entry.workflow ?? '',
  block: (entry) => entry.block ?? '',
  fingerprint: (entry) => entry.fingerprint,
  summary: (entry) => entry.summary,
} as const satisfies Record<string, (entry: TriageEntry) => string>;

export function renderTriageNdjson(report: TriageReport): string {
  return runsOf(report)
    .map(
      (entry) =>
        `${JSON.stringify(Object.fromEntries(Object.entries(COLUMNS).map(([name, read]) => [name, visible(read(entry))])))}\n`,
    )
    .join('');
}

export function renderTriageCsv(report: TriageReport): string {
  const rows = runsOf(report).map((entry) =>
    Object.values(COLUMNS).map((read) => csvCell(read(entry))),
  );
  return [Object.keys(COLUMNS), ...rows].map((cells) => `${cells.join(',')}\r\n`).join('');
}

function runsOf({ problems, healthy, canceled }: TriageReport): readonly TriageEntry[] {
  return [...problems.flatMap((problem) => problem.entries), ...healthy, ...canceled];
}
