import { AcquireError } from '../acquire/acquire-error.ts';
import type { AcquireOptions } from '../acquire/acquire-options.ts';
import { readRunId } from '../acquire/base-url.ts';
import type { RunQuery } from '../acquire/find-runs.ts';
import { UsageError } from './command.ts';
import { parseOptions } from './parse-options.ts';
import { readSince } from './read-since.ts';
import type { Terminal } from './terminal.ts';

/** What `debrief fetch` was asked for: runs by name, or those that a search finds. */
export interface FetchRequest {
  readonly wanted:
    | { readonly kind: 'named'; readonly runIds: readonly string[] }
    | { readonly kind: 'search'; readonly query: RunQuery };
  readonly isDryRun: boolean;
  readonly out: string | undefined;
  readonly connection: Omit<AcquireOptions, 'runId' | 'out'>;
}

const OPTIONS = {
  'base-url': { type: 'string' },
  out: { type: 'string' },
  only: { type: 'string' },
  skip: { type: 'string' },
  concurrency: { type: 'string' },
  'allow-local-files': { type: 'string' },
  'allow-private-hosts': { type: 'boolean', default: false },
  'dry-run': { type: 'boolean', default: false },
  resume: { type: 'boolean', default: false },
  workflow: { type: 'string' },
  status: { type: 'string' },
  since: { type: 'string' },
  limit: { type: 'string' },
  children: { type: 'boolean', default: false },
} as const;

const STATUSES: readonly string[] = [
  'created',
  'queued',
  'running',
  'paused',
  'completed',
  'failed',
  'terminated',
  'timed_out',
  'canceled',
];

export function readFetchRequest(argv: readonly string[], terminal: Terminal): FetchRequest {
  const { values, positionals } = parseOptions(argv, OPTIONS);
  return {
    wanted: readWanted(positionals, values),
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

interface SearchWords {
  readonly workflow?: string | undefined;
  readonly status?: string | undefined;
  readonly since?: string | undefined;
  readonly limit?: string | undefined;
  readonly children: boolean;
}

function readWanted(runIds: readonly string[], words: SearchWords): FetchRequest['wanted'] {
  const { workflow, status, since, limit, children } = words;
  const isSearch = [workflow, status, since, limit].some((word) => word !== undefined);
  if (runIds.length > 0 && (isSearch || children))
    throw new UsageError('give run ids, or search with --workflow and --status; not both');
  if (runIds.length > 0) return { kind: 'named', runIds: [...new Set(runIds.map(readRunId))] };
  if (!isSearch)
    throw new UsageError(
      'which run? debrief fetch RUN_ID; ids begin with tsk_, tsk_v2_ or wr_. Or --workflow wpid_…, --status failed',
    );
  if (children && workflow === undefined)
    throw new UsageError('--children goes with --workflow: only the runs of a workflow list them');
  return {
    kind: 'search',
    query: {
      workflowId: workflow === undefined ? undefined : readWorkflowId(workflow),
      statuses: status === undefined ? [] : readStatuses(status),
      sinceMs: since === undefined ? undefined : readSince(since, Date.now()),
      limit: limit === undefined ? undefined : readLimit(limit),
      withChildren: children,
    },
  };
}

/** Also out of a pasted address of Skyvern's UI. */
function readWorkflowId(text: string): string {
  const id = /(?:^|\/)(wpid_[A-Za-z0-9]{1,80})(?:[/?#].*)?$/.exec(text.trim())?.[1];
  if (id === undefined) throw new UsageError('--workflow wants a workflow id, such as wpid_123');
  return id;
}

function readStatuses(text: string): readonly string[] {
  const statuses = splitWords(text);
  const unknown = statuses.find((status) => !STATUSES.includes(status));
  if (unknown === undefined && statuses.length > 0) return statuses;
  throw new UsageError(`--status wants one or more of ${STATUSES.join(',')}`);
}

function readLimit(text: string): number {
  if (!/^[1-9]\d{0,4}$/.test(text)) throw new UsageError('--limit wants a number from 1 to 99999');
  return Number(text);
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
  const types = splitWords(text);
  if (types.length === 0)
    throw new UsageError('--only and --skip want artifact types, such as har,recording');
  return types;
}

function splitWords(text: string): readonly string[] {
  return text
    .split(',')
    .map((word) => word.trim())
    .filter((word) => word !== '');
}

function readConcurrency(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (!/^[1-9]\d?$/.test(text)) throw new UsageError('--concurrency wants a number from 1 to 99');
  return Number(text);
}
