import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../src/cli/main.ts';
import { FAKE_KEY, startFakeSkyvern, type FakeSkyvern } from '../support/fake-skyvern.ts';
import { artifact, readZip } from '../support/fetch-fake.ts';

const TOKEN = 'ghp_9aBcD3eFgH1jKlMnOpQ7rStUvWxYz2A4b6C8';
const SIGNATURE = '3f9a71c2b0d84e5f6a7b8c9d0e1f2a3b4c5d6e7f8091a2b3c4d5e6f708192a3b';
const query = `X-Amz-Credential=AKIAIOSFODNN7EXAMPLE&X-Amz-Signature=${SIGNATURE}`;

/** A server that puts credentials wherever a fetch quotes it: addresses, names, types, error pages, broken answers. */
async function startIndiscreet(): Promise<FakeSkyvern> {
  return startFakeSkyvern({
    artifacts: [
      artifact('a_1', 'x', { row: { signed_url: `{storage}/one?${query}`, uri: 's3://b/one' } }),
      artifact('a_2', 'x', {
        serve: ({ response }) => void response.writeHead(403).end(`denied for Bearer ${TOKEN}`),
      }),
      artifact('a_3', 'x', { type: `log_${TOKEN}` }),
      artifact('a_4', 'x', {
        row: { signed_url: `{storage}/four?${query}`, uri: 's3://b/four' },
        serve: ({ response }) => void response.writeHead(404).end(`no ${TOKEN}`),
      }),
      artifact('a_5', 'x', {
        serve: ({ response, server: { storageUrl } }) =>
          void response.writeHead(302, { location: `${storageUrl}/${TOKEN}?${query}` }).end(),
      }),
    ],
    answers: {
      '/api/v1/tasks/tsk_1/steps': { status: 403, json: { detail: `token=${TOKEN}` } },
    },
  });
}

describe('a fetch from a server that tells secrets', { timeout: 60_000 }, () => {
  let folder = '';
  let server: FakeSkyvern;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'debrief-'));
    server = await startIndiscreet();
  });
  afterAll(async () => {
    await server.close();
    await rm(folder, { recursive: true });
  });

  async function run(...words: readonly string[]): Promise<{ code: number; printed: string }> {
    let printed = '';
    const write = (text: string): string => (printed += text);
    const code = await main(words, {
      stdout: { write },
      stderr: { write },
      env: { SKYVERN_API_KEY: FAKE_KEY, SKYVERN_BASE_URL: server.apiUrl },
      cwd: () => folder,
    });
    return { code, printed };
  }

  const secretsIn = (text: string): readonly string[] =>
    [TOKEN, SIGNATURE, FAKE_KEY].filter((secret) => text.includes(secret));

  it('prints none of them, whatever it is asked for', async () => {
    const listed = await run('fetch', 'tsk_1', '--dry-run');
    const fetched = await run('fetch', 'tsk_1', '--out', 'run.zip');
    const refused = await run('fetch', `key=${TOKEN}`, '--out', 'never.zip');
    expect([listed.code, fetched.code, refused.code]).toEqual([0, 3, 2]);
    expect(fetched.printed).toContain('a_2');
    expect(secretsIn(listed.printed + fetched.printed + refused.printed)).toEqual([]);
  });

  it('stores no capability and no key of ours, and leaves no working files', async () => {
    const files = await readZip(join(folder, 'run.zip'));
    const manifest = files.get('manifest.json')?.toString() ?? '';
    const whole = [...files].map(([name, bytes]) => `${name}\n${bytes.toString()}`).join('\n');
    expect(whole).not.toContain(SIGNATURE);
    expect(whole).not.toContain(FAKE_KEY);
    expect(manifest).toContain('"a_2"');
    expect((await readdir(folder)).toSorted()).toEqual(['run.zip']);
    expect((await readFile(join(folder, 'run.zip'))).length).toBeGreaterThan(0);
  });
});
