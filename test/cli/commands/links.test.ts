import { mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { createLinksCommand } from '../../../src/cli/commands/links.ts';
import { EXIT, type ExitCode } from '../../../src/cli/exit-code.ts';
import type { LinkRun } from '../../../src/links/index.ts';
import {
  BILL,
  BILL_KEY,
  gotoAction,
  INVENTED_KEY,
  plan,
  runOfOneCall,
  token,
} from '../../links/link-run.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

function makeFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'links-'));
  folders.push(folder);
  return folder;
}

interface Printed {
  readonly code: ExitCode;
  readonly stdout: string;
  readonly stderr: string;
}

async function runLinks(run: LinkRun, argv: readonly string[], cwd = '/'): Promise<Printed> {
  let stdout = '';
  let stderr = '';
  const terminal = {
    stdout: { write: (text: string) => (stdout += text) },
    stderr: { write: (text: string) => (stderr += text) },
    env: {},
    cwd: () => cwd,
  };
  const command = createLinksCommand({ openRun: () => Promise.resolve(run) });
  const code = await command.run(argv, terminal, new AbortController().signal);
  return { code, stdout, stderr };
}

const KNOWN = runOfOneCall({
  parsed: plan('url', token(BILL_KEY)),
  rendered: plan('url', BILL),
  actions: [gotoAction()],
});
const LOST = runOfOneCall({
  parsed: plan('url', token(INVENTED_KEY)),
  rendered: plan('url', ''),
  actions: [gotoAction({ type: 'null_action' })],
});

describe('debrief links', () => {
  test('ends with 0 when no link was lost', async () => {
    expect(await runLinks(KNOWN, ['run.zip'])).toMatchObject({ code: EXIT.ok, stderr: '' });
  });

  test('ends with 1 when a link was lost', async () => {
    expect((await runLinks(LOST, ['run.zip'])).code).toBe(EXIT.findings);
  });

  test('prints one JSON document with --format json', async () => {
    const { stdout } = await runLinks(KNOWN, ['run.zip', '--format', 'json']);
    expect(JSON.parse(stdout)).toMatchObject({ schema: 'skyvern-debrief/links@1' });
  });

  test('shows addresses whole only when asked to', async () => {
    expect((await runLinks(KNOWN, ['run.zip', '--format', 'json'])).stdout).not.toContain(BILL);
    const unsafe = ['run.zip', '--format', 'json', '--unsafe-include-secrets'];
    expect((await runLinks(KNOWN, unsafe)).stdout).toContain(BILL);
  });

  test('leaves queries out of the table unless asked to', async () => {
    expect((await runLinks(KNOWN, ['run.zip'])).stdout).toContain('https://bills.test/open?… ');
    const unsafe = ['run.zip', '--unsafe-include-secrets'];
    expect((await runLinks(KNOWN, unsafe)).stdout).toContain('https://bills.test/open?doc=1');
  });

  test('writes decoded copies, readable by their owner only, relative to the working folder', async () => {
    const folder = makeFolder();
    const argv = ['run.zip', '--write', 'out', '--unsafe-include-secrets'];
    const { stderr } = await runLinks(KNOWN, argv, folder);
    const path = join(folder, 'out', 'call-000.llm_response_parsed.json');
    expect(JSON.parse(readFileSync(path, 'utf8'))).toEqual(plan('url', BILL));
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(stderr).toBe('1 decoded answers in out\n');
  });

  test.each([
    ['no bundle', []],
    ['two bundles', ['a.zip', 'b.zip']],
    ['an unknown format', ['a.zip', '--format', 'xml']],
    ['an unknown option', ['a.zip', '--colour']],
  ])('refuses %s', async (_, argv) => {
    await expect(runLinks(KNOWN, argv)).rejects.toMatchObject({ code: 'usage' });
  });
});
