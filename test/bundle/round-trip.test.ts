import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ZipFile } from 'yazl';
import { BundleError } from '../../src/bundle/bundle-error.ts';
import { openBundle } from '../../src/bundle/node/open-bundle.ts';
import { openBundleBytes } from '../../src/bundle/open-bundle-bytes.ts';
import type { BundleSource } from '../../src/bundle/source.ts';
import { artifact, manifestText } from './zip-of.ts';

// Hundreds of archives are opened: on a busy machine that takes longer than a test usually may.
const SLOW = { timeout: 60_000 };

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'round-trip-'));
});
afterAll(() => rm(folder, { recursive: true }));

const names = fc.stringMatching(/^[a-z0-9_-]{1,8}(?:\/[a-z0-9_é日-]{1,8}){0,2}\.txt$/);
const content = fc.oneof(
  fc.uint8Array({ maxLength: 3000 }),
  fc.constant(new Uint8Array(200_000).fill(65)),
);
const fileSets = fc.uniqueArray(fc.tuple(names, content), {
  maxLength: 8,
  selector: ([name]) => name,
});

/** Written by yazl, every second file without compression. */
async function zipped(files: readonly (readonly [string, Uint8Array])[]): Promise<Uint8Array> {
  const zip = new ZipFile();
  const artifacts = files.map(([name, bytes]) => artifact(name, { size: bytes.length }));
  zip.addBuffer(Buffer.from(manifestText({ artifacts })), 'manifest.json');
  for (const [index, [name, bytes]] of files.entries())
    zip.addBuffer(Buffer.from(bytes), name, { compress: index % 2 === 0 });
  zip.end();
  const chunks: Buffer[] = [];
  for await (const chunk of zip.outputStream) chunks.push(Buffer.from(chunk));
  return new Uint8Array(Buffer.concat(chunks));
}

async function expectFiles(
  bundle: BundleSource,
  files: readonly (readonly [string, Uint8Array])[],
): Promise<void> {
  expect(bundle.problems).toEqual([]);
  expect([...bundle.entryNames].toSorted()).toEqual(files.map(([name]) => name).toSorted());
  for (const [name, bytes] of files) {
    expect(bundle.sizeOf(name)).toBe(bytes.length);
    expect(Buffer.compare(await bundle.readBytes(name), bytes)).toBe(0);
    if (bundle.openStream === undefined) continue;
    const chunks: Uint8Array[] = [];
    for await (const chunk of bundle.openStream(name)) chunks.push(chunk);
    expect(Buffer.compare(Buffer.concat(chunks), bytes)).toBe(0);
  }
}

test('files put into a zip come out of every reader as the same bytes', SLOW, async () => {
  await fc.assert(
    fc.asyncProperty(fileSets, async (files) => {
      const zip = await zipped(files);
      await expectFiles(await openBundleBytes(zip), files);
      const path = join(folder, 'run.zip');
      await writeFile(path, zip);
      const onDisk = await openBundle(path);
      await expectFiles(onDisk, files);
      await onDisk.close?.();
    }),
    { numRuns: 25 },
  );
});

test(
  'a zip with changed bytes gives the same files or a BundleError, never anything else',
  SLOW,
  async () => {
    const files = [
      ['a.txt', new Uint8Array(3000).fill(66)] as const,
      ['b.txt', new Uint8Array([1])] as const,
    ];
    const zip = await zipped(files);
    const change = fc.record({ at: fc.nat(zip.length - 1), byte: fc.nat(255) });
    const path = join(folder, 'changed.zip');
    await fc.assert(
      fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
        const changed = zip.slice();
        for (const { at, byte } of changes) changed[at] = byte;
        await writeFile(path, changed);
        await expectSameOrRefused(() => openBundleBytes(changed), files);
        await expectSameOrRefused(() => openBundle(path), files);
      }),
      { numRuns: 150 },
    );
  },
);

async function expectSameOrRefused(
  open: () => Promise<BundleSource>,
  files: readonly (readonly [string, Uint8Array])[],
): Promise<void> {
  let bundle: BundleSource | undefined;
  try {
    bundle = await open();
    for (const [name, bytes] of files) {
      if (bundle.sizeOf(name) === undefined) continue;
      expect(Buffer.compare(await bundle.readBytes(name), bytes)).toBe(0);
    }
  } catch (error) {
    expect(error).toBeInstanceOf(BundleError);
  } finally {
    await bundle?.close?.();
  }
}
