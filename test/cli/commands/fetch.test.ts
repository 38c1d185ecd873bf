import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fetchCommand } from '../../../src/cli/commands/fetch.ts';
import {
  FAKE_KEY,
  sendJson,
  startFakeSkyvern,
  type FakeArtifact,
  type FakeSkyvern,
} from '../../support/fake-skyvern.ts';

const PROMPT: FakeArtifact = { id: 'a_1', type: 'llm_prompt', body: Buffer.from('hello') };
const GONE: FakeArtifact = {
  id: 'a_2',
  type: 'har',
  body: Buffer.from('{}'),
  serve: (ask) => sendJson(ask.response, 404, { detail: 'not \u001b[31mhere' }),
};

let folder = '';
let server: FakeSkyvern | undefined;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-'));
});
afterEach(async () => {
  await server?.close();
  server = undefined;
  await rm(folder, { recursive: true, force: true });
});

interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

async function run(
  argv: readonly string[],
  environment: Readonly<Record<string, string>> = {},
  isTTY = false,
): Promise<Ran> {
  const written = { stdout: '', stderr: '' };
  const terminal = {
    stdout: { write: (text: string) => (written.stdout += text) },
    stderr: { write: (text: string) => (written.stderr += text), isTTY, columns: 60 },
    env: {
      SKYVERN_API_KEY: FAKE_KEY,
      ...(server === undefined ? {} : { SKYVERN_BASE_URL: server.apiUrl }),
      ...environment,
    },
    cwd: () => folder,
  };
  const code = await fetchCommand.run(argv, terminal, new AbortController().signal);
  return { code, ...written };
}

describe('debrief fetch', () => {
  it('writes RUN_ID.zip, prints its path and nothing else on stdout', async () => {
    server = await startFakeSkyvern({ artifacts: [PROMPT] });
    const ran = await run(['tsk_1']);
    expect(ran).toEqual({
      code: 0,
      stdout: 'tsk_1.zip\n',
      stderr: 'complete: 1 of 1 artifacts, 5 bytes; run failed\n',
    });
    expect(await readdir(folder)).toEqual(['tsk_1.zip']);
  });

  it('ends with 3 and names what is missing, without letting the server steer the terminal', async () => {
    server = await startFakeSkyvern({ artifacts: [PROMPT, GONE] });
    const ran = await run(['tsk_1']);
    expect(ran.code).toBe(3);
    expect(ran.stderr).toBe(
      'incomplete: 1 of 2 artifacts, 5 bytes; run failed\n  har a_2: missing, 404: not [31mhere\n',
    );
  });

  it('shows its progress on a terminal and wipes it away', async () => {
    server = await startFakeSkyvern({ artifacts: [PROMPT] });
    const { stderr } = await run(['tsk_1'], {}, true);
    expect(stderr).toContain('tsk_1: 1 of 1 artifacts');
    expect(stderr.split('\u001b[2K').at(-1)).toMatch(/^complete: /);
  });

  it('lists without fetching', async () => {
    server = await startFakeSkyvern({ artifacts: [PROMPT, GONE] });
    const ran = await run(['tsk_1', '--dry-run', '--skip', 'har']);
    expect(ran.stdout).toBe(
      'tsk_1: run failed, 1 of 2 artifacts, 5 bytes as far as the server says\nllm_prompt\ta_1\t5\n',
    );
    expect(await readdir(folder)).toEqual([]);
  });

  it('puts several runs into a folder and goes on after one that fails', async () => {
    server = await startFakeSkyvern({ artifacts: [PROMPT] });
    const ran = await run(['tsk_9', 'tsk_1', '--out', 'bundles']);
    expect(ran.code).toBe(3);
    expect(ran.stdout).toBe('bundles/tsk_1.zip\n');
    expect(ran.stderr).toMatch(/^tsk_9: .* knows no run tsk_9/);
  });

  describe('by a search', () => {
    const FOUND = {
      '/v1/runs': {
        status: 200,
        json: [
          { run_id: 'tsk_1', status: 'failed', created_at: '2026-01-02T03:04:05' },
          { run_id: 'tsk_9', status: 'failed', created_at: '2026-01-01T03:04:05' },
        ],
      },
    } as const;
    const SEARCH = ['--status', 'failed', '--since', '2026-01-01', '--out', 'bundles'];

    it('brings every run it can, and ends with 3 when one cannot be had', async () => {
      server = await startFakeSkyvern({ artifacts: [PROMPT], answers: FOUND });
      const ran = await run(SEARCH);
      expect(ran.code).toBe(3);
      expect(ran.stdout).toBe('bundles/tsk_1.zip\n');
      expect(ran.stderr).toMatch(/^2 runs match\ncomplete: .*\ntsk_9: .* knows no run tsk_9/);
    });

    it('does not fetch again what lies there complete', async () => {
      server = await startFakeSkyvern({ artifacts: [PROMPT], answers: FOUND });
      await run(SEARCH);
      const again = await run(SEARCH);
      expect(again.stdout).toBe('');
      expect(again.stderr).toMatch(/^2 runs match; 1 complete here already\n/);
    });

    it('fetches again what lies there incomplete, or with less than is wanted now', async () => {
      server = await startFakeSkyvern({ artifacts: [PROMPT, GONE], answers: FOUND });
      await run([...SEARCH, '--skip', 'har']);
      expect((await run([...SEARCH, '--skip', 'har'])).stdout).toBe('');
      expect((await run(SEARCH)).stdout).toBe('bundles/tsk_1.zip\n');
      expect((await run(SEARCH)).stdout).toBe('bundles/tsk_1.zip\n');
    });

    it('only lists the runs with --dry-run', async () => {
      server = await startFakeSkyvern({ artifacts: [PROMPT], answers: FOUND });
      expect(await run([...SEARCH, '--limit', '1', '--dry-run'])).toEqual({
        code: 0,
        stdout: 'tsk_1\tfailed\t2026-01-02T03:04:05.000Z\tto fetch\n',
        stderr: '1 run matches\n',
      });
      expect(await readdir(folder)).toEqual([]);
    });

    it('stops at once when the key is refused', async () => {
      server = await startFakeSkyvern({ artifacts: [PROMPT], answers: FOUND });
      await expect(run(SEARCH, { SKYVERN_API_KEY: 'wrong' })).rejects.toMatchObject({
        code: 'auth',
      });
      expect(server.requests).toHaveLength(1);
    });
  });

  it('takes the run id out of a pasted address', async () => {
    server = await startFakeSkyvern({ artifacts: [PROMPT] });
    expect((await run(['http://localhost:8080/tasks/tsk_1', '--out', 'x.zip'])).stdout).toBe(
      'x.zip\n',
    );
  });

  it.each([
    [[], /which run/],
    [['tsk_1', '--concurrency', '0'], /1 to 99/],
    [['tsk_1', '--only', ','], /artifact types/],
    [['tsk_1', '--colour'], /--colour/],
    [['tsk_1', '--status', 'failed'], /not both/],
    [['--status', 'fail'], /--status wants one or more of/],
    [['--workflow', 'wr_1'], /workflow id/],
    [['--limit', 'all'], /--limit/],
    [['--status', 'failed', '--children'], /goes with --workflow/],
  ])('refuses %j as wrong usage', async (argv, message) => {
    server = await startFakeSkyvern({ artifacts: [] });
    await expect(run(argv)).rejects.toMatchObject({
      name: 'UsageError',
      message: expect.stringMatching(message),
    });
  });

  it('sends no key anywhere as long as no server is named', async () => {
    await expect(run(['tsk_1'])).rejects.toThrow(/SKYVERN_BASE_URL.*https:\/\/api\.skyvern\.com/);
  });

  it('says what to set when there is no key', async () => {
    server = await startFakeSkyvern({ artifacts: [] });
    await expect(run(['tsk_1'], { SKYVERN_API_KEY: '' })).rejects.toMatchObject({
      code: 'auth',
      message: expect.stringContaining('SKYVERN_API_KEY is not set'),
    });
  });
});
