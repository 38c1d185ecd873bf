import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { inspectCommand } from '../../../src/cli/commands/inspect.ts';
import { UsageError } from '../../../src/cli/command.ts';
import { artifact, manifestText, zipOf } from '../../bundle/zip-of.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'inspect-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function inspect(...argv: readonly string[]): Promise<string> {
  let output = '';
  const stdout = { write: (text: string) => (output += text) };
  const terminal = { stdout, stderr: { write: () => true }, env: {}, cwd: () => folder };
  expect(await inspectCommand.run(argv, terminal, new AbortController().signal)).toBe(0);
  return output;
}

async function bundle(parts: Readonly<Record<string, unknown>>): Promise<string> {
  const path = join(folder, 'run.zip');
  const entries = { 'a.txt': 'x'.repeat(1500), 'run.json': '{}' };
  await writeFile(path, await zipOf({ 'manifest.json': manifestText(parts), ...entries }));
  return path;
}

const resource = {
  resource: 'run',
  resource_id: 'tsk_1',
  entry: 'run.json',
  path: '/v1/runs/tsk_1',
  state: 'ok',
};
const expired = {
  artifact_type: 'har',
  state: 'expired',
  http_status: 403,
  reason: 'link too old',
};
const parts = {
  resources: [resource, { ...resource, resource: 'steps', entry: null, state: 'failed' }],
  artifacts: [
    artifact('a.txt', { size: 1500 }),
    artifact(null, expired),
    artifact(null, expired),
    artifact('gone.txt', { artifact_type: 'har' }),
  ],
  warnings: ['listing was cut'],
};

test('says what is there, what is missing and why', async () => {
  const path = await bundle(parts);
  expect(await inspect(path)).toBe(`Bundle    ${path}
Format    skyvern-debrief/bundle@1, written by skyvern-debrief 1.2.3
Run       tsk_1 from http://localhost:8000, server 1.0.56
Holds     2 files, 1.5 kB; 1 of 4 listed artifacts
Answers   run
Verified  size 1
Contents  raw: may hold live credentials; share what debrief redact writes

Type        Listed  Held    Size
har              3     0     0 B
llm_prompt       1     1  1.5 kB

Not there
  1 × steps failed
  2 × har expired (HTTP 403): link too old
  1 × har missing: lost from the bundle after it was made

Problems
  "gone.txt" is named in the manifest but not in the bundle

Warnings of the fetch
  listing was cut
`);
});

test('says the same as JSON', async () => {
  const summary: unknown = JSON.parse(await inspect(await bundle(parts), '--format', 'json'));
  expect(summary).toMatchObject({
    run_id: 'tsk_1',
    files: 2,
    bytes: 1502,
    resources: ['run'],
    types: [
      { artifact_type: 'har', listed: 3, held: 0, bytes: 0 },
      { artifact_type: 'llm_prompt', listed: 1, held: 1, bytes: 1500 },
    ],
    verified: { size: 1 },
    problems: ['"gone.txt" is named in the manifest but not in the bundle'],
    warnings: ['listing was cut'],
  });
});

test('says that a HAR is only a HAR', async () => {
  const path = join(folder, 'my.har');
  await writeFile(path, '{"log":{}}');
  expect(await inspect(path)).toContain('Format    a HAR without a bundle around it');
});

describe('texts of a bundle cannot act on the terminal', () => {
  const evil = 'a\u001b[2J\u009b\u202e\u{e0041}';
  const evilParts = { warnings: [evil], artifacts: [artifact(null, { artifact_type: evil })] };

  test.each(['terminal', 'json'])('as %s', async (format) => {
    const output = await inspect(await bundle(evilParts), '--format', format);
    expect(output.replaceAll('\n', '')).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    if (format === 'json') expect(JSON.parse(output)).toMatchObject({ warnings: [evil] });
  });
});

test.each([[[]], [['a', 'b']], [['a', '--format', 'xml']], [['--nope']]])(
  'wrong words %o are a usage error',
  async (argv) => {
    await expect(inspect(...argv)).rejects.toBeInstanceOf(UsageError);
  },
);
