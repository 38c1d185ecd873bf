import { execFile } from 'node:child_process';
import { copyFile, mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, describe, expect, it } from 'vitest';
import { writeBundle } from '../../src/bundle/node/write-bundle.ts';
import { BundleError, diagnose, objectSource, openBundleBytes } from '../../src/index.ts';
import { openBundle } from '../../src/node.ts';
import { manifestText, zipOf } from '../bundle/zip-of.ts';
import { runPipeline } from '../fuzz/pipeline.ts';

const V1 = fileURLToPath(new URL('../../fixtures/bundles/v1.zip', import.meta.url));
const PRINT = fileURLToPath(new URL('print-outputs.ts', import.meta.url));
const folder = await mkdtemp(join(tmpdir(), 'debrief-determinism-'));
afterAll(() => rm(folder, { recursive: true }));

async function outputsUnder(env: Readonly<Record<string, string>>): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, ['--import', 'tsx', PRINT, V1], {
    env: { PATH: process.env['PATH'], ...env },
  });
  return stdout;
}

describe('every output of a bundle', { timeout: 120_000 }, () => {
  it('has the same bytes in any time zone and language', async () => {
    const plain = await outputsUnder({ TZ: 'UTC', LANG: 'C' });
    expect(plain.split('\n').length).toBeGreaterThan(18);
    for (const [TZ, LANG] of [
      ['Asia/Tokyo', 'ja_JP.UTF-8'],
      ['America/Los_Angeles', 'en_US.UTF-8'],
      ['Africa/Monrovia', 'tr_TR.UTF-8'],
      ['Pacific/Apia', 'de_DE.UTF-8'],
    ] as const)
      expect(await outputsUnder({ TZ, LANG, LC_ALL: LANG })).toBe(plain);
  });

  it('has the same bytes whatever the order of entries and rows', async () => {
    const source = await openBundle(V1);
    const names = source.entryNames;
    const read = async (name: string) => [name, await source.readBytes(name)] as const;
    const entries = await Promise.all(names.map(read));
    const { manifest } = source;
    const straight = objectSource({ manifest, entries: Object.fromEntries(entries) });
    const reversed = objectSource({
      manifest: {
        ...manifest,
        artifacts: manifest.artifacts.toReversed(),
        resources: manifest.resources.toReversed(),
      },
      entries: Object.fromEntries(entries.toReversed()),
    });
    const one = await runPipeline(straight, { sharesToo: false });
    const other = await runPipeline(reversed, { sharesToo: false });
    const different = [...one].filter(([name, text]) => other.get(name) !== text);
    expect(different.map(([name]) => name)).toEqual([]);
    await source.close?.();
  });
});

describe('the bundle file', () => {
  it('is the same when its entries are written again in another order', async () => {
    const raw = await openBundleBytes(await readFile(V1));
    const files = await Promise.all(
      raw.entryNames.map(async (name) => ({ name, bytes: await raw.readBytes(name) })),
    );
    const manifest = {
      name: 'manifest.json',
      bytes: new TextEncoder().encode(JSON.stringify(raw.manifest)),
    };
    const [one, other] = [join(folder, 'one.zip'), join(folder, 'other.zip')];
    await writeBundle(one, [manifest, ...files]);
    await writeBundle(other, [...files.toReversed(), manifest]);
    expect(Buffer.compare(await readFile(one), await readFile(other))).toBe(0);
  });

  it('of the first format opens for ever and tells the same story', async () => {
    const copy = join(folder, 'copy.zip');
    await copyFile(V1, copy);
    const bundle = await openBundle(copy);
    const { verdict, findings } = await diagnose(bundle);
    await bundle.close?.();
    expect(bundle.problems).toEqual([]);
    expect(verdict).toMatchObject({ kind: 'cause', cause: 'network.http_5xx' });
    expect(findings.length).toBeGreaterThan(0);
  });

  it('of a newer format is refused with a sentence', async () => {
    const bytes = await zipOf({
      'manifest.json': manifestText({ schema: 'skyvern-debrief/bundle@2' }),
    });
    const error: unknown = await openBundleBytes(bytes).catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(BundleError);
    expect(error).toMatchObject({ code: 'newer-format' });
  });
});
