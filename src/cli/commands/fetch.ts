import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { AcquireError } from '../../acquire/acquire-error.ts';
import type { AcquireOptions } from '../../acquire/acquire-options.ts';
import { acquireRun, listRun, type AcquireResult } from '../../acquire/acquire-run.ts';
import { readRunId } from '../../acquire/base-url.ts';
import { acquireExitCode } from '../acquire-exit-code.ts';
import { UsageError, type Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { plain, renderListing, renderResult } from '../fetch-text.ts';
import { showProgress } from '../progress-line.ts';
import { withoutPatterns } from '../redacted-output.ts';
import type { Terminal } from '../terminal.ts';

const HELP = `debrief fetch RUN_ID [RUN_ID…] - fetch everything the server has of a run into one bundle

Environment
  SKYVERN_API_KEY            key of the server; sent to that server only
  SKYVERN_BASE_URL           its address, such as http://localhost:8000 or https://api.skyvern.com

Options
  --base-url URL             instead of SKYVERN_BASE_URL
  --out FILE                 bundle to write (default RUN_ID.zip); for several runs, or ending in /, a folder
  --only TYPES               only these artifact types, separated by commas; API answers always come along
  --skip TYPES               all but these
  --dry-run                  say what would be fetched, and stop
  --resume                   go on where an interrupted fetch stopped
  --concurrency N            at most N downloads side by side
  --allow-local-files ROOT   read file:// paths of a server on this machine, inside ROOT only
  --allow-private-hosts      follow URLs of a public API into private networks

Examples
  debrief fetch tsk_401234567890123456
  debrief fetch wr_401234567890123456 --skip recording,skyvern_log_raw --out run.zip
  SKYVERN_BASE_URL=https://api.skyvern.com debrief fetch tsk_v2_401234567890123456 --dry-run

Prints the path of each bundle. Exit codes: 0 complete, 3 bundle written but something is missing,
4 nothing usable, 5 disk, 6 key refused, 7 another process writes this bundle, 2 wrong usage, 130 interrupted.
`;

/** `debrief fetch`: from a server to a bundle. */
export const fetchCommand: Command = {
  name: 'fetch',
  summary: 'fetch everything the server has of a run into one bundle',
  help: HELP,
  run: async (argv, terminal, signal) => {
    const request = readArguments(argv, terminal);
    let exitCode: ExitCode = EXIT.ok;
    for (const runId of request.runIds) {
      const code = await fetchOne(request, { runId, terminal, signal });
      if (exitCode === EXIT.ok) exitCode = code;
    }
    return exitCode;
  },
};

interface FetchRequest {
  readonly runIds: readonly string[];
  readonly isDryRun: boolean;
  readonly out: string | undefined;
  readonly connection: Omit<AcquireOptions, 'runId' | 'out'>;
}

interface OneRun {
  readonly runId: string;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

/** One failing run of several costs that run; a single one ends the command with its own error. */
async function fetchOne(request: FetchRequest, one: OneRun): Promise<ExitCode> {
  try {
    return request.isDryRun ? await listOne(request, one) : await bundleOne(request, one);
  } catch (error) {
    const isFatal =
      !(error instanceof AcquireError) ||
      error.code === 'interrupted' ||
      request.runIds.length === 1;
    if (isFatal) throw error;
    one.terminal.stderr.write(withoutPatterns().text(`${one.runId}: ${plain(error.message)}\n`));
    return acquireExitCode(error.code);
  }
}

async function listOne(
  request: FetchRequest,
  { runId, terminal, signal }: OneRun,
): Promise<ExitCode> {
  const listing = await listRun({ ...request.connection, runId, signal });
  terminal.stdout.write(withoutPatterns().text(renderListing(listing)));
  return EXIT.ok;
}

async function bundleOne(
  request: FetchRequest,
  { runId, terminal, signal }: OneRun,
): Promise<ExitCode> {
  const shown = await outFor(request, runId, terminal);
  const progress = showProgress(terminal, runId);
  let result: AcquireResult;
  try {
    const out = resolve(terminal.cwd(), shown);
    result = await acquireRun({
      ...request.connection,
      runId,
      out,
      signal,
      onProgress: progress.show,
    });
  } finally {
    progress.clear();
  }
  terminal.stdout.write(`${shown}\n`);
  terminal.stderr.write(withoutPatterns().text(renderResult(result)));
  return result.isComplete ? EXIT.ok : EXIT.incomplete;
}

async function outFor(request: FetchRequest, runId: string, terminal: Terminal): Promise<string> {
  const { out } = request;
  if (out === undefined) return `${runId}.zip`;
  const isFolder = request.runIds.length > 1 || /[/\\]$/.test(out);
  if (!isFolder) return out;
  await mkdir(resolve(terminal.cwd(), out), { recursive: true });
  return join(out, `${runId}.zip`);
}

function readArguments(argv: readonly string[], terminal: Terminal): FetchRequest {
  const { values, positionals } = parseWords(argv);
  if (positionals.length === 0)
    throw new UsageError('which run? debrief fetch RUN_ID; ids begin with tsk_, tsk_v2_ or wr_');
  return {
    runIds: [...new Set(positionals.map(readRunId))],
    isDryRun: values['dry-run'],
    out: values.out,
    connection: {
      baseUrl: readBase(values['base-url'], terminal),
      apiKey: readKey(terminal),
      only: readTypes(values.only),
      skip: readTypes(values.skip),
      resume: values.resume,
      concurrency: readConcurrency(values.concurrency),
      allowLocalFiles: values['allow-local-files'],
      allowPrivateHosts: values['allow-private-hosts'],
    },
  };
}

function parseWords(argv: readonly string[]) {
  try {
    return parseArgs({
      args: [...argv],
      allowPositionals: true,
      options: {
        'base-url': { type: 'string' },
        out: { type: 'string' },
        only: { type: 'string' },
        skip: { type: 'string' },
        concurrency: { type: 'string' },
        'allow-local-files': { type: 'string' },
        'dry-run': { type: 'boolean', default: false },
        resume: { type: 'boolean', default: false },
        'allow-private-hosts': { type: 'boolean', default: false },
      },
    });
  } catch (error) {
    throw new UsageError(error instanceof Error ? error.message : String(error));
  }
}

/** A key must not travel to the cloud just because nobody said where else. */
function readBase(flag: string | undefined, terminal: Terminal): string {
  const base = flag ?? terminal.env['SKYVERN_BASE_URL'];
  if (base !== undefined && base.trim() !== '') return base;
  const choices =
    'http://localhost:8000 for a server of your own, https://api.skyvern.com for the cloud';
  throw new UsageError(`which server? set SKYVERN_BASE_URL or --base-url: ${choices}`);
}

function readKey(terminal: Terminal): string {
  const key = terminal.env['SKYVERN_API_KEY'] ?? '';
  if (key.trim() === '')
    throw new AcquireError(
      'auth',
      'SKYVERN_API_KEY is not set; set it to an API key of the server',
    );
  return key;
}

function readTypes(text: string | undefined): readonly string[] | undefined {
  if (text === undefined) return undefined;
  const types = text
    .split(',')
    .map((type) => type.trim())
    .filter((type) => type !== '');
  if (types.length === 0)
    throw new UsageError('--only and --skip want artifact types, such as har,recording');
  return types;
}

function readConcurrency(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d?$/.test(text)) throw new UsageError('--concurrency wants a number from 1 to 99');
  return Number(text);
}
