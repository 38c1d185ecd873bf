import { parseArgs } from 'node:util';
import { openBundle } from '../../bundle/node/open-bundle.ts';
import { visibleText } from '../../bundle/quote-name.ts';
import {
  summariseBundle,
  type BundleSummary,
  type MissingPart,
} from '../../bundle/summarise-bundle.ts';
import { UsageError, type Command } from '../command.ts';
import { EXIT } from '../exit-code.ts';

const FORMATS = ['terminal', 'json'] as const;
type Format = (typeof FORMATS)[number];

const HELP = `debrief inspect BUNDLE - say what is in a bundle, what is missing from it and why

BUNDLE is a zip made by \`debrief fetch\`, its unpacked folder, or a .har file. Nothing in it is unpacked.

Options
  --format FORMAT   terminal (default) or json

Examples
  debrief inspect tsk_401234567890123456.zip
  debrief inspect run.zip --format json | jq '.missing[] | select(.state == "expired")'

Exit codes: 0 it is a bundle, complete or not; 2 wrong usage; 4 it is no bundle or cannot be read.
`;

/** `debrief inspect`: the table of contents of a bundle. */
export const inspectCommand: Command = {
  name: 'inspect',
  summary: 'say what is in a bundle, what is missing and why',
  help: HELP,
  run: async (argv, terminal) => {
    const { path, format } = readOptions(argv);
    const source = await openBundle(path);
    try {
      const summary = summariseBundle(source);
      terminal.stdout.write(format === 'json' ? asJson(summary) : asText(path, summary));
    } finally {
      await source.close?.();
    }
    return EXIT.ok;
  },
};

function readOptions(argv: readonly string[]): { readonly path: string; readonly format: Format } {
  const { values, positionals } = parse(argv);
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0)
    throw new UsageError('inspect takes one bundle: debrief inspect BUNDLE');
  const format = FORMATS.find((known) => known === values.format);
  if (format === undefined)
    throw new UsageError(`unknown format: use ${FORMATS.join(' or ')} after --format`);
  return { path, format };
}

// oxlint-disable-next-line typescript/explicit-function-return-type -- parseArgs derives it from the options
function parse(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { format: { type: 'string', default: 'terminal' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function asJson(summary: BundleSummary): string {
  return `${JSON.stringify(summary, undefined, 2)}\n`;
}

function asText(path: string, summary: BundleSummary): string {
  const lines = [
    ...headLines(path, summary),
    '',
    ...typeLines(summary),
    ...listed('Not there', missingLines(summary.missing)),
    ...listed('Problems', summary.problems),
    ...listed('Warnings of the fetch', summary.warnings),
  ];
  return `${lines.map(visibleText).join('\n')}\n`;
}

function headLines(path: string, summary: BundleSummary): readonly string[] {
  const { tool, types } = summary;
  const server = summary.server_version === null ? '' : `, server ${summary.server_version}`;
  const from = summary.base_url === null ? '' : ` from ${summary.base_url}${server}`;
  const observed = summary.observed_at === null ? '' : `, not ended at ${summary.observed_at}`;
  const held = types.reduce((sum, type) => sum + type.held, 0);
  const named = types.reduce((sum, type) => sum + type.listed, 0);
  const proofs = Object.entries(summary.verified).map(([by, count]) => `${by} ${String(count)}`);
  return [
    `Bundle    ${path}`,
    `Format    ${summary.schema}, written by ${tool.name} ${tool.version}`,
    `Run       ${summary.run_id ?? 'unknown'}${from}${observed}`,
    `Holds     ${String(summary.files)} files, ${readableSize(summary.bytes)}; ${String(held)} of ${String(named)} listed artifacts`,
    `Answers   ${summary.resources.length === 0 ? 'none' : summary.resources.join(', ')}`,
    `Verified  ${proofs.length === 0 ? 'none' : proofs.join(', ')}`,
  ];
}

function typeLines({ types }: BundleSummary): readonly string[] {
  const rows = types.map((type) => [
    type.artifact_type,
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
