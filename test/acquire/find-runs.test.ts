import { afterEach, describe, expect, it } from 'vitest';
import { findRuns, type RunQuery, type RunSearch } from '../../src/acquire/find-runs.ts';
import { FAKE_KEY, sendJson, startFakeSkyvern, type Answer } from '../support/fake-skyvern.ts';
import type { FakeSkyvern } from '../support/fake-skyvern.ts';
import { QUICK } from '../support/fetch-fake.ts';

const DAY_MS = 86_400_000;
const NOW_MS = Date.UTC(2026, 0, 10);

let server: FakeSkyvern | undefined;
afterEach(async () => {
  await server?.close();
  server = undefined;
});

async function find(
  answers: Readonly<Record<string, Answer>>,
  query: Partial<RunQuery> = {},
): Promise<RunSearch> {
  server = await startFakeSkyvern({ artifacts: [], answers });
  return findRuns({
    baseUrl: server.apiUrl,
    apiKey: FAKE_KEY,
    limits: QUICK,
    query: { statuses: [], withChildren: false, ...query },
  });
}

/** Runs number `from` to `to`, each a day older than the one before. */
function rows(from: number, to: number): readonly Readonly<Record<string, unknown>>[] {
  return Array.from({ length: to - from }, (_, index) => ({
    run_id: `wr_${String(from + index)}`,
    status: 'failed',
    created_at: new Date(NOW_MS - (from + index) * DAY_MS).toISOString().replace('Z', ''),
  }));
}

/** Answers the first request with the first page, and so on. */
function pages(...all: readonly unknown[]): Answer {
  return (response, count) => sendJson(response, 200, all[count - 1] ?? []);
}

function ids({ runs }: RunSearch): readonly string[] {
  return runs.map(({ runId }) => runId);
}

describe('findRuns', () => {
  it('asks for pages until one is not full', async () => {
    const search = await find({ '/v1/runs': pages(rows(0, 100), rows(100, 200), rows(200, 203)) });
    expect(search.runs).toHaveLength(203);
    expect(search.warnings).toEqual([]);
    expect(server?.requests.map(({ path }) => path)).toEqual([
      '/v1/runs?page=1&page_size=100',
      '/v1/runs?page=2&page_size=100',
      '/v1/runs?page=3&page_size=100',
    ]);
  });

  it('names a run once that slid onto the next page while it asked', async () => {
    const search = await find({ '/v1/runs': pages(rows(0, 100), rows(99, 120)) });
    expect(new Set(ids(search)).size).toBe(120);
    expect(search.runs).toHaveLength(120);
  });

  it('ends at a server that gives the same page for ever', async () => {
    const search = await find({ '/v1/runs': { status: 200, json: rows(0, 100) } });
    expect(search.runs).toHaveLength(100);
    expect(server?.requests).toHaveLength(2);
  });

  it('stops asking beyond the time wanted, and leaves out what is older', async () => {
    const search = await find(
      { '/v1/runs': pages(rows(0, 100), rows(100, 200)) },
      { sinceMs: NOW_MS - 2 * DAY_MS },
    );
    expect(ids(search)).toEqual(['wr_0', 'wr_1', 'wr_2']);
    expect(server?.requests.length).toBeLessThanOrEqual(2);
  });

  it('takes the newest of those that match', async () => {
    const search = await find({ '/v1/runs': pages(rows(0, 100)) }, { limit: 2 });
    expect(ids(search)).toEqual(['wr_0', 'wr_1']);
    expect(server?.requests).toHaveLength(1);
  });

  it('sends the filter and applies it again, since older servers heed none', async () => {
    const mixed = [
      { workflow_run_id: 'wr_1', status: 'failed' },
      { workflow_run_id: 'wr_2', status: 'completed' },
      { workflow_run_id: 'wr_3', status: 'failed', parent_workflow_run_id: 'wr_1' },
      { workflow_run_id: '../etc', status: 'failed' },
    ];
    const path = '/v1/workflows/wpid_7/runs';
    const search = await find(
      { [path]: { status: 200, json: mixed } },
      { workflowId: 'wpid_7', statuses: ['failed', 'terminated'] },
    );
    expect(ids(search)).toEqual(['wr_1']);
    expect(server?.requests[0]?.path).toBe(
      `${path}?page=1&page_size=100&status=failed&status=terminated`,
    );
  });

  it('asks for child runs when they are wanted', async () => {
    const path = '/v1/workflows/wpid_7/runs';
    const child = { workflow_run_id: 'wr_3', parent_workflow_run_id: 'wr_1' };
    const search = await find(
      { [path]: { status: 200, json: [child] } },
      { workflowId: 'wpid_7', withChildren: true },
    );
    expect(ids(search)).toEqual(['wr_3']);
    expect(server?.requests[0]?.path).toContain('include_child_runs=true');
  });

  it('turns to the older place on a server that does not know the newer', async () => {
    const search = await find({ '/api/v1/runs': { status: 200, json: [{ task_id: 'tsk_5' }] } });
    expect(ids(search)).toEqual(['tsk_5']);
  });

  it('keeps what it has and says so when a later page fails', async () => {
    const search = await find({
      '/v1/runs': (response, count) =>
        count === 1
          ? sendJson(response, 200, rows(0, 100))
          : sendJson(response, 400, { detail: 'too far' }),
    });
    expect(search.runs).toHaveLength(100);
    expect(search.warnings).toEqual([expect.stringContaining('beyond page 1')]);
  });

  it.each([
    [403, 'auth'],
    [404, 'not-found'],
    [422, 'unusable'],
  ] as const)('tells what a %d to the first page means', async (status, code) => {
    const refusal: Answer = { status, json: { detail: 'no' } };
    await expect(find({ '/v1/runs': refusal, '/api/v1/runs': refusal })).rejects.toMatchObject({
      name: 'AcquireError',
      code,
      status,
    });
  });
});
