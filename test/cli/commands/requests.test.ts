import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { UsageError } from '../../../src/cli/command.ts';
import { requestsCommand } from '../../../src/cli/commands/requests.ts';
import { EXIT } from '../../../src/cli/exit-code.ts';
import { harEntry, harText } from '../../support/har-builder.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'requests-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true });
});

async function run(
  ...argv: readonly string[]
): Promise<{ code: number; out: string; err: string }> {
  const written = { out: '', err: '' };
  const stdout = { write: (text: string) => (written.out += text) };
  const stderr = { write: (text: string) => (written.err += text) };
  const terminal = { stdout, stderr, env: {}, cwd: () => folder };
  const code = await requestsCommand.run(argv, terminal, new AbortController().signal);
  return { code, ...written };
}

const HAR = harText([
  harEntry(),
  harEntry({ url: 'https://shop.test/pay', method: 'POST', status: 500, at: 9000 }),
]);

describe('debrief requests', () => {
  it('reads a bare HAR in every format', async () => {
    await writeFile(join(folder, 'run.har'), HAR);
    const terminal = await run('run.har');
    expect(terminal).toMatchObject({ code: EXIT.ok, err: '' });
    expect(terminal.out).toMatch(
      /^1 of 2 requests failed and mattered\.\n\n1\. POST shop\.test\/pay → 500\n/,
    );
    expect((await run('run.har', '--format', 'markdown')).out).toMatch(/^# Failed requests\n/);
    expect(JSON.parse((await run('run.har', '--format', 'json')).out)).toMatchObject({
      request_count: 2,
    });
  });

  it('reports what a cut file still holds, and that it is cut', async () => {
    await writeFile(join(folder, 'cut.har'), HAR.slice(0, HAR.lastIndexOf('"cache"')));
    const { code, out, err } = await run('cut.har');
    expect(code).toBe(EXIT.ok);
    expect(out).toContain('of 1 request failed');
    expect(err).toBe('debrief: cut.har: HAR is cut after entry 0; what followed is lost\n');
  });

  it('says in one line that a file is no HAR', async () => {
    await writeFile(join(folder, 'page.har'), '<html>');
    expect(await run('page.har')).toMatchObject({ code: EXIT.unusable, out: '' });
  });

  it.each([
    [[]],
    [['a', 'b']],
    [['run.har', '--format', 'pdf']],
    [['run.har', '--nope']],
    [['absent.har']],
  ])('refuses %j as a usage error', async (argv) => {
    await expect(run(...argv)).rejects.toBeInstanceOf(UsageError);
  });
});
