import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { buildChangesCommand, writeRunChanges } from '../../src/cli/commands/changes.ts';
import { UsageError } from '../../src/cli/command.ts';
import { EXIT } from '../../src/cli/exit-code.ts';
import { element, runWith, scrapeWith, stepWith, tree } from './build-tree.ts';

const recorder = () => {
  const written = { stdout: '', stderr: '' };
  const stream = (name: 'stdout' | 'stderr') => ({
    write: (text: string) => (written[name] += text),
  });
  return {
    written,
    terminal: { stdout: stream('stdout'), stderr: stream('stderr'), env: {}, cwd: () => '/' },
  };
};

const seen = (stepId: string, text: string) =>
  stepWith(stepId, { scrape: scrapeWith({ tree: tree([element('p', text)], stepId) }) });
const run = runWith([seen('stp_1', '25 orders'), seen('stp_2', '26 orders')]);
const command = buildChangesCommand(() => Promise.resolve(run));
const signal = new AbortController().signal;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'changes-'));
  await writeFile(join(folder, 'before.json'), JSON.stringify([element('p', '25 orders')]));
  await writeFile(join(folder, 'after.json'), JSON.stringify([element('p', '26 orders')]));
  await writeFile(join(folder, 'broken.json'), '{"not": "a tree"}');
});
afterAll(() => rm(folder, { recursive: true }));

describe('debrief changes', () => {
  test('compares two tree files as sentences', async () => {
    const { written, terminal } = recorder();
    const code = await command.run(
      [join(folder, 'before.json'), join(folder, 'after.json')],
      terminal,
      signal,
    );
    expect(code).toBe(EXIT.ok);
    expect(written.stdout).toBe(
      "- '25 orders' now reads '26 orders'\n(0 added, 0 removed, 1 changed, 0 moved)\n",
    );
  });

  test('writes the edit script as JSON', async () => {
    const { written, terminal } = recorder();
    await command.run(
      [join(folder, 'before.json'), join(folder, 'after.json'), '--format', 'json'],
      terminal,
      signal,
    );
    expect(JSON.parse(written.stdout)).toMatchObject({
      relation: 'same-page',
      matched: [[[0], [0]]],
      added: [],
      removed: [],
      changed: [{ before: [0], after: [0], fields: { text: ['25 orders', '26 orders'] } }],
      summary: [{ kind: 'text' }],
    });
  });

  test('says that a page did not change', async () => {
    const { written, terminal } = recorder();
    await command.run([join(folder, 'before.json'), join(folder, 'before.json')], terminal, signal);
    expect(written.stdout).toBe('The page did not change.\n');
  });

  test('compares the steps of a bundle', async () => {
    const { written, terminal } = recorder();
    expect(await command.run(['run.zip'], terminal, signal)).toBe(EXIT.ok);
    expect(written.stdout).toContain("stp_1 → stp_2\n- '25 orders' now reads '26 orders'");
  });

  test('gives each pair of steps its edit script in JSON', () => {
    const { written, terminal } = recorder();
    writeRunChanges(run, {}, 'json', terminal);
    expect(JSON.parse(written.stdout)).toMatchObject({
      changes: [{ from: 'stp_1', to: 'stp_2', relation: 'same-page' }],
    });
  });

  test('names what is wrong, and with which exit code', async () => {
    const { written, terminal } = recorder();
    const broken = await command.run(
      [join(folder, 'broken.json'), join(folder, 'after.json')],
      terminal,
      signal,
    );
    const missing = await command.run(
      [join(folder, 'none.json'), join(folder, 'after.json')],
      terminal,
      signal,
    );
    expect([broken, missing]).toEqual([EXIT.unusable, EXIT.localIo]);
    expect(written.stderr).toContain('broken.json holds no element tree');
    expect(writeRunChanges(run, { from: 'stp_9' }, 'text', terminal)).toBe(EXIT.usage);
    expect(writeRunChanges(runWith([]), {}, 'text', terminal)).toBe(EXIT.incomplete);
  });

  test('refuses wrong words', async () => {
    const { terminal } = recorder();
    for (const argv of [[], ['a', 'b', 'c'], ['a', '--format', 'xml'], ['a', '--nonsense']]) {
      await expect(command.run(argv, terminal, signal)).rejects.toThrow(UsageError);
    }
  });
});
