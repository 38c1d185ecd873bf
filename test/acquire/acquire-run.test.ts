import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireRun, listRun } from '../../src/acquire/acquire-run.ts';
import type { ArtifactEntry } from '../../src/bundle/manifest.ts';
import {
  FAKE_KEY,
  sendBody,
  sendJson,
  startFakeSkyvern,
  type Answer,
  type FakeArtifact,
} from '../support/fake-skyvern.ts';
import { fetchFake, QUICK, type FakeFetch } from '../support/fetch-fake.ts';

function artifact(id: string, text: string, more: Partial<FakeArtifact> = {}): FakeArtifact {
  return { id, type: 'llm_prompt', body: Buffer.from(text), ...more };
}

function entryOf(fetched: FakeFetch, id: string): ArtifactEntry | undefined {
  return fetched.result.manifest.artifacts.find(({ artifact_id }) => artifact_id === id);
}

function json(value: unknown, status = 200): Answer {
  return { status, json: value };
}

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

describe('archives', () => {
  const files = { 'llm_prompt_0.txt': 'prompt', 'scrape.html': '<html></html>' };
  const member = (id: string, key: string, more: Partial<FakeArtifact> = {}): FakeArtifact =>
    artifact(id, 'unused', {
      row: { bundle_key: key, uri: 's3://b/step.zip', file_size: null },
      serve: (ask) => sendJson(ask.response, 500, {}),
      ...more,
    });
  async function archive(contents: Readonly<Record<string, string>>): Promise<Buffer> {
    const zip = new JSZip();
    for (const [name, text] of Object.entries(contents)) zip.file(name, text);
    return zip.generateAsync({ type: 'nodebuffer', compression: 'DEFLATE' });
  }
  const parent = (body: Buffer): FakeArtifact => ({
    id: 'a_1',
    type: 'step_archive',
    body,
    row: { uri: 's3://b/step.zip', file_size: null },
  });

  it('are downloaded once and stored as their members', async () => {
    const fetched = await fetchFake({
      artifacts: [
        parent(await archive(files)),
        member('a_2', 'llm_prompt_0.txt'),
        member('a_3', 'scrape.html', { type: 'html_scrape' }),
      ],
    });
    expect(entryOf(fetched, 'a_1')).toMatchObject({
      state: 'skipped',
      entry: null,
      reason: 'its 2 members are stored as entries of their own',
    });
    expect(fetched.files.get(entryOf(fetched, 'a_2')?.entry ?? '')?.toString()).toBe('prompt');
    expect(fetched.files.get(entryOf(fetched, 'a_3')?.entry ?? '')?.toString()).toBe(
      '<html></html>',
    );
    expect(fetched.server.requests.filter(({ path }) => path.endsWith('/content'))).toHaveLength(1);
    expect(fetched.result.isComplete).toBe(true);
  });

  it('are kept whole when they hold a file that no row names', async () => {
    const body = await archive({ ...files, 'extra.txt': 'x' });
    const fetched = await fetchFake({
      artifacts: [parent(body), member('a_2', 'llm_prompt_0.txt'), member('a_3', 'scrape.html')],
    });
    expect(fetched.files.get(entryOf(fetched, 'a_1')?.entry ?? '')?.equals(body)).toBe(true);
  });

  it('that are damaged cost the members nothing that can be had singly', async () => {
    const body = (await archive(files)).subarray(0, 60);
    const single = member('a_2', 'llm_prompt_0.txt', {
      serve: (ask) => sendBody(ask.response, Buffer.from('prompt')),
    });
    const fetched = await fetchFake({ artifacts: [parent(body), single] });
    expect(entryOf(fetched, 'a_1')?.state).toBe('corrupt');
    expect(entryOf(fetched, 'a_2')).toMatchObject({ state: 'ok' });
  });

  it('that come instead of a member are split as well', async () => {
    const body = await archive(files);
    const whole = (id: string, key: string): FakeArtifact =>
      member(id, key, { type: 'screenshot_llm', serve: (ask) => sendBody(ask.response, body) });
    const fetched = await fetchFake({
      artifacts: [whole('a_2', 'llm_prompt_0.txt'), whole('a_3', 'scrape.html')],
    });
    expect(fetched.files.get(entryOf(fetched, 'a_3')?.entry ?? '')?.toString()).toBe(
      '<html></html>',
    );
    expect(fetched.server.requests.filter(({ path }) => path.endsWith('/content'))).toHaveLength(1);
  });

  it('that lack a listed member leave that member missing', async () => {
    const fetched = await fetchFake({
      artifacts: [
        parent(await archive(files)),
        member('a_2', 'llm_prompt_9.txt', { serve: (ask) => sendJson(ask.response, 404, {}) }),
      ],
    });
    expect(entryOf(fetched, 'a_2')?.state).toBe('missing');
  });
});

describe('a workflow run', () => {
  const rowsOf = (...ids: readonly string[]): Answer =>
    json(
      ids.map((id) => ({
        artifact_id: id,
        artifact_type: 'llm_prompt',
        step_id: 'stp_5',
        task_id: 'tsk_5',
      })),
    );
  const timeline = [
    {
      type: 'block',
      block: { workflow_run_block_id: 'wrb_1', task_id: 'tsk_5', block_workflow_run_id: 'wr_2' },
      children: [{ thought: { thought_id: 'ot_1' }, children: [] }],
    },
  ];
  const answers: Readonly<Record<string, Answer>> = {
    '/v1/runs/wr_1': json({
      run_id: 'wr_1',
      status: 'failed',
      run_request: { workflow_id: 'wpid_1' },
    }),
    '/v1/runs/wr_1/timeline': json(timeline),
    '/v1/runs/wr_1/artifacts': rowsOf('a_1'),
    '/api/v1/tasks/tsk_5/steps': json([
      { step_id: 'stp_5', order: 2, retry_index: 1 },
      { step_id: 'stp_6', order: 3, retry_index: 0 },
    ]),
    '/api/v1/task/tsk_5/artifacts': rowsOf('a_1', 'a_2'),
    '/api/v1/step/stp_6/artifacts': rowsOf('a_3'),
    '/api/v1/workflow_run_block/wrb_1/artifacts': rowsOf('a_4'),
    '/api/v1/thought/ot_1/artifacts': rowsOf('a_5'),
    '/api/v1/workflow_run/wr_2/artifacts': rowsOf('a_6'),
    '/v1/workflows/wpid_1': json({ workflow_permanent_id: 'wpid_1' }),
  };
  const artifacts = ['a_1', 'a_2', 'a_3', 'a_4', 'a_5', 'a_6'].map((id) => artifact(id, id));

  it('is the union of all listings: of run, tasks, steps, blocks, thoughts and nested runs', async () => {
    const { result, files } = await fetchFake({ runId: 'wr_1', artifacts, answers });
    expect(result.manifest.artifacts.map(({ artifact_id, state }) => [artifact_id, state])).toEqual(
      artifacts.map(({ id }) => [id, 'ok']),
    );
    expect(files.has('artifacts/02_1_stp_5/00_llm_prompt_a_1.txt')).toBe(true);
    expect(files.has('api/workflows/wpid_1.json')).toBe(true);
    expect(result.isComplete).toBe(true);
  });

  it('asks for all pages of its tasks', async () => {
    const page = (first: number, count: number): readonly unknown[] =>
      Array.from({ length: count }, (_, index) => ({ task_id: `tsk_9${String(first + index)}` }));
    const tasks: Answer = (response, count) =>
      sendJson(response, 200, count === 1 ? page(0, 100) : page(100, 3));
    const { result } = await fetchFake({
      runId: 'wr_1',
      artifacts,
      answers: { ...answers, '/api/v1/tasks': tasks },
    });
    expect(result.manifest.resources.filter(({ resource }) => resource === 'task')).toHaveLength(
      104,
    );
  });

  it('that stands behind a v2 task is found by the id of the task', async () => {
    const { result } = await fetchFake({
      runId: 'tsk_v2_1',
      artifacts,
      answers: {
        ...answers,
        '/v1/runs/tsk_v2_1': json({ run_id: 'tsk_v2_1', status: 'failed' }),
        '/v1/runs/tsk_v2_1/artifacts': json([]),
        '/api/v2/tasks/tsk_v2_1': json({ task_id: 'tsk_v2_1', workflow_run_id: 'wr_1' }),
      },
    });
    expect(result.manifest.artifacts.map(({ artifact_id }) => artifact_id)).toContain('a_1');
  });
});

describe('a run that has only just finished', () => {
  const finishedAt = (agoMs: number): string =>
    new Date(Date.now() - agoMs).toISOString().replace('Z', '');
  const growing = (): Answer => (response, count) =>
    sendJson(
      response,
      200,
      ['a_1', 'a_2']
        .slice(0, count)
        .map((id) => ({ artifact_id: id, artifact_type: id === 'a_2' ? 'har' : 'llm_prompt' })),
    );

  it('is listed again until its artifacts stand still', async () => {
    const { result } = await fetchFake({
      artifacts: [artifact('a_1', 'x'), artifact('a_2', '{}')],
      run: { finished_at: finishedAt(2000) },
      answers: {
        '/v1/runs/tsk_1/artifacts': growing(),
        '/api/v1/task/tsk_1/artifacts': json([]),
        '/api/v1/step/stp_1/artifacts': json([]),
      },
    });
    expect(result.manifest.artifacts).toHaveLength(2);
  });

  it('is listed once when it is an old one', async () => {
    const { server } = await fetchFake({
      artifacts: [artifact('a_1', 'x')],
      run: { finished_at: finishedAt(3_600_000) },
    });
    expect(server.requests.filter(({ path }) => path === '/v1/runs/tsk_1/artifacts')).toHaveLength(
      1,
    );
  });
});

describe('a big file', () => {
  const body = Buffer.alloc(9 * 1024 * 1024 + 11, 'abcdefghijk');
  const dropAfter = (bytes: number, then: FakeArtifact['serve']): FakeArtifact => ({
    id: 'a_1',
    type: 'recording',
    body,
    serve: (ask) => {
      if (ask.attempt > 1) return then?.(ask);
      ask.response.writeHead(200, { 'content-length': body.length });
      ask.response.write(body.subarray(0, bytes), () =>
        setTimeout(() => ask.response.destroy(), 50),
      );
    },
  });

  it('is continued where it broke off', async () => {
    const ranges: (string | undefined)[] = [];
    const recording = dropAfter(8_500_000, ({ request, response }) => {
      ranges.push(request.headers.range);
      const start = Number(/\d+/.exec(request.headers.range ?? '')?.[0]);
      response
        .writeHead(206, {
          'content-range': `bytes ${String(start)}-${String(body.length - 1)}/${String(body.length)}`,
          'content-length': body.length - start,
        })
        .end(body.subarray(start));
    });
    const fetched = await fetchFake({ artifacts: [recording] });
    expect(ranges).toEqual(['bytes=8500000-']);
    expect(entryOf(fetched, 'a_1')?.sha256).toBe(createHash('sha256').update(body).digest('hex'));
  });

  it('starts anew when the server continues it elsewhere', async () => {
    const recording = dropAfter(8_500_000, ({ request, response }) => {
      if (request.headers.range === undefined) sendBody(response, body);
      else
        response
          .writeHead(206, {
            'content-range': `bytes 0-9/${String(body.length)}`,
            'content-length': 10,
          })
          .end(body.subarray(0, 10));
    });
    const fetched = await fetchFake({ artifacts: [recording] });
    expect(entryOf(fetched, 'a_1')?.sha256).toBe(createHash('sha256').update(body).digest('hex'));
  });
});

describe('choices', () => {
  const artifacts = [artifact('a_1', 'x'), artifact('a_2', '{}', { type: 'har' })];

  it.each([
    [{ only: ['har'] }, ['skipped', 'ok']],
    [{ skip: ['har'] }, ['ok', 'skipped']],
  ])('of types %j leave the others in the manifest', async (filter, states) => {
    const { result } = await fetchFake({ artifacts }, filter);
    expect(result.manifest.artifacts.map(({ state }) => state)).toEqual(states);
    expect(result.isComplete).toBe(true);
  });

  it('can be looked at before anything is downloaded', async () => {
    const server = await startFakeSkyvern({ artifacts });
    const listing = await listRun({
      runId: 'tsk_1',
      baseUrl: server.apiUrl,
      apiKey: FAKE_KEY,
      only: ['har'],
    });
    await server.close();
    expect(listing.artifacts.map(({ artifactId, isWanted }) => [artifactId, isWanted])).toEqual([
      ['a_1', false],
      ['a_2', true],
    ]);
    expect(server.requests.some(({ path }) => path.endsWith('/content'))).toBe(false);
  });
});

describe('on disk', () => {
  let folder = '';
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'debrief-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('the same run makes the same bytes, and nothing else stays behind', async () => {
    const server = await startFakeSkyvern({
      artifacts: [artifact('a_1', 'x'), artifact('a_2', '{}', { type: 'har' })],
    });
    const names = ['one.zip', 'two.zip'];
    for (const name of names)
      await acquireRun({
        runId: 'tsk_1',
        baseUrl: server.apiUrl,
        apiKey: FAKE_KEY,
        out: join(folder, name),
        limits: QUICK,
      });
    await server.close();
    const [one, two] = await Promise.all(
      names.map((name) => readFile(join(folder, name), 'base64')),
    );
    expect(one).toBe(two);
    expect((await readdir(folder)).toSorted()).toEqual(names);
  });

  it('what an interrupted fetch has finished is not fetched again', async () => {
    const stop = new AbortController();
    let isStopping = true;
    const last = artifact('a_2', 'second', {
      type: 'har',
      serve: (ask) => {
        if (isStopping) stop.abort();
        else sendBody(ask.response, ask.artifact.body);
      },
    });
    const server = await startFakeSkyvern({
      artifacts: [
        artifact('a_1', 'first', {
          type: 'screenshot',
          body: Buffer.from('\x89PNGfirst', 'latin1'),
        }),
        last,
      ],
    });
    const options = {
      runId: 'tsk_1',
      baseUrl: server.apiUrl,
      apiKey: FAKE_KEY,
      out: join(folder, 'run.zip'),
      limits: QUICK,
      concurrency: 1,
    };
    await expect(acquireRun({ ...options, signal: stop.signal })).rejects.toMatchObject({
      code: 'interrupted',
    });
    expect(await readdir(folder)).toEqual(['run.zip.partial']);
    isStopping = false;
    const result = await acquireRun({ ...options, resume: true });
    await server.close();
    expect(result.isComplete).toBe(true);
    expect(server.requests.filter(({ path }) => path === '/v1/artifacts/a_1/content')).toHaveLength(
      1,
    );
  });

  it('files of a server on this machine are read inside the folder that was opened, and nowhere else', async () => {
    await writeFile(join(folder, 'inside.txt'), 'inside');
    const gone: FakeArtifact['serve'] = (ask) =>
      sendJson(ask.response, 404, { detail: 'Not Found' });
    const place = (path: string): Readonly<Record<string, unknown>> => ({
      uri: `file://${path}`,
      signed_url: `file://${path}`,
    });
    const fetched = await fetchFake(
      {
        artifacts: [
          artifact('a_1', 'inside', { serve: gone, row: place(join(folder, 'inside.txt')) }),
          artifact('a_2', 'x', { serve: gone, row: place('/etc/hostname') }),
          artifact('a_3', 'x', { serve: gone, row: place(`${folder}/../etc/passwd`) }),
        ],
      },
      { allowLocalFiles: folder },
    );
    expect(['a_1', 'a_2', 'a_3'].map((id) => entryOf(fetched, id)?.state === 'ok')).toEqual([
      true,
      false,
      false,
    ]);
    expect(entryOf(fetched, 'a_2')?.reason).toContain('outside');
  });
});

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
