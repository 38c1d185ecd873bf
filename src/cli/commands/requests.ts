import { open, stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { readHarStream } from '../../artifacts/har-scan.ts';
import type { ReadProblem } from '../../artifacts/read-problem.ts';
import { runOfHar } from '../../requests/bare-har.ts';
import type { RequestRun } from '../../requests/context.ts';
import { findFailedRequests } from '../../requests/find-failed-requests.ts';
import { createFailureKeeper } from '../../requests/keep-failures.ts';
import { renderJson } from '../../requests/render-json.ts';
import { renderMarkdown } from '../../requests/render-markdown.ts';
import { renderTerminal } from '../../requests/render-terminal.ts';
import type { RequestReport } from '../../requests/report.ts';
import type { Command } from '../command.ts';
import { UsageError } from '../command.ts';
import { EXIT } from '../exit-code.ts';
import { withoutPatterns, type RedactedOutput } from '../redacted-output.ts';
import { openRedactedRun } from '../redacted-run.ts';
import type { Terminal } from '../terminal.ts';

const FORMATS = {
  terminal: (report, isAll) => renderTerminal(report, { isAll }),
  markdown: (report, isAll) => renderMarkdown(report, { isAll }),
  json: (report) => renderJson(report),
} as const satisfies Readonly<Record<string, (report: RequestReport, isAll: boolean) => string>>;

type Format = keyof typeof FORMATS;

/** Which requests of a run failed, and which of those mattered. */
export const requestsCommand: Command = {
  name: 'requests',
  summary: 'Which HTTP requests failed, which of them mattered, and why',
  help: `Usage: debrief requests BUNDLE|FILE.har [--all] [--format terminal|json|markdown]

Lists the failed requests of a run: those that mattered first, by endpoint, with the step and
action that caused them. Failures without harm (telemetry, downloads, what a later try made good)
are counted; --all lists each of them with its reason. Works on HARs of Playwright, Chrome and Firefox.

Options:
  --all              list what was left out, and shorten nothing
  --format FORMAT    terminal (default), json or markdown

Examples:
  debrief requests wr_123.zip
  debrief requests recording.har --all
  debrief requests wr_123.zip --format json
`,
  run: runRequests,
};

async function runRequests(
  argv: readonly string[],
  terminal: Terminal,
): ReturnType<Command['run']> {
  const { path, isAll, format } = readOptions(argv);
  const opened = await openRequests(resolve(terminal.cwd(), path));
  for (const { message } of opened.problems)
    terminal.stderr.write(`debrief: ${path}: ${opened.output.text(message)}\n`);
  if (opened.run === undefined) return EXIT.unusable;
  const report = findFailedRequests(opened.run, opened.facts);
  const hide = opened.output[format === 'json' ? 'json' : 'text'];
  terminal.stdout.write(hide(FORMATS[format](report, isAll)));
  return EXIT.ok;
}

interface Options {
  readonly path: string;
  readonly isAll: boolean;
  readonly format: Format;
}

function readOptions(argv: readonly string[]): Options {
  const { positionals, values } = parse(argv);
  const [path, ...rest] = positionals;
  if (path === undefined || rest.length > 0) {
    throw new UsageError('requests takes one bundle or HAR file: debrief requests BUNDLE|FILE.har');
  }
  const format = values.format ?? 'terminal';
  if (!isFormat(format)) {
    throw new UsageError(`unknown format '${format}': use terminal, json or markdown`);
  }
  return { path, isAll: values.all ?? false, format };
}

function parse(argv: readonly string[]): {
  readonly positionals: readonly string[];
  readonly values: { readonly all?: boolean | undefined; readonly format?: string | undefined };
} {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: { all: { type: 'boolean' }, format: { type: 'string' } },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

function isFormat(name: string): name is Format {
  return Object.hasOwn(FORMATS, name);
}

interface OpenedRequests {
  readonly run: RequestRun | undefined;
  readonly problems: readonly ReadProblem[];
  readonly facts: { readonly seenCount?: number };
  readonly output: RedactedOutput;
}

/** A bare HAR is streamed and needs no more memory than one entry, whatever its size; bundles are read whole. */
async function openRequests(path: string): Promise<OpenedRequests> {
  if (isHarName(path)) return await openHarFile(path);
  const { run, output } = await openRedactedRun(path);
  return { run, problems: [], facts: {}, output };
}

function isHarName(path: string): boolean {
  return path.toLowerCase().endsWith('.har');
}

const CHUNK_BYTES = 512 * 1024;

async function openHarFile(path: string): Promise<OpenedRequests> {
  if (!(await isFile(path))) throw new UsageError(`no such file: ${path}`);
  const source = {
    kind: 'artifact',
    artifactId: 'har',
    artifactType: 'har',
    entry: 'run.har',
  } as const;
  const keeper = createFailureKeeper();
  const { value, problems } = await readHarStream(readChunks(path), source, { keep: keeper.rule });
  const run = value === undefined ? undefined : runOfHar(value);
  return { run, problems, facts: { seenCount: keeper.seenCount() }, output: withoutPatterns() };
}

/** Two buffers for the whole file, one filled while the other is scanned: the scanner copies what it needs. */
async function* readChunks(path: string): AsyncGenerator<Uint8Array> {
  const file = await open(path);
  let current = new Uint8Array(CHUNK_BYTES);
  let next = new Uint8Array(CHUNK_BYTES);
  try {
    let { bytesRead } = await file.read(current, 0, CHUNK_BYTES);
    while (bytesRead > 0) {
      const reading = file.read(next, 0, CHUNK_BYTES);
      yield current.subarray(0, bytesRead);
      ({ bytesRead } = await reading);
      [current, next] = [next, current];
    }
  } finally {
    await file.close();
  }
}

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    return false;
  }
}
