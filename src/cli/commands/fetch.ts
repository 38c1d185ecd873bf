import { mkdir } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AcquireError } from '../../acquire/acquire-error.ts';
import { acquireRun, listRun, type AcquireResult } from '../../acquire/acquire-run.ts';
import { findRuns, type FoundRun, type RunQuery } from '../../acquire/find-runs.ts';
import { acquireExitCode } from '../acquire-exit-code.ts';
import type { Command } from '../command.ts';
import { EXIT, type ExitCode } from '../exit-code.ts';
import { readFetchRequest, type FetchRequest } from '../fetch-request.ts';
import { plain, renderListing, renderResult, renderSearch } from '../fetch-text.ts';
import { showProgress } from '../progress-line.ts';
import { withoutPatterns } from '../redacted-output.ts';
import type { Terminal } from '../terminal.ts';

const HELP = `debrief fetch RUN_ID [RUN_ID…]              - fetch everything the server has of a run into one bundle
debrief fetch --workflow wpid_… --out DIR/   - the same for all runs that a search finds

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

Search (runs whose bundle lies complete in the folder are not fetched again)
  --workflow wpid_…          runs of this workflow; without it runs of all kinds
  --status STATUSES          such as failed or failed,terminated,timed_out
  --since WHEN               created in the last 12h, 7d or 2w, or since a date such as 2026-01-31
  --limit N                  the newest N
  --children                 with --workflow: also runs that another run started

Examples
  debrief fetch tsk_401234567890123456
  debrief fetch wr_401234567890123456 --skip recording,skyvern_log_raw --out run.zip
  debrief fetch --workflow wpid_401234567890123456 --status failed,terminated --since 7d --out bundles/
  SKYVERN_BASE_URL=https://api.skyvern.com debrief fetch tsk_v2_401234567890123456 --dry-run

Prints the path of each bundle. Exit codes: 0 complete, 3 something is missing from a bundle or one of several runs,
4 nothing usable, 5 disk, 6 key refused, 7 another process writes this bundle, 2 wrong usage, 130 interrupted.
`;

/** `debrief fetch`: from a server to a bundle. */
export const fetchCommand: Command = {
  name: 'fetch',
  summary: 'fetch everything the server has of a run into one bundle',
  help: HELP,
  run: async (argv, terminal, signal) => {
    const request = readFetchRequest(argv, terminal);
    const { wanted } = request;
    const surroundings = { request, terminal, signal };
    if (wanted.kind === 'search') return await fetchFound(wanted.query, surroundings);
    const [only, ...more] = wanted.runIds;
    return only !== undefined && more.length === 0
      ? await fetchOne(only, surroundings)
      : await fetchSeveral(wanted.runIds, surroundings);
  },
};

interface Surroundings {
  readonly request: FetchRequest;
  readonly terminal: Terminal;
  readonly signal: AbortSignal;
}

async function fetchFound(query: RunQuery, surroundings: Surroundings): Promise<ExitCode> {
  const { request, terminal, signal } = surroundings;
  const { runs, warnings } = await findRuns({ ...request.connection, query, signal });
  const held = await heldRuns(runs, surroundings);
  const text = renderSearch({ runs, held, warnings });
  terminal.stderr.write(withoutPatterns().text(text.summary));
  if (request.isDryRun) terminal.stdout.write(withoutPatterns().text(text.rows));
  const open = runs.map(({ runId }) => runId).filter((runId) => !held.has(runId));
  const exitCode =
    request.isDryRun || open.length === 0 ? EXIT.ok : await fetchSeveral(open, surroundings);
  return exitCode === EXIT.ok && warnings.length > 0 ? EXIT.incomplete : exitCode;
}

async function heldRuns(
  runs: readonly FoundRun[],
  { request, terminal }: Surroundings,
): Promise<ReadonlySet<string>> {
  // Only a search reads bundles: every other fetch starts without their readers.
  const { isHeld } = await import('../../acquire/held-bundle.ts');
  const held = new Set<string>();
  for (const { runId } of runs) {
    const path = resolve(terminal.cwd(), join(request.out ?? '', `${runId}.zip`));
    if (await isHeld(path, runId, request.connection)) held.add(runId);
  }
  return held;
}

/** A failing run costs that run only, unless the next one would fail for the same reason. */
async function fetchSeveral(
  runIds: readonly string[],
  surroundings: Surroundings,
): Promise<ExitCode> {
  const codes: ExitCode[] = [];
  for (const runId of runIds) {
    try {
      codes.push(await fetchOne(runId, surroundings));
    } catch (error) {
      if (!(error instanceof AcquireError) || COMMON_CAUSES.has(error.code)) throw error;
      const line = `${runId}: ${plain(error.message)}\n`;
      surroundings.terminal.stderr.write(withoutPatterns().text(line));
      codes.push(acquireExitCode(error.code));
    }
  }
  const [first = EXIT.ok] = codes;
  return codes.every((code) => code === first) ? first : EXIT.incomplete;
}

const COMMON_CAUSES: ReadonlySet<string> = new Set(['interrupted', 'auth', 'local-io', 'usage']);

async function fetchOne(runId: string, surroundings: Surroundings): Promise<ExitCode> {
  return surroundings.request.isDryRun
    ? await listOne(runId, surroundings)
    : await bundleOne(runId, surroundings);
}

async function listOne(
  runId: string,
  { request, terminal, signal }: Surroundings,
): Promise<ExitCode> {
  const listing = await listRun({ ...request.connection, runId, signal });
  terminal.stdout.write(withoutPatterns().text(renderListing(listing)));
  return EXIT.ok;
}

async function bundleOne(
  runId: string,
  { request, terminal, signal }: Surroundings,
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
  const { out, wanted } = request;
  const isSeveral = wanted.kind === 'search' || wanted.runIds.length > 1;
  if (out === undefined) return `${runId}.zip`;
  const isFolder = isSeveral || /[/\\]$/.test(out);
  if (!isFolder) return out;
  await mkdir(resolve(terminal.cwd(), out), { recursive: true });
  return join(out, `${runId}.zip`);
}
