import { mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readManifest } from '../../../src/bundle/read-manifest.ts';
import type { Manifest } from '../../../src/bundle/manifest.ts';
import { main } from '../../../src/cli/main.ts';
import { readZip } from '../../support/fetch-fake.ts';
import { HAR_TEXT, PACKED_HAR } from '../../support/packed-har.ts';
import { testTerminal, type TestTerminal } from '../../support/test-terminal.ts';

const TIME = '2026-01-02T03:04:05.678901';
const PROMPT = `o_1/tsk_2/00_0_stp_3/${TIME}_a_11_llm_prompt.txt`;
const PAGE = `o_1/tsk_2/01_0_stp_4/${TIME}_a_12_html_scrape.html`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

async function put(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [name, text] of Object.entries(files)) {
    const path = join(folder, 'artifacts', name);
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  }
}

async function run(...argv: readonly string[]): Promise<TestTerminal & { readonly code: number }> {
  const terminal = testTerminal(folder);
  return { ...terminal, code: await main(argv, terminal) };
}

async function packed(name: string): Promise<{
  readonly manifest: Manifest;
  readonly files: ReadonlyMap<string, Buffer>;
}> {
  const files = await readZip(join(folder, name));
  return { manifest: readManifest(files.get('manifest.json') ?? Buffer.alloc(0)), files };
}

describe('debrief pack', () => {
  it('makes a bundle of the files of a task', async () => {
    await put({ [PROMPT]: 'hello', [PAGE]: '<html></html>' });
    const ran = await run('pack', 'artifacts', '--out', 'run.zip');
    expect(ran.code).toBe(0);
    expect(ran.stdoutText()).toBe('run.zip\n');
    expect(ran.stderrText()).toMatch(/^2 artifacts, 18 bytes, of tsk_2\n {2}note: packed from/);
    const { manifest, files } = await packed('run.zip');
    expect(manifest).toMatchObject({ run_id: 'tsk_2', base_url: null, resources: [] });
    expect(files.get('artifacts/00_0_stp_3/00_llm_prompt_a_11.txt')?.toString()).toBe('hello');
    expect(
      manifest.artifacts.map(({ row }) => [row.artifact_id, row.task_id, row.step_id]),
    ).toEqual([
      ['a_11', 'tsk_2', 'stp_3'],
      ['a_12', 'tsk_2', 'stp_4'],
    ]);
  });

  it('unpacks a HAR as storage keeps it, and leaves the folder as it was', async () => {
    const path = join(folder, 'artifacts', `o_1/tsk_2/00_0_stp_3/${TIME}_a_13_har.har.zst`);
    await put({ [PROMPT]: 'hello' });
    await writeFile(path, PACKED_HAR);
    expect((await run('pack', 'artifacts', '--out', 'run.zip')).code).toBe(0);
    const { manifest, files } = await packed('run.zip');
    const har = manifest.artifacts.find(({ artifact_type: type }) => type === 'har');
    expect(har).toMatchObject({ state: 'ok', size: HAR_TEXT.length });
    expect(files.get(har?.entry ?? '')?.toString()).toBe(HAR_TEXT);
    expect((await readFile(path)).equals(PACKED_HAR)).toBe(true);
    expect((await readdir(folder)).toSorted()).toEqual(['artifacts', 'run.zip']);
  });

  it('says the same of the whole folder and of its task alone', async () => {
    await put({ [PROMPT]: 'hello', [PAGE]: '<html></html>' });
    await run('pack', 'artifacts/o_1', '--out', 'whole.zip');
    await run('pack', 'artifacts/o_1/tsk_2', '--out', 'task.zip');
    const [whole, task] = [await packed('whole.zip'), await packed('task.zip')];
    expect(task.files.get('manifest.json')).toEqual(whole.files.get('manifest.json'));
  });

  it('packs a single step, of whose task only the folder above tells', async () => {
    await put({ [PROMPT]: 'hello', [PAGE]: '<html></html>' });
    expect((await run('pack', 'artifacts/o_1/tsk_2/01_0_stp_4')).stdoutText()).toBe(
      '01_0_stp_4.zip\n',
    );
    const { manifest } = await packed('01_0_stp_4.zip');
    expect(manifest.run_id).toBe('tsk_2');
    expect(manifest.artifacts.map(({ artifact_id: id }) => id)).toEqual(['a_12']);
  });

  it('can be reported on, and says what the report could not know', async () => {
    await put({ [PROMPT]: 'hello', [PAGE]: '<html></html>' });
    await run('pack', 'artifacts', '--out', 'run.zip');
    const { code, stdoutText } = await run('report', join(folder, 'run.zip'));
    expect(code).toBe(0);
    expect(stdoutText()).toMatch(/no answer about a run/);
    expect(stdoutText()).toMatch(/step 0 · unknown[\s\S]*step 1 · unknown/);
    expect(stdoutText()).toMatch(/packed from a folder of files/);
  });

  it('keeps what does not look whole and says so', async () => {
    const cut = PAGE.replace('a_12_html_scrape.html', 'a_13_llm_response.json');
    const empty = PAGE.replace('a_12', 'a_14');
    await put({ [cut]: '{"cut":', [empty]: '' });
    const { stderrText } = await run('pack', 'artifacts', '--out', 'run.zip');
    expect(stderrText()).toContain('the file ends before its format does');
    const { manifest, files } = await packed('run.zip');
    expect(manifest.artifacts.map(({ state }) => state)).toEqual(['unverified', 'empty']);
    expect([...files.values()].map(String)).toContain('{"cut":');
  });

  it('takes the tasks that are asked for, with their logs', async () => {
    const other = PROMPT.replace('tsk_2', 'tsk_5')
      .replace('a_11', 'a_21')
      .replace('stp_3', 'stp_6');
    const log = `logs/step/stp_3/${TIME}_skyvern_log.log`;
    const otherLog = `logs/step/stp_6/${TIME}_skyvern_log.log`;
    await put({ [PROMPT]: 'hello', [other]: 'other', [log]: 'x', [otherLog]: 'y' });
    const all = await run('pack', 'artifacts', '--out', 'all.zip');
    expect(all.stderrText()).toMatch(
      /4 artifacts, .* of an unknown run[\s\S]*2 tasks \(tsk_2, tsk_5\)/,
    );
    await run('pack', 'artifacts', '--out', 'one.zip', '--task', 'tsk_2');
    const { manifest } = await packed('one.zip');
    expect(manifest.run_id).toBe('tsk_2');
    expect(manifest.artifacts.map(({ row }) => row.step_id)).toEqual(['stp_3', 'stp_3']);
  });

  it('leaves out strangers and links, and says how many', async () => {
    await put({ [PROMPT]: 'hello', 'notes.txt': 'mine' });
    await symlink('/etc/hostname', join(folder, 'artifacts', PROMPT.replace('a_11', 'a_12')));
    const { stderrText } = await run('pack', 'artifacts', '--out', 'run.zip');
    expect(stderrText()).toContain('2 files are not named like artifacts and left out (notes.txt');
    expect((await packed('run.zip')).manifest.artifacts).toHaveLength(1);
  });

  it.each([
    [['pack', 'absent'], 2, /is no folder/],
    [['pack', 'artifacts'], 4, /holds no artifacts/],
    [['pack', 'artifacts', '--task', 'wr_1'], 2, /--task wants/],
    [['pack'], 2, /DIR is missing/],
  ])('ends %j with %d', async (argv, code, message) => {
    await put({ 'notes.txt': 'mine' });
    const ran = await run(...argv);
    expect(ran.code).toBe(code);
    expect(ran.stderrText()).toMatch(message);
    expect(await readdir(folder)).toEqual(['artifacts']);
  });
});
