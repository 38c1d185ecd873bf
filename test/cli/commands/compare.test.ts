import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { compareCommand } from '../../../src/cli/commands/compare.ts';
import { reportCommand } from '../../../src/cli/commands/report.ts';
import type { Command } from '../../../src/cli/command.ts';
import { differenceSchema } from '../../../src/compare/difference-schema.ts';
import { writeRecordedBundle } from '../../support/recorded-bundle.ts';
import { testTerminal } from '../../support/test-terminal.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'compare-'));
  await writeRecordedBundle(join(folder, 'good.zip'), 'approval-goes-through');
  await writeRecordedBundle(join(folder, 'bad.zip'), 'approval-answers-500');
});
afterAll(() => rm(folder, { recursive: true }));

async function run(command: Command, argv: readonly string[]) {
  const terminal = testTerminal(folder);
  const code = await command.run(argv, terminal, new AbortController().signal);
  return { code, stdout: terminal.stdoutText() };
}

describe('debrief compare', () => {
  test('names the request that made the difference, with both answers', async () => {
    const { code, stdout } = await run(compareCommand, ['good.zip', 'bad.zip']);
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^A request failed that had worked in the good run: POST .* ended with 500/,
    );
    expect(stdout).toMatch(/→ 200\n/);
    expect(stdout).toMatch(/→ 500\n/);
  });

  test('writes JSON of its published shape, and Markdown, in one go', async () => {
    const file = join(folder, 'd.md');
    const { stdout } = await run(compareCommand, [
      'good.zip',
      'bad.zip',
      '--format',
      'json',
      '--format',
      'markdown=d.md',
    ]);
    expect(differenceSchema.parse(JSON.parse(stdout)).verdict.kind).toBe('infrastructure');
    expect(await readFile(file, 'utf8')).toMatch(/^## /);
  });

  test.each([[[]], [['good.zip']], [['good.zip', 'bad.zip', 'third.zip']]])(
    '%j are not two bundles',
    async (argv) => {
      await expect(run(compareCommand, argv)).rejects.toThrow('two bundles');
    },
  );
});

describe('debrief report --passing', () => {
  const report = async (passing: string) => {
    const words = [join(folder, 'bad.zip'), '--passing', join(folder, passing), '--format', 'json'];
    return JSON.parse((await run(reportCommand, words)).stdout);
  };

  test('leaves what only the failing run shows', async () => {
    expect((await report('good.zip')).verdict.cause).toBe('network.http_5xx');
  });

  test('does not blame what a passing run shows too', async () => {
    const { verdict, alternatives } = await report('bad.zip');
    expect(verdict.cause).toBeNull();
    expect(alternatives[0]).toMatchObject({
      cause: 'network.http_5xx',
      why_not: expect.stringContaining('The run that went well shows it too.'),
    });
  });

  test('settings of the report come from the configuration file as well', async () => {
    await writeFile(
      join(folder, 'debrief.config.json'),
      JSON.stringify({ report: { format: 'json', exitCode: true } }),
    );
    const { code, stdout } = await run(reportCommand, [join(folder, 'bad.zip')]);
    await rm(join(folder, 'debrief.config.json'));
    expect(code).toBe(1);
    expect(JSON.parse(stdout).verdict.cause).toBe('network.http_5xx');
  });
});
