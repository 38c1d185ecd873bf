import { parseUtc } from '../support/iso-time.ts';
import { AcquireError } from './acquire-error.ts';
import type { ConnectOptions } from './acquire-options.ts';
import { answerText, getAnswer, serverWords, type Answer } from './client.ts';
import { recordsIn, textAt, valueAt, type JsonRecord } from './json-value.ts';
import { withSession } from './open-session.ts';
import type { Session } from './session.ts';

/** Which runs of a server are wanted; everything given has to hold. */
export interface RunQuery {
  /** `wpid_…`; runs of all kinds when absent. */
  readonly workflowId?: string | undefined;
  readonly statuses: readonly string[];
  /** Only runs created at this time or later. */
  readonly sinceMs?: number | undefined;
  /** The newest so many. */
  readonly limit?: number | undefined;
  /** Also runs that another run started; they come along with that one anyway. */
  readonly withChildren: boolean;
}

export interface FoundRun {
  readonly runId: string;
  readonly status: string | undefined;
  readonly createdAtMs: number | undefined;
}

export interface RunSearch {
  /** The newest first. */
  readonly runs: readonly FoundRun[];
  /** Why there may be more runs than these. */
  readonly warnings: readonly string[];
}

/** The server takes no more. */
const PAGE_SIZE = 100;
const MAX_PAGES = 100;

/**
 * Asks the server which runs match, page by page.
 * @throws AcquireError when it gives no list at all
 */
export async function findRuns(
  options: ConnectOptions & { readonly query: RunQuery },
): Promise<RunSearch> {
  return withSession(options, async (session) => {
    const { query } = options;
    const first = await firstPage(session, query);
    const found = new Map<string, FoundRun>();
    let rows = recordsIn(first.value);
    for (let page = 2; ; page += 1) {
      const isNews = takeRows(rows, query, found);
      if (rows.length < PAGE_SIZE || !isNews || isEnough(rows, query, found))
        return { runs: newest(found, query), warnings: [] };
      const answer = await getAnswer(session, first.place(page));
      const value = answer.kind === 'answer' ? answer.value : undefined;
      if (page > MAX_PAGES || !Array.isArray(value)) {
        const warning = `the server lists no runs beyond page ${String(page - 1)}; narrow the search with --since or --status to see the rest`;
        return { runs: newest(found, query), warnings: [warning] };
      }
      rows = recordsIn(value);
    }
  });
}

interface FirstPage {
  readonly value: unknown;
  readonly place: (page: number) => string;
}

/** Servers of different ages list runs at different places. */
async function firstPage(session: Session, query: RunQuery): Promise<FirstPage> {
  let first: Answer | undefined;
  for (const place of places(query)) {
    const answer = await getAnswer(session, place(1));
    if (answer.kind === 'answer' && Array.isArray(answer.value))
      return { value: answer.value, place };
    first ??= answer;
    // Asking an older path cannot help a wrong key.
    if (answer.kind === 'answer' && (answer.status === 401 || answer.status === 403)) break;
  }
  throw noList(session, query, first);
}

function places(query: RunQuery): readonly ((page: number) => string)[] {
  const { workflowId, statuses, withChildren } = query;
  const status = statuses.map((one) => `&status=${encodeURIComponent(one)}`).join('');
  const paged =
    (path: string, more = '') =>
    (page: number) =>
      `${path}?page=${String(page)}&page_size=${String(PAGE_SIZE)}${status}${more}`;
  if (workflowId === undefined) return [paged('/v1/runs'), paged('/api/v1/runs')];
  const children = withChildren ? '&include_child_runs=true' : '';
  return [
    paged(`/v1/workflows/${workflowId}/runs`, children),
    paged(`/api/v1/workflows/${workflowId}/runs`),
  ];
}

function noList(session: Session, query: RunQuery, answer: Answer | undefined): AcquireError {
  const { origin } = session.base;
  if (answer?.kind !== 'answer')
    return new AcquireError(
      'unreachable',
      `${origin} gave no answer (${answer?.problem.message ?? 'nothing'}); check SKYVERN_BASE_URL or --base-url`,
    );
  const { status } = answer;
  const words = `${String(status)}: ${serverWords(answerText(answer))}`;
  if (status === 401 || status === 403)
    return new AcquireError(
      'auth',
      `${origin} refused the API key (${words}); set SKYVERN_API_KEY to a key of this server`,
      { status },
    );
  const what = query.workflowId === undefined ? 'its runs' : `the runs of ${query.workflowId}`;
  return new AcquireError(
    status === 404 ? 'not-found' : 'unusable',
    `${origin} does not list ${what} (${words}); check the id and --status, or name the runs`,
    { status },
  );
}

/** Adds what matches. Says whether any row was new: a server that cannot page gives the same rows for ever. */
function takeRows(
  rows: readonly JsonRecord[],
  query: RunQuery,
  found: Map<string, FoundRun>,
): boolean {
  let isNews = false;
  for (const row of rows) {
    const runId = textAt(row, 'run_id') ?? textAt(row, 'task_id') ?? textAt(row, 'workflow_run_id');
    if (runId === undefined || !/^(?:tsk_v2|tsk|wr)_[A-Za-z0-9]{1,80}$/.test(runId)) continue;
    if (found.has(runId)) continue;
    isNews = true;
    const run = {
      runId,
      status: textAt(row, 'status'),
      createdAtMs: parseUtc(valueAt(row, 'created_at')),
    };
    if (matches(run, row, query)) found.set(runId, run);
  }
  return isNews;
}

/** Older servers heed no filter, so each is applied here as well. */
function matches(run: FoundRun, row: JsonRecord, query: RunQuery): boolean {
  const { statuses, withChildren } = query;
  if (statuses.length > 0 && !statuses.includes(run.status ?? '')) return false;
  if (!withChildren && textAt(row, 'parent_workflow_run_id') !== undefined) return false;
  return !isTooOld(run.createdAtMs, query);
}

function isTooOld(createdAtMs: number | undefined, { sinceMs }: RunQuery): boolean {
  return sinceMs !== undefined && createdAtMs !== undefined && createdAtMs < sinceMs;
}

/** Lists come newest first: enough found, or a whole page from before the time asked for. */
function isEnough(
  rows: readonly JsonRecord[],
  query: RunQuery,
  found: ReadonlyMap<string, FoundRun>,
): boolean {
  if (query.limit !== undefined && found.size >= query.limit) return true;
  return rows.every((row) => isTooOld(parseUtc(valueAt(row, 'created_at')), query));
}

function newest(found: ReadonlyMap<string, FoundRun>, { limit }: RunQuery): readonly FoundRun[] {
  return [...found.values()]
    .toSorted((left, right) => (right.createdAtMs ?? 0) - (left.createdAtMs ?? 0))
    .slice(0, limit);
}
