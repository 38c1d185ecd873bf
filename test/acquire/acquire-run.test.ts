import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { FAKE_KEY, sendJson } from '../support/fake-skyvern.ts';
import { artifact, entryOf, fetchFake, json } from '../support/fetch-fake.ts';

describe('a plain task', () => {
  it('becomes a bundle of readable names with every answer and every file', async () => {
    const { files, result } = await fetchFake({
      artifacts: [
        artifact('a_12', 'two'),
        artifact('a_11', 'one'),
        artifact('a_13', '{}', { type: 'har' }),
      ],
    });
    expect([...files.keys()].toSorted()).toEqual([
      'api/artifacts.json',
      'api/run.json',
      'api/steps/stp_1/artifacts.json',
      'api/tasks/tsk_1/actions.json',
      'api/tasks/tsk_1/artifacts.json',
      'api/tasks/tsk_1/steps.json',
      'api/tasks/tsk_1/task.json',
      'api/version.json',
      'artifacts/00_0_stp_1/00_llm_prompt_a_11.bin',
      'artifacts/00_0_stp_1/01_llm_prompt_a_12.bin',
      'artifacts/run/har_a_13.bin',
      'manifest.json',
    ]);
    expect(result.isComplete).toBe(true);
    expect(result.manifest.server_version).toBe('1.0.56');
  });

  it('has size, hash and proof of every file in the manifest', async () => {
    const fetched = await fetchFake({ artifacts: [artifact('a_1', 'hello')] });
    const sha256 = createHash('sha256').update('hello').digest('hex');
    expect(entryOf(fetched, 'a_1')).toMatchObject({
      state: 'ok',
      size: 5,
      sha256,
      verified: 'size',
    });
  });

  it('keeps a file whose checksum the server gave only when it is right', async () => {
    const sha256 = createHash('sha256').update('hello').digest('hex');
    const right = artifact('a_1', 'hello', { type: 'download', row: { checksum: sha256 } });
    const wrong = artifact('a_2', 'hellO', { type: 'download', row: { checksum: sha256 } });
    const fetched = await fetchFake({ artifacts: [right, wrong] });
    expect([entryOf(fetched, 'a_1')?.verified, entryOf(fetched, 'a_2')?.state]).toEqual([
      'sha256',
      'corrupt',
    ]);
  });

  it('has no timeline, which makes nothing incomplete', async () => {
    const { result } = await fetchFake({
      artifacts: [],
      answers: {
        '/v1/runs/tsk_1/timeline': json(
          { detail: 'Timeline not available for run type task_v1' },
          400,
        ),
      },
    });
    const timeline = result.manifest.resources.find(({ resource }) => resource === 'timeline');
    expect([timeline?.state, timeline?.reason, result.isComplete]).toEqual([
      'missing',
      'Timeline not available for run type task_v1',
      true,
    ]);
  });

  it('is asked for by its legacy address when the server cannot show it as a run', async () => {
    const { result, files } = await fetchFake({
      artifacts: [],
      answers: {
        '/v1/runs/tsk_1': json({ detail: [{ msg: 'Input should be a valid string' }] }, 422),
      },
    });
    expect(result.manifest.resources.find(({ resource }) => resource === 'run')?.path).toBe(
      '/api/v1/tasks/tsk_1',
    );
    expect(JSON.parse(String(files.get('api/run.json')))).toMatchObject({ task_id: 'tsk_1' });
  });

  it('tells that it is part of a workflow', async () => {
    const { result } = await fetchFake({
      artifacts: [],
      answers: { '/api/v1/tasks/tsk_1': json({ task_id: 'tsk_1', workflow_run_id: 'wr_7' }) },
    });
    expect(result.manifest.warnings.join()).toContain('wr_7');
  });

  it('counts a log that was written over since it was listed as whole, and an empty recording as empty', async () => {
    const log = artifact('a_1', 'a long log', { type: 'skyvern_log', row: { file_size: 0 } });
    const recording = artifact('a_2', '', { type: 'recording' });
    const fetched = await fetchFake({ artifacts: [log, recording] });
    expect(entryOf(fetched, 'a_1')).toMatchObject({ state: 'ok', verified: 'length' });
    expect(entryOf(fetched, 'a_2')).toMatchObject({ state: 'empty', entry: null });
    expect(fetched.result.isComplete).toBe(true);
  });

  it('is incomplete when a listed file is not there, and says so', async () => {
    const gone = artifact('a_1', 'x', {
      type: 'skyvern_log',
      serve: (ask) => sendJson(ask.response, 404, { detail: 'Artifact content not available' }),
    });
    const { result } = await fetchFake({ artifacts: [gone] });
    expect(result.isComplete).toBe(false);
    expect(result.missing).toMatchObject([
      { artifact_id: 'a_1', state: 'missing', reason: '404: Artifact content not available' },
    ]);
  });
});

describe('what a bundle must not hold', () => {
  it('has neither the key nor the query of a signed URL in it', async () => {
    const signed = '{api}/v1/artifacts/a_1/content?expiry=1&kid=k1&sig=topsecret';
    const { files, server } = await fetchFake({
      artifacts: [artifact('a_1', 'x', { row: { signed_url: signed } })],
      run: { recording_url: 'http://h/v1/artifacts/a_1/content?expiry=1&kid=k&sig=topsecret' },
    });
    const everything = Buffer.concat([...files.values()]).toString();
    expect(everything).not.toMatch(/topsecret/);
    expect(everything).not.toContain(FAKE_KEY);
    expect(server.requests.some(({ path }) => path.includes('topsecret'))).toBe(true);
  });

  it('asks a signed URL that names another server at the address we were given, without the key', async () => {
    const signed = 'https://api.skyvern.com/v1/artifacts/a_1/content?expiry=1&kid=k1&sig=s';
    const fetched = await fetchFake({
      artifacts: [artifact('a_1', 'x', { row: { signed_url: signed } })],
    });
    const request = fetched.server.requests.find(({ path }) => path.includes('sig=s'));
    expect(entryOf(fetched, 'a_1')?.state).toBe('ok');
    expect(request?.rawText).not.toContain(FAKE_KEY);
  });
});
