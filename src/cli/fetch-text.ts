import type { AcquireResult, RunListing } from '../acquire/acquire-run.ts';
import type { RunSearch } from '../acquire/find-runs.ts';
import { formatUtc } from '../support/iso-time.ts';

const MAX_LINES = 10;

/** What became of a fetch, in a few lines for people. */
export function renderResult(result: AcquireResult): string {
  const { artifacts, warnings } = result.manifest;
  const stored = artifacts.filter(({ entry }) => entry !== null);
  const bytes = stored.reduce((sum, { size }) => sum + (size ?? 0), 0);
  const head = `${String(stored.length)} of ${String(artifacts.length)} artifacts, ${renderBytes(bytes)}; run ${plain(result.runStatus ?? 'of unknown status')}`;
  const missing = result.missing.map((entry) => {
    const name =
      'artifact_id' in entry ? `${entry.artifact_type} ${entry.artifact_id}` : entry.path;
    return `${name}: ${entry.state}, ${entry.reason ?? 'no reason given'}`;
  });
  const lines = [
    result.isComplete ? `complete: ${head}` : `incomplete: ${head}`,
    ...cut(missing),
    ...cut(warnings.map((warning) => `note: ${warning}`)),
  ];
  return `${lines.map((line, index) => (index === 0 ? plain(line) : `  ${plain(line)}`)).join('\n')}\n`;
}

/** One line per artifact that a fetch would bring. */
export function renderListing(listing: RunListing): string {
  const wanted = listing.artifacts.filter(({ isWanted }) => isWanted);
  const bytes = wanted.reduce((sum, { listedBytes }) => sum + (listedBytes ?? 0), 0);
  const rows = wanted.map(
    ({ artifactType, artifactId, listedBytes }) =>
      `${artifactType}\t${artifactId}\t${listedBytes === undefined ? '-' : String(listedBytes)}`,
  );
  const total = `${String(wanted.length)} of ${String(listing.artifacts.length)} artifacts, ${renderBytes(bytes)} as far as the server says`;
  const head = `${listing.runId}: run ${listing.runStatus ?? 'of unknown status'}, ${total}`;
  return `${[head, ...rows, ...listing.warnings.map((warning) => `note: ${warning}`)].map(plain).join('\n')}\n`;
}

/** What a search found: a line on stderr, and one line per run for `--dry-run`. */
export function renderSearch({
  runs,
  held,
  warnings,
}: RunSearch & { readonly held: ReadonlySet<string> }): {
  readonly summary: string;
  readonly rows: string;
} {
  const count = runs.length === 1 ? '1 run matches' : `${String(runs.length)} runs match`;
  const here = held.size === 0 ? '' : `; ${String(held.size)} complete here already`;
  const lines = [`${count}${here}`, ...warnings.map((warning) => `note: ${warning}`)];
  const rows = runs.map(({ runId, status, createdAtMs }) =>
    [
      runId,
      status ?? '-',
      formatUtc(createdAtMs) ?? '-',
      held.has(runId) ? 'complete here' : 'to fetch',
    ].join('\t'),
  );
  return {
    summary: lines.map((line) => `${plain(line)}\n`).join(''),
    rows: rows.map((row) => `${plain(row)}\n`).join(''),
  };
}

export function renderBytes(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} bytes`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return bytes < 1_000_000_000
    ? `${(bytes / 1_000_000).toFixed(1)} MB`
    : `${(bytes / 1_000_000_000).toFixed(2)} GB`;
}

function cut(lines: readonly string[]): readonly string[] {
  if (lines.length <= MAX_LINES) return lines;
  return [
    ...lines.slice(0, MAX_LINES),
    `… and ${String(lines.length - MAX_LINES)} more; see manifest.json in the bundle`,
  ];
}

/** The server's words must not steer the terminal. */
export function plain(text: string): string {
  return text.replace(/[^\P{Cc}\t]|[\p{Cf}\p{Co}\p{Zl}\p{Zp}]/gu, '?').slice(0, 500);
}
