import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { writeBundle } from '../../src/bundle/node/write-bundle.ts';
import { FORMATS, openBundleBytes } from '../../src/index.ts';
import { TRIAGE_FORMATS } from '../../src/reporters/triage/index.ts';
import { encodingOracle } from './encoding-oracle.ts';
import { plantedRun, type PlantedRun } from './planted-run.ts';
import { runCommand } from './run-command.ts';

const STORIES = ['login-rejected-cascade', 'invented-link'] as const;

const folder = await mkdtemp(join(tmpdir(), 'debrief-leaks-'));
afterAll(() => rm(folder, { recursive: true }));

async function writeRun({ manifest, files }: PlantedRun, path: string): Promise<void> {
  const encoder = new TextEncoder();
  await writeBundle(path, [
    ...[...files].map(([name, bytes]) => ({ name, bytes })),
    { name: 'manifest.json', bytes: encoder.encode(JSON.stringify(manifest)) },
  ]);
}

const MAX_SHOWN = 20;

function leaksOf(text: string, { planted }: PlantedRun): readonly string[] {
  const leaks = planted.flatMap(({ className, value }) =>
    [...encodingOracle(value)]
      .filter(([, form]) => text.includes(form))
      .map(([encoding, form]) => `${className} as ${encoding}: ${form}`),
  );
  return leaks.slice(0, MAX_SHOWN);
}

describe.each(STORIES)('a run full of secrets: %s', { timeout: 240_000 }, (story) => {
  const bundle = join(folder, `${story}.zip`);
  let run: PlantedRun;
  beforeAll(async () => {
    run = await plantedRun(story, 11, 4);
    await writeRun(run, bundle);
  }, 60_000);

  it('holds them all in the raw bundle, in places that a report quotes', async () => {
    const { stdout } = await runCommand(
      'report',
      bundle,
      '--format',
      'json',
      '--unsafe-include-secrets',
    );
    expect(new Set(leaksOf(stdout, run)).size).toBeGreaterThan(10);
    expect(run.planted.length).toBeGreaterThanOrEqual(190);
  });

  it.each(FORMATS)('shows none of them in the report as %s', async (format) => {
    const { stdout, stderr } = await runCommand('report', bundle, '--format', format);
    expect(stdout.length).toBeGreaterThan(100);
    expect(leaksOf(stdout + stderr, run)).toEqual([]);
  });

  it.each([
    ['requests', '--format', 'terminal', '--all'],
    ['requests', '--format', 'json'],
    ['requests', '--format', 'markdown', '--all'],
    ['links', '--format', 'terminal'],
    ['links', '--format', 'json'],
    ['links', '--format', 'markdown'],
    ['changes', '--format', 'text'],
    ['changes', '--format', 'json'],
    ['inspect', '--format', 'terminal'],
    ['inspect', '--format', 'json'],
  ])('shows none of them in debrief %s %s %s', async (command, ...options) => {
    const { stdout, stderr } = await runCommand(command, bundle, ...options);
    expect(leaksOf(stdout + stderr, run)).toEqual([]);
  });

  it.each(TRIAGE_FORMATS)('shows none of them in a triage as %s', async (format) => {
    const words = ['--format', format, '--fail-on', 'never', '--update-baseline'];
    const baseline = join(folder, `${story}-${format}-baseline.json`);
    const { code, stdout, stderr } = await runCommand(
      'triage',
      bundle,
      ...words,
      '--baseline',
      baseline,
    );
    expect(code).toBe(0);
    expect(leaksOf([stdout, stderr, await readFile(baseline, 'utf8')].join('\n'), run)).toEqual([]);
  });

  it.each(['terminal', 'json', 'markdown'])(
    'shows none of them beside another run as %s',
    async (format) => {
      const other = join(folder, `${story}-other.zip`);
      await writeRun(await plantedRun(story, 12, 4), other);
      const { code, stdout, stderr } = await runCommand(
        'compare',
        other,
        bundle,
        '--format',
        format,
      );
      expect(code).toBeLessThan(2);
      expect(leaksOf(stdout + stderr, run)).toEqual([]);
    },
  );

  it('shows none of them in decoded answers', async () => {
    const out = join(folder, `${story}-decoded`);
    const { stderr } = await runCommand('links', bundle, '--write', out);
    const names = await readdir(out);
    const texts = await Promise.all(names.map((name) => readFile(join(out, name), 'utf8')));
    expect(leaksOf([stderr, ...names, ...texts].join('\n'), run)).toEqual([]);
  });

  it('shows none of them when a report that kept them is verified against another bundle', async () => {
    const report = join(folder, `${story}.json`);
    const kept = await runCommand('report', bundle, '--format', 'json', '--unsafe-include-secrets');
    const wrong = kept.stdout.replaceAll('"locator":{"kind":"line"', '"locator":{"kind":"whole"');
    await writeFile(
      report,
      wrong.replaceAll(/"excerpt":\s*"/g, (start) => `${start}never there `),
    );
    const { code, stdout, stderr } = await runCommand('verify', report, bundle);
    expect(code).toBe(1);
    expect(leaksOf(stdout + stderr, run)).toEqual([]);
  });

  it('leaves none of them in the shareable bundle, which is private until shared', async () => {
    const out = join(folder, `${story}-shared.zip`);
    const { code, stdout, stderr } = await runCommand('redact', bundle, '--out', out);
    expect(code).toBe(0);
    const shared = await openBundleBytes(await readFile(out));
    const texts = await Promise.all(
      shared.entryNames.map(async (name) => new TextDecoder().decode(await shared.readBytes(name))),
    );
    const whole = [stdout, stderr, JSON.stringify(shared.manifest), ...shared.entryNames, ...texts];
    expect(shared.problems).toEqual([]);
    expect(shared.manifest.contents).toBe('redacted');
    expect(leaksOf(whole.join('\n'), run)).toEqual([]);
    expect((await stat(out)).mode & 0o077).toBe(0);
  });
});

describe('errors', () => {
  const TOKEN = 'ghp_9aBcD3eFgH1jKlMnOpQ7rStUvWxYz2A4b6C8';

  it.each([
    ['a manifest of the wrong shape', { schema: 'skyvern-debrief/bundle@1', [TOKEN]: 1 }],
    ['a newer manifest', { schema: `skyvern-debrief/bundle@9 ${TOKEN}` }],
    [
      'a manifest with a secret where a list belongs',
      {
        schema: 'skyvern-debrief/bundle@1',
        tool: { name: 'x', version: '1' },
        resources: TOKEN,
      },
    ],
  ])('quote no secret of %s', async (title, manifest) => {
    const path = join(folder, `${title}.zip`);
    const bytes = new TextEncoder().encode(JSON.stringify(manifest));
    await writeBundle(path, [{ name: 'manifest.json', bytes }]);
    for (const command of ['report', 'requests', 'links', 'changes', 'inspect', 'redact']) {
      const words = command === 'redact' ? ['--out', join(folder, 'never.zip')] : [];
      const { code, stdout, stderr } = await runCommand(command, path, ...words, '--debug');
      expect([2, 4]).toContain(code);
      expect(stdout + stderr).not.toContain(TOKEN);
    }
  });

  it('quote no secret in the name of an entry', async () => {
    const path = join(folder, 'names.zip');
    await writeBundle(path, [{ name: `../${TOKEN}`, bytes: new Uint8Array(3) }]);
    const { code, stdout, stderr } = await runCommand('report', path, '--debug');
    expect(code).toBe(2);
    expect(stdout + stderr).not.toContain(TOKEN);
  });
});

describe('reports that keep secrets on request', () => {
  it.each(FORMATS)('say so as %s', async (format) => {
    const bundle = join(folder, `${STORIES[0]}.zip`);
    const { stdout } = await runCommand(
      'report',
      bundle,
      '--format',
      format,
      '--unsafe-include-secrets',
    );
    expect(stdout.replaceAll(/\s+/g, ' ')).toMatch(/NOT\W+REDACTED/);
  });

  it.each(FORMATS)('are told from redacted ones as %s', async (format) => {
    const bundle = join(folder, `${STORIES[0]}.zip`);
    const { stdout } = await runCommand('report', bundle, '--format', format);
    expect(stdout).not.toMatch(/NOT\W+REDACTED/);
  });
});
