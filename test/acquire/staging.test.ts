import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { acquireRun } from '../../src/acquire/acquire-run.ts';
import {
  FAKE_KEY,
  sendBody,
  sendJson,
  startFakeSkyvern,
  type FakeArtifact,
} from '../support/fake-skyvern.ts';
import { artifact, entryOf, fetchFake, QUICK, readZip } from '../support/fetch-fake.ts';

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

  it('the order in which files arrive does not show in the bundle', async () => {
    const bundles: Buffer[] = [];
    for (const isReversed of [false, true]) {
      const server = await startFakeSkyvern({
        artifacts: [1, 2, 3, 4].map((index) =>
          artifact(`a_${String(index)}`, 'x'.repeat(index * 1000), {
            type: 'llm_prompt',
            serve: ({ response, artifact: { body } }) => {
              const delayMs = (isReversed ? 5 - index : index) * 20;
              setTimeout(() => sendBody(response, body), delayMs);
            },
          }),
        ),
      });
      const out = join(folder, `${String(isReversed)}.zip`);
      const baseUrl = server.apiUrl;
      await acquireRun({ runId: 'tsk_1', baseUrl, apiKey: FAKE_KEY, out, limits: QUICK });
      await server.close();
      const files = await readZip(out);
      // The manifest names the server's port.
      const parts = [...files].filter(([name]) => name !== 'manifest.json');
      bundles.push(Buffer.concat(parts.flatMap(([name, bytes]) => [Buffer.from(name), bytes])));
    }
    const [first, second] = bundles;
    expect(first?.equals(second ?? Buffer.alloc(0))).toBe(true);
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
