import { expect, test } from 'vitest';
import { readEntry } from '../../src/bundle/node/read-entry.ts';
import { ZIP_LIMITS } from '../../src/bundle/limits.ts';
import { bytesAccess, type RandomAccess } from '../../src/bundle/zip/random-access.ts';
import { readDirectory } from '../../src/bundle/zip/read-directory.ts';
import { ZipBudget } from '../../src/bundle/zip/zip-budget.ts';
import { buildZip } from '../hostile/zips-builder.ts';

const MIB = 1024 * 1024;

test('one small entry of a big zip is read without the big ones', async () => {
  const zip = buildZip([
    { name: 'recording.webm', content: new Uint8Array(20 * MIB), method: 0 },
    { name: 'small.txt', content: 'small' },
    { name: 'shot.png', content: new Uint8Array(5 * MIB), method: 0 },
  ]);
  let readBytes = 0;
  const inner = bytesAccess(zip);
  const access: RandomAccess = {
    sizeBytes: inner.sizeBytes,
    read: (offset, length) => {
      readBytes += length;
      return inner.read(offset, length);
    },
  };
  const { entries } = await readDirectory(access, new ZipBudget(ZIP_LIMITS));
  const small = entries.find(({ name }) => name === 'small.txt');
  expect(small).toBeDefined();
  if (small !== undefined)
    expect(new TextDecoder().decode(await readEntry(access, small))).toBe('small');
  expect(readBytes).toBeLessThan(70 * 1024);
});

test('many small entries cost few reads', async () => {
  const zip = buildZip(
    Array.from({ length: 1000 }, (_, index) => ({ name: `${String(index)}.txt`, method: 0 })),
  );
  let readCount = 0;
  const inner = bytesAccess(zip);
  const access: RandomAccess = {
    sizeBytes: inner.sizeBytes,
    read: (offset, length) => {
      readCount += 1;
      return inner.read(offset, length);
    },
  };
  const { entries } = await readDirectory(access, new ZipBudget(ZIP_LIMITS));
  expect(entries).toHaveLength(1000);
  expect(readCount).toBeLessThan(10);
});
