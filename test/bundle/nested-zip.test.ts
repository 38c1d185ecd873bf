import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readNestedZip, zipBudget } from '../../src/bundle/nested-zip.ts';
import { openNestedZipFile } from '../../src/bundle/node/nested-zip-file.ts';
import { buildZip } from '../hostile/zips-builder.ts';

const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('an archive inside a bundle', () => {
  test('gives its files in the order of the archive', async () => {
    const zip = buildZip([
      { name: 'z.txt', content: 'first' },
      { name: 'folder/', content: '', method: 0 },
      { name: 'a.txt', content: 'second', method: 0 },
    ]);
    const { entries, problems } = await readNestedZip(zip, zipBudget());
    expect(entries.map(({ name, sizeBytes }) => [name, sizeBytes])).toEqual([
      ['z.txt', 5],
      ['a.txt', 6],
    ]);
    expect(await entries[0]?.readBytes()).toEqual(encode('first'));
    expect(await entries[1]?.readBytes()).toEqual(encode('second'));
    expect(problems).toEqual([]);
  });

  test.each([
    [{ suffix: encode('junk') }, '4 bytes follow the end of the zip'],
    [{ prefix: encode('junk!') }, '5 bytes precede the zip'],
    [{ prefix: encode('junk!'), isPrefixCounted: true }, '5 bytes precede the zip'],
  ])('is read in spite of bytes around it: %o', async (shape, problem) => {
    const zip = buildZip([{ name: 'a.txt', content: 'a' }], shape);
    const { entries, problems } = await readNestedZip(zip, zipBudget());
    expect(await entries[0]?.readBytes()).toEqual(encode('a'));
    expect(problems).toEqual([problem]);
  });

  test('is refused for names that climb out', async () => {
    const zip = buildZip([{ name: '../a.txt' }]);
    await expect(readNestedZip(zip, zipBudget())).rejects.toMatchObject({ rule: 'name-traversal' });
  });

  test('is read from disk alike', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'nested-zip-'));
    const path = join(folder, 'step.zip');
    await writeFile(path, buildZip([{ name: 'a.txt', content: 'a' }], { suffix: encode('junk') }));
    const { entries, problems, close } = await openNestedZipFile(path, zipBudget());
    expect(await entries[0]?.readBytes()).toEqual(encode('a'));
    expect(problems).toEqual(['4 bytes follow the end of the zip']);
    await close();
    await rm(folder, { recursive: true });
  });
});

describe('the budget', () => {
  const zip = buildZip([{ name: 'a.txt', content: 'x'.repeat(1000) }]);

  test('of bytes is shared by all archives read with it', async () => {
    const budget = zipBudget({ totalBytes: 2500 });
    await readNestedZip(zip, budget);
    await readNestedZip(zip, budget);
    await expect(readNestedZip(zip, budget)).rejects.toMatchObject({ rule: 'limit-total-size' });
  });

  test('of entries is shared by all archives read with it', async () => {
    const budget = zipBudget({ entries: 1 });
    await readNestedZip(zip, budget);
    await expect(readNestedZip(zip, budget)).rejects.toMatchObject({ rule: 'limit-entries' });
  });

  test('of depth ends a descent, not a sequence', async () => {
    const budget = zipBudget({ depth: 2 });
    await readNestedZip(zip, budget);
    const outer = await readNestedZip(zip, budget);
    const inner = await readNestedZip(zip, outer.budget);
    await expect(readNestedZip(zip, inner.budget)).rejects.toMatchObject({ rule: 'limit-depth' });
  });
});
