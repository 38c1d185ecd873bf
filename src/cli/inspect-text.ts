import { isBareHar } from '../bundle/bare-har.ts';
import { visibleText } from '../bundle/quote-name.ts';
import type { BundleSummary, MissingPart } from '../bundle/summarise-bundle.ts';

const SECRETS = {
  raw: 'raw: may hold live credentials; share what debrief redact writes',
  redacted: 'redacted: made to be shared',
} as const;
const LONGEST_LINE = 400;
const LONGEST_TYPE = 48;

/** The summary as JSON in which no character of a bundle can act on a terminal. */
export function summaryAsJson(summary: BundleSummary): string {
  const json = JSON.stringify(summary, undefined, 2);
  return `${json.replace(/[\u007f-\u009f\p{Cf}\p{Zl}\p{Zp}]/gu, escapeUnits)}\n`;
}

function escapeUnits(character: string): string {
  return Array.from(
    { length: character.length },
    (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
  ).join('');
}

/** The summary for a reader at a terminal. */
export function renderSummary(path: string, summary: BundleSummary): string {
  const lines = [
    ...headLines(path, summary),
    '',
    ...typeLines(summary),
    ...listed('Not there', missingLines(summary.missing)),
    ...listed('Problems', summary.problems),
    ...listed('Warnings of the fetch', summary.warnings),
  ];
  return `${lines.map((line) => visibleText(line.slice(0, LONGEST_LINE))).join('\n')}\n`;
}

function headLines(path: string, summary: BundleSummary): readonly string[] {
  const { tool, types } = summary;
  const format = isBareHar(summary)
    ? 'a HAR without a bundle around it'
    : `${summary.schema}, written by ${tool.name} ${tool.version}`;
  const server = summary.server_version === null ? '' : `, server ${summary.server_version}`;
  const from = summary.base_url === null ? '' : ` from ${summary.base_url}${server}`;
  const observed = summary.observed_at === null ? '' : `, not ended at ${summary.observed_at}`;
  const held = types.reduce((sum, type) => sum + type.held, 0);
  const named = types.reduce((sum, type) => sum + type.listed, 0);
  const proofs = Object.entries(summary.verified).map(([by, count]) => `${by} ${String(count)}`);
  return [
    `Bundle    ${path}`,
    `Format    ${format}`,
    `Run       ${summary.run_id ?? 'unknown'}${from}${observed}`,
    `Holds     ${String(summary.files)} files, ${readableSize(summary.bytes)}; ${String(held)} of ${String(named)} listed artifacts`,
    `Answers   ${summary.resources.length === 0 ? 'none' : summary.resources.join(', ')}`,
    `Verified  ${proofs.length === 0 ? 'none' : proofs.join(', ')}`,
    `Contents  ${SECRETS[summary.contents ?? 'raw']}`,
  ];
}

function typeLines({ types }: BundleSummary): readonly string[] {
  const rows = types.map((type) => [
    type.artifact_type.slice(0, LONGEST_TYPE),
    String(type.listed),
    String(type.held),
    readableSize(type.bytes),
  ]);
  const table = [['Type', 'Listed', 'Held', 'Size'], ...rows];
  const widths = [0, 1, 2, 3].map((column) =>
    table.reduce((widest, row) => Math.max(widest, row[column]?.length ?? 0), 0),
  );
  return table.map(([name = '', ...numbers]) =>
    [
      name.padEnd(widths[0] ?? 0),
      ...numbers.map((cell, column) => cell.padStart(widths[column + 1] ?? 0)),
    ].join('  '),
  );
}

/** One line for all parts that lack for the same reason. */
function missingLines(missing: readonly MissingPart[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const part of missing) {
    const status = part.http_status === null ? '' : ` (HTTP ${String(part.http_status)})`;
    const reason = part.reason === null ? '' : `: ${part.reason}`;
    const line = `${part.type} ${part.state}${status}${reason}`;
    counts.set(line, (counts.get(line) ?? 0) + 1);
  }
  return [...counts].map(([line, count]) => `${String(count)} × ${line}`);
}

function listed(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : ['', title, ...lines.map((line) => `  ${line}`)];
}

function readableSize(bytes: number): string {
  if (bytes < 1000) return `${String(bytes)} B`;
  if (bytes < 1_000_000) return `${(bytes / 1000).toFixed(1)} kB`;
  return `${(bytes / 1_000_000).toFixed(1)} MB`;
}
