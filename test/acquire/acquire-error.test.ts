import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { acquireRun } from '../../src/acquire/acquire-run.ts';
import { fetchFake, json, QUICK } from '../support/fetch-fake.ts';

describe('errors', () => {
  it.each([
    ['auth', 403, { detail: 'Invalid credentials' }, /Invalid credentials.*SKYVERN_API_KEY/],
    ['auth', 404, { detail: 'Organization not found' }, /Organization not found/],
    [
      'not-found',
      404,
      { detail: 'Task run not found tsk_1' },
      /knows no run tsk_1.*Task run not found/,
    ],
    ['unusable', 500, { error: 'Unexpected error: KeyError' }, /KeyError/],
  ])('%s: the server answers %i', async (code, status, value, message) => {
    const paths = [
      '/v1/runs/tsk_1',
      '/api/v1/tasks/tsk_1',
      '/v1/runs/tsk_1/artifacts',
      '/api/v1/task/tsk_1/artifacts',
      '/api/v1/step/stp_1/artifacts',
    ];
    const fetching = fetchFake({
      artifacts: [],
      answers: Object.fromEntries(paths.map((path) => [path, json(value, status)])),
    });
    await expect(fetching).rejects.toMatchObject({ name: 'AcquireError', code });
    await expect(fetching).rejects.toThrow(message);
  });

  it('unreachable: nothing listens there', async () => {
    const out = join(tmpdir(), 'never.zip');
    await expect(
      acquireRun({
        runId: 'tsk_1',
        baseUrl: 'http://127.0.0.1:1',
        apiKey: 'k',
        out,
        limits: QUICK,
      }),
    ).rejects.toMatchObject({ code: 'unreachable' });
  });

  it('not-found: an unknown run has an empty listing like a real one', async () => {
    const answers = {
      '/v1/runs/tsk_1': json({ detail: 'Task run not found' }, 404),
      '/api/v1/tasks/tsk_1': json({}, 404),
    };
    await expect(fetchFake({ artifacts: [], answers })).rejects.toMatchObject({
      code: 'not-found',
    });
  });

  it.each(['', ' ', 'a b', 'schlüssel'])('auth: %j cannot be a key', async (apiKey) => {
    await expect(
      acquireRun({
        runId: 'tsk_1',
        baseUrl: 'http://127.0.0.1:1',
        apiKey,
        out: join(tmpdir(), 'never.zip'),
      }),
    ).rejects.toMatchObject({ code: 'auth' });
  });
});
