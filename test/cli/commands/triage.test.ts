import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, beforeEach, afterEach, describe, expect, test } from 'vitest';
import { triageCommand } from '../../../src/cli/commands/triage.ts';
import { triageEntrySchema } from '../../../src/compare/cluster.ts';
import { writeRecordedBundle } from '../../support/recorded-bundle.ts';
import { testTerminal } from '../../support/test-terminal.ts';

const ROOT = fileURLToPath(new URL('../../../', import.meta.url));
const STORIES = ['approval-answers-500', 'approval-goes-through', 'invented-link'];

let bundles = '';
let folder = '';
beforeAll(async () => {
  bundles = await mkdtemp(join(tmpdir(), 'triage-bundles-'));
  for (const story of STORIES) await writeRecordedBundle(join(bundles, `${story}.zip`), story);
});
afterAll(() => rm(bundles, { recursive: true }));
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'triage-'));
  await mkdir(join(folder, 'runs'));
  for (const story of STORIES)
    await copyFile(join(bundles, `${story}.zip`), join(folder, 'runs', `${story}.zip`));
});
afterEach(() => rm(folder, { recursive: true }));

async function triage(
  argv: readonly string[],
  env: Readonly<Record<string, string>> = {},
  signal = new AbortController().signal,
) {
  const terminal = testTerminal(folder, env);
  const code = await triageCommand.run(argv, terminal, signal);
  return { code, stdout: terminal.stdoutText(), stderr: terminal.stderrText() };
}

const read = async (name: string): Promise<string> => await readFile(join(folder, name), 'utf8');

describe('debrief triage', () => {
  test('says how many problems many runs are, and shuts the gate for new ones', async () => {
    const { code, stdout, stderr } = await triage(['runs']);
    expect(stdout.split('\n')[0]).toBe('2 of 3 runs failed: 2 problems, 2 of them new.');
    expect(stdout).toContain('look at runs/approval-answers-500.zip');
    expect(stderr).toMatch(/^gate: 2 problems .* by --fail-on new\n$/);
    expect(code).toBe(1);
  });

  test('a baseline opens the gate again, and says what is gone', async () => {
    expect((await triage(['runs', '--baseline', 'known.json', '--update-baseline'])).code).toBe(0);
    expect((await triage(['runs', '--baseline', 'known.json'])).code).toBe(0);
    const less = await triage(['runs/approval*.zip', '--baseline', 'known.json']);
    expect(less.stdout).toContain('1 known problem not seen');
    expect(less.stdout).toMatch(/ {2}gone {3}ffp1:\w+ agent\.unresolved_href_placeholder/);
  });

  test('an accepted problem is new again after its day', async () => {
    await triage(['runs', '--baseline', 'known.json', '--update-baseline']);
    const baseline = JSON.parse(await read('known.json'));
    baseline.problems[0].expires = '2026-03-01';
    await writeFile(join(folder, 'known.json'), JSON.stringify(baseline));
    const at = (day: string) => ({ SOURCE_DATE_EPOCH: String(Date.parse(day) / 1000) });
    const words = ['runs', '--baseline', 'known.json'];
    expect((await triage(words, at('2026-03-01'))).code).toBe(0);
    const late = await triage(words, at('2026-03-02'));
    expect(late.code).toBe(1);
    expect(late.stdout).toContain('EXPIRED');
  });

  test('a damaged bundle costs itself alone', async () => {
    await writeFile(join(folder, 'runs/broken.zip'), 'PK\u0003\u0004 not a zip');
    const { code, stdout } = await triage(['runs', '--fail-on', 'cause:none']);
    expect(stdout).toMatch(/ {2}unread runs\/broken\.zip: /);
    expect(stdout).toContain('2 of 4 runs failed');
    expect(code).toBe(3);
    expect((await triage(['runs', '--fail-on', 'never'])).code).toBe(0);
    expect((await triage(['runs/broken.zip'])).code).toBe(4);
  });

  test('writes several formats in one go', async () => {
    const { stdout } = await triage([
      'runs',
      '--format',
      'junit=out/a.xml',
      '--format',
      'json=b.json',
      '--format',
      'csv',
    ]);
    expect(stdout.split('\r\n')).toHaveLength(5);
    expect(await read('out/a.xml')).toContain('<testsuite name="skyvern runs" tests="3"');
    expect(JSON.parse(await read('b.json')).counts.failed).toBe(2);
  });

  test.each([
    [['nowhere'], "no bundle at 'nowhere'"],
    [[], 'which bundles?'],
    [['runs', '--update-baseline'], '--update-baseline wants --baseline FILE'],
    [['runs', '--baseline', 'none.json'], '--update-baseline writes a first one'],
    [['runs', '--fail-on', 'sometimes'], '--fail-on wants new, any'],
    [['runs', '--jobs', '0'], '--jobs wants a number from 1 on'],
    [['runs', '--format', 'pdf'], "unknown format 'pdf'"],
    [['runs', '--format', 'json', '--format', 'csv'], 'only one format can go to stdout'],
  ])('%j is refused in one line', async (argv, message) => {
    await expect(triage(argv)).rejects.toThrow(message);
  });

  test('an interrupted call says how to go on', async () => {
    const { code, stderr, stdout } = await triage(['runs'], {}, AbortSignal.abort());
    expect([code, stdout]).toEqual([130, '']);
    expect(stderr).toContain('--ledger');
  });
});

describe('the ledger', () => {
  test('spares what was diagnosed before, by content and not by name', async () => {
    await triage(['runs', '--ledger', 'ledger.ndjson', '--fail-on', 'never']);
    const lines = (await read('ledger.ndjson')).trimEnd().split('\n');
    expect(lines).toHaveLength(3);
    const rows = lines.map((line) => JSON.parse(line));
    for (const row of rows) triageEntrySchema.parse(row.entry);
    const marked = lines.map((line) =>
      line.replaceAll(/"summary":"[^"]*"/g, '"summary":"remembered"'),
    );
    await writeFile(join(folder, 'ledger.ndjson'), `${marked.join('\n')}\n{"torn`);
    await mkdir(join(folder, 'moved'));
    await copyFile(join(folder, 'runs/invented-link.zip'), join(folder, 'moved/other.zip'));
    const again = await triage(['moved', '--ledger', 'ledger.ndjson']);
    expect(again.stdout).toContain('remembered');
    expect(again.stdout).toContain('moved/other.zip');
    expect((await read('ledger.ndjson')).trimEnd().split('\n')).toHaveLength(4);
  });

  test('forgets what another version wrote', async () => {
    await triage(['runs', '--ledger', 'ledger.ndjson', '--fail-on', 'never']);
    const other = (await read('ledger.ndjson')).replaceAll(
      /"tool":"[^"]*"/g,
      '"tool":"0.0.0-other"',
    );
    await writeFile(join(folder, 'ledger.ndjson'), other);
    await triage(['runs', '--ledger', 'ledger.ndjson', '--fail-on', 'never']);
    expect((await read('ledger.ndjson')).trimEnd().split('\n')).toHaveLength(6);
  });
});

describe('in GitHub Actions', () => {
  test('annotations go to stdout and the page to the step summary', async () => {
    const summary = join(folder, 'summary.md');
    await writeFile(summary, 'from another tool\n');
    const { stdout } = await triage(['runs', '--format', 'github'], {
      GITHUB_STEP_SUMMARY: summary,
    });
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => line.split(' ')[0]),
    ).toEqual(['::error', '::error', '::notice']);
    expect(await read('summary.md')).toMatch(/^from another tool\n## 2 of 3 runs failed/);
  });

  test('a summary that is full stays as it is', async () => {
    const summary = join(folder, 'summary.md');
    await writeFile(summary, 'x'.repeat(900 * 1024));
    const { stderr } = await triage(['runs', '--format', 'github'], {
      GITHUB_STEP_SUMMARY: summary,
    });
    expect((await stat(summary)).size).toBe(900 * 1024);
    expect(stderr).toContain('the step summary is full');
  });
});

describe('settings', () => {
  test('command line comes before environment before file', async () => {
    await writeFile(
      join(folder, 'debrief.config.mjs'),
      "export default { triage: { bundles: 'runs', failOn: 'never', jobs: 1, format: ['json=a.json'] } };",
    );
    const { stdout } = await triage(['--print-config', '--jobs', '3'], {
      DEBRIEF_FAIL_ON: 'new,owner:task',
    });
    expect(JSON.parse(stdout)).toMatchObject({
      file: join(folder, 'debrief.config.mjs'),
      settings: {
        bundles: { value: ['runs'], from: 'file' },
        failOn: { value: ['new', 'owner:task'], from: 'environment' },
        jobs: { value: ['3'], from: 'command line' },
        format: { value: ['json=a.json'], from: 'file' },
        baseline: { value: [], from: 'default' },
      },
    });
    expect((await triage([])).code).toBe(0);
    expect(JSON.parse(await read('a.json')).counts.bundles).toBe(3);
  });

  test.each([
    ['debrief.config.json', '{"triage":{"failon":"new"}}', 'debrief.config.json: triage'],
    ['debrief.config.json', '{"triage":', 'debrief.config.json cannot be loaded'],
    ['debrief.config.mjs', 'export default 7', 'debrief.config.mjs: '],
    ['debrief.config.mjs', 'throw new Error("mine")', 'cannot be loaded: mine'],
    ['debrief.config.json', '{"triage":{"failOn":"x","bundles":"runs"}}', 'triage.failOn wants'],
  ])('%s with %s is refused with its place', async (name, text, message) => {
    await writeFile(join(folder, name), text);
    await expect(triage(['runs'])).rejects.toThrow(message);
  });

  test('a configuration that is named must exist', async () => {
    await expect(triage(['runs', '--config', 'none.json'])).rejects.toThrow(
      'none.json cannot be loaded',
    );
  });
});

describe('processes', { timeout: 60_000 }, () => {
  test('give the same report as none, with a damaged bundle among them', async () => {
    for (let index = 0; index < 6; index += 1)
      await copyFile(
        join(folder, 'runs/invented-link.zip'),
        join(folder, 'runs', `copy-${index}.zip`),
      );
    await writeFile(join(folder, 'runs/broken.zip'), 'PK\u0003\u0004 not a zip');
    const words = ['--import', 'tsx', join(ROOT, 'bin/dev.ts'), 'triage', join(folder, 'runs')];
    const run = async (jobs: string): Promise<string> => {
      const options = [...words, '--fail-on', 'never', '--format', 'json', '--jobs', jobs];
      return (await promisify(execFile)(process.execPath, options, { cwd: ROOT })).stdout;
    };
    const [one, two] = [await run('1'), await run('2')];
    expect(two).toBe(one);
    expect(JSON.parse(two).counts).toMatchObject({ bundles: 10, problems: 2, unreadable: 1 });
  });
});
