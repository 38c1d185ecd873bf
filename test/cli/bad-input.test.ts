import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, describe, expect, it } from 'vitest';
import { writeBundle } from '../../src/bundle/node/write-bundle.ts';
import { main } from '../../src/cli/main.ts';
import { FAKE_KEY, startFakeSkyvern, type FakeOptions } from '../support/fake-skyvern.ts';
import { startReplayServer } from '../support/replay-server.ts';
import { testTerminal } from '../support/test-terminal.ts';

const RECORDING = new URL('../../fixtures/recordings/approval-answers-500', import.meta.url);

const folder = mkdtempSync(join(tmpdir(), 'debrief-bad-input-'));
const cleanUps: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0)) await cleanUp();
});
afterAll(() => rmSync(folder, { recursive: true }));

async function debrief(words: readonly string[], env: Readonly<Record<string, string>> = {}) {
  const terminal = testTerminal(folder, env);
  const exitCode = await main(words, terminal);
  return { exitCode, stdout: terminal.stdoutText(), stderr: terminal.stderrText() };
}

/** One line, in the form `debrief: what; what to do [code]`. */
function complaint(stderr: string): string {
  const [line, ...rest] = stderr.trimEnd().split('\n');
  expect(rest).toEqual([]);
  expect(line).toMatch(/^debrief: .{20,} \[[a-z-]+\]$/);
  return line ?? '';
}

async function serve(options: Partial<FakeOptions> = {}) {
  const server = await startFakeSkyvern({ artifacts: [], ...options });
  cleanUps.push(() => server.close());
  return { SKYVERN_BASE_URL: server.apiUrl, SKYVERN_API_KEY: FAKE_KEY };
}

async function bundleFile(name: string, manifest: object): Promise<string> {
  const path = join(folder, name);
  await writeBundle(path, [
    { name: 'manifest.json', bytes: Buffer.from(JSON.stringify(manifest)) },
  ]);
  return path;
}

describe('a fetch that cannot work says why in one line', () => {
  it('without a key', async () => {
    const { SKYVERN_BASE_URL } = await serve();
    const { exitCode, stderr, stdout } = await debrief(['fetch', 'tsk_1'], { SKYVERN_BASE_URL });
    expect(complaint(stderr)).toContain('SKYVERN_API_KEY');
    expect({ exitCode, stdout }).toEqual({ exitCode: 6, stdout: '' });
  });

  it('with a wrong key, in the words of the server', async () => {
    const env = { ...(await serve()), SKYVERN_API_KEY: 'another-key' };
    const { exitCode, stderr } = await debrief(['fetch', 'tsk_1'], env);
    expect(complaint(stderr)).toContain('Invalid credentials');
    expect(stderr).toContain('set SKYVERN_API_KEY');
    expect(stderr).not.toContain('another-key');
    expect(exitCode).toBe(6);
  });

  it('of a run that the server does not know', async () => {
    const { exitCode, stderr } = await debrief(['fetch', 'tsk_404'], await serve());
    expect(complaint(stderr)).toContain('tsk_404');
    expect(exitCode).toBe(4);
  });

  it('from a server that is down', async () => {
    const server = await startFakeSkyvern({ artifacts: [] });
    await server.close();
    const { exitCode, stderr } = await debrief(['fetch', 'tsk_1', '--base-url', server.apiUrl], {
      SKYVERN_API_KEY: FAKE_KEY,
    });
    expect(complaint(stderr)).toContain('check that the server is up');
    expect(exitCode).toBe(4);
  });

  it('without a server', async () => {
    const { exitCode, stderr } = await debrief(['fetch', 'tsk_1'], { SKYVERN_API_KEY: FAKE_KEY });
    expect(stderr).toContain('SKYVERN_BASE_URL');
    expect(exitCode).toBe(2);
  });

  it('of something that is no run id', async () => {
    const { exitCode, stderr } = await debrief(['fetch', 'stp_1'], await serve());
    expect(stderr).toContain('stp_1');
    expect(exitCode).toBe(2);
  });
});

describe('a run that is odd is reported for what it is', () => {
  it('while it is still going', async () => {
    const now = new Date().toISOString().replace('Z', '');
    const env = await serve({ run: { status: 'running', created_at: now, modified_at: now } });
    const { stdout } = await debrief(['tsk_1', '--format', 'json'], env);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: { kind: 'unfinished', cause: null } });
  });

  it('as a task, whose timeline the server refuses to tell', async () => {
    const recorded = await startReplayServer(RECORDING.pathname);
    cleanUps.push(() => recorded.close());
    const [runId = ''] = recorded.runIds;
    const env = { SKYVERN_BASE_URL: recorded.url, SKYVERN_API_KEY: 'test-key' };
    const { exitCode, stdout } = await debrief([runId, '--format', 'json'], env);
    expect(recorded.requests.map(({ path }) => path)).toContain(`/v1/runs/${runId}/timeline`);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: { cause: 'network.http_5xx' } });
    expect(exitCode).toBe(0);
  });

  it('with the id of a task of the second kind', async () => {
    const env = await serve({
      runId: 'tsk_v2_1',
      run: { run_id: 'tsk_v2_1', run_type: 'task_v2' },
    });
    const { stdout, stderr } = await debrief(['tsk_v2_1', '--format', 'json'], env);
    expect(stderr).not.toContain('a bug of ours');
    expect(JSON.parse(stdout)).toMatchObject({ run: { id: 'tsk_v2_1', type: 'task_v2' } });
  });

  it('without a HAR: the report says that requests could not be seen', async () => {
    const { stdout } = await debrief(['tsk_1', '--format', 'json'], await serve());
    const { checks } = JSON.parse(stdout);
    expect(checks).toContainEqual({
      analyser: 'network.http_5xx',
      outcome: 'skipped',
      reason: expect.stringContaining('HAR'),
    });
  });
});

describe('a bundle that cannot be read says why in one line', () => {
  it.each([
    ['an empty file', 'empty.zip', '', 'empty-bundle', 2],
    ['no zip', 'notes.zip', 'these are notes', 'not-a-bundle', 2],
    ['JSON of another kind', 'other.json', '{"a":1}', 'not-a-bundle', 2],
  ])('%s', async (_, name, text, code, wanted) => {
    writeFileSync(join(folder, name), text);
    const { exitCode, stderr, stdout } = await debrief(['report', join(folder, name)]);
    expect(complaint(stderr)).toContain(`[${code}]`);
    expect({ exitCode, stdout }).toEqual({ exitCode: wanted, stdout: '' });
  });

  it('no such file', async () => {
    const { exitCode, stderr } = await debrief(['report', join(folder, 'gone.zip')]);
    expect(complaint(stderr)).toContain('[not-found]');
    expect(exitCode).toBe(2);
  });

  it('a zip that was cut off', async () => {
    const path = await bundleFile('cut.zip', { schema: 'skyvern-debrief/bundle@1' });
    truncateSync(path, 60);
    const { exitCode, stderr } = await debrief(['report', path]);
    expect(complaint(stderr)).toContain('[damaged-zip]');
    expect(exitCode).toBe(2);
  });

  it('a bundle of a newer format', async () => {
    const path = await bundleFile('newer.zip', {
      schema: 'skyvern-debrief/bundle@9',
      tool: { name: 'skyvern-debrief', version: '9.0.0' },
    });
    const { exitCode, stderr } = await debrief(['report', path]);
    expect(complaint(stderr)).toContain('[newer-format]');
    expect(exitCode).toBe(4);
  });

  it('a bundle with nothing in it is an honest report', async () => {
    const path = await bundleFile('nothing.zip', {
      schema: 'skyvern-debrief/bundle@1',
      tool: { name: 'skyvern-debrief', version: '0.1.0' },
      run_id: null,
      base_url: null,
      server_version: null,
      resources: [],
      artifacts: [],
    });
    const { exitCode, stdout } = await debrief(['report', path, '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: { kind: 'inconclusive', cause: null } });
    expect(exitCode).toBe(0);
  });
});

describe('a wrong command line says what is right', () => {
  it.each([
    [['reprot', 'run.zip'], "did you mean 'report'?"],
    [['report'], 'BUNDLE is missing'],
    [['report', 'run.zip', '--format', 'pdf'], "unknown format 'pdf'"],
  ])('%j', async (words, wanted) => {
    const { exitCode, stderr, stdout } = await debrief(words);
    expect(stderr).toContain(wanted);
    expect({ exitCode, stdout }).toEqual({ exitCode: 2, stdout: '' });
  });
});
