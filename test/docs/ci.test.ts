import { execFile } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TOOL } from '../../src/support/tool.ts';
import { gitlabShape, readJunit, sarifShape } from '../support/machine-format-shapes.ts';
import { startReplayServer, type ReplayServer } from '../support/replay-server.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));
const page = await readFile(join(ROOT, 'docs/ci.md'), 'utf8');
const action = await readFile(join(ROOT, 'action.yml'), 'utf8');

/** Commands of the recipes under one heading, as they stand there. */
function commandsUnder(heading: string): readonly string[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`)) ?? '';
  const fences = [...section.matchAll(/```\w+\n([\s\S]*?)```/g)].map(([, text = '']) => text);
  return fences
    .flatMap((text) => text.split('\n'))
    .flatMap((line) => /^\s*(?:- |run: |sh ')?(npx .*?)'?$/.exec(line)?.[1] ?? []);
}

let folder = '';
let server: ReplayServer;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ci-docs-'));
  server = await startReplayServer(join(ROOT, 'fixtures/recordings/approval-answers-500'));
  // Stands in for the registry: the package is this checkout.
  const shim = `#!/bin/sh\nshift 2\nexec "${process.execPath}" --import "${join(ROOT, 'node_modules/tsx/dist/loader.mjs')}" "${ROOT}bin/dev.ts" "$@"\n`;
  await writeFile(join(folder, 'npx'), shim);
  await chmod(join(folder, 'npx'), 0o755);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true });
});

async function run(
  command: string,
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number; readonly stdout: string; readonly stderr: string }> {
  const options = {
    cwd: folder,
    env: {
      PATH: `${folder}${delimiter}${process.env['PATH'] ?? ''}`,
      SKYVERN_BASE_URL: server.url,
      SKYVERN_API_KEY: 'test-key',
      RUN_IDS: server.runIds.join(' '),
      ...env,
    },
  };
  return await new Promise((resolve) => {
    execFile('bash', ['-e', '-c', command], options, (error, stdout, stderr) =>
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr }),
    );
  });
}

const file = async (name: string): Promise<string> => await readFile(join(folder, name), 'utf8');

describe.sequential('the commands of docs/ci.md', { timeout: 60_000 }, () => {
  test('write a baseline', async () => {
    const commands = commandsUnder('A baseline first');
    expect(commands).toHaveLength(2);
    const [fetch = '', triage = ''] = commands;
    // The recording lacks what is left out of fixtures, so the bundle is partial.
    expect([0, 3]).toContain((await run(fetch)).code);
    expect(await run(triage)).toMatchObject({ code: 0 });
    expect(JSON.parse(await file('debrief-baseline.json')).problems).toHaveLength(1);
  });

  test.each([
    ['GitHub Actions', ['debrief.sarif', 'summary.md']],
    ['GitLab CI', ['debrief.xml', 'gl-code-quality-report.json']],
    ['Jenkins', ['debrief.xml', 'debrief.md']],
  ])('work on %s', async (heading, files) => {
    const commands = commandsUnder(heading);
    expect(commands).toHaveLength(2);
    for (const command of commands) {
      const { code, stderr } = await run(command, {
        GITHUB_STEP_SUMMARY: join(folder, 'summary.md'),
      });
      expect([command, code, stderr]).toEqual([command, 0, stderr]);
    }
    for (const name of files) expect((await stat(join(folder, name))).size).toBeGreaterThan(0);
  });

  test('write files that their consumers can read', async () => {
    sarifShape.parse(JSON.parse(await file('debrief.sarif')));
    gitlabShape.parse(JSON.parse(await file('gl-code-quality-report.json')));
    readJunit(await file('debrief.xml'));
  });

  test('the action runs its one command with inputs as environment', async () => {
    const script = /^ {6}run: (.*)$/m.exec(action)?.[1] ?? '';
    const { code, stdout } = await run(script, {
      DEBRIEF_VERSION: TOOL.version,
      DEBRIEF_BUNDLES: 'runs\n',
      DEBRIEF_BASELINE: '',
      DEBRIEF_FAIL_ON: 'never\ncause:network.*\n',
      DEBRIEF_MAX_FAILURES: '',
      DEBRIEF_LEDGER: 'ledger.ndjson',
      DEBRIEF_JUNIT: 'action.xml',
      DEBRIEF_JSON: 'action.json',
    });
    expect(code).toBe(1);
    expect(stdout).toMatch(/^::error title=network\.http_5xx%3A/);
    expect(JSON.parse(await file('action.json')).counts.failed).toBe(1);
    readJunit(await file('action.xml'));
  });
});

test('recipes and action name the version of this package', () => {
  const versions = [...page.matchAll(/skyvern-debrief@v?([\d.]+\d)/g)].map(
    ([, version]) => version,
  );
  expect(new Set(versions)).toEqual(new Set([TOOL.version]));
  expect(/version:\n.*\n\s+default: (\S+)/.exec(action)?.[1]).toBe(TOOL.version);
});

test('no input of the action is pasted into its script', () => {
  const script = /^ {6}run: (.*)$/m.exec(action)?.[1] ?? '';
  expect(script).not.toContain('${{');
});
