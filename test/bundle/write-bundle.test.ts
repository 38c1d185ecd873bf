import { execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openPromise } from 'yauzl';
import { writeBundle, type BundleEntry } from '../../src/bundle/node/write-bundle.ts';
import {
  centralRecord,
  endRecords,
  localHeader,
  type ZipRecord,
} from '../../src/bundle/node/zip-records.ts';
import { readZip } from '../support/fetch-fake.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Kinds that are stored and kinds that are compressed. */
const nameOf = (index: number): string =>
  `${String(index).padStart(2, '0')}.${index % 2 === 0 ? 'png' : 'txt'}`;

function entry(name: string, text: string): BundleEntry {
  return { name, bytes: Buffer.from(text) };
}

describe('writeBundle', () => {
  it('gives back every byte under every name', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.dictionary(
          fc.stringMatching(/^[a-z]{1,8}\.(?:txt|png|json)$/),
          fc.uint8Array({ maxLength: 2000 }),
          { minKeys: 1 },
        ),
        async (files) => {
          const path = join(folder, 'x.zip');
          await writeBundle(
            path,
            Object.entries(files).map(([name, bytes]) => ({ name, bytes })),
          );
          const read = await readZip(path);
          expect([...read.keys()].toSorted()).toEqual(Object.keys(files).toSorted());
          for (const [name, bytes] of Object.entries(files))
            expect(read.get(name)?.equals(bytes)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });

  it('writes the same bytes whether content is at hand, on disk, or arrives later in any order', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.record({ bytes: fc.uint8Array({ maxLength: 150_000 }), delay: fc.nat(8) }), {
          minLength: 1,
          maxLength: 12,
        }),
        async (files) => {
          const [direct, late] = [join(folder, 'direct.zip'), join(folder, 'late.zip')];
          const named = files.map((file, index) => ({ ...file, name: nameOf(index) }));
          for (const { name, bytes } of named) await writeFile(join(folder, name), bytes);
          await writeBundle(direct, named);
          await writeBundle(
            late,
            named.map(({ name, bytes: { length: sizeBytes }, delay }) => ({
              name,
              content: async () => {
                await sleep(delay);
                return { path: join(folder, name), sizeBytes };
              },
            })),
          );
          expect((await readFile(late)).equals(await readFile(direct))).toBe(true);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('leaves out an entry that turns out to have no content', async () => {
    const path = join(folder, 'x.zip');
    await writeBundle(path, [
      entry('a.txt', 'x'),
      { name: 'b.txt', content: () => Promise.resolve(undefined) },
    ]);
    expect([...(await readZip(path)).keys()]).toEqual(['a.txt']);
  });

  it('ends without a file when content that it waits for never comes', async () => {
    const path = join(folder, 'x.zip');
    const lost = { name: 'b.txt', content: () => Promise.reject(new Error('lost')) };
    await expect(writeBundle(path, [entry('a.txt', 'x'), lost])).rejects.toThrow('lost');
    expect(await readdir(folder)).toEqual([]);
  });

  it('refuses a file that has become shorter since it was measured', async () => {
    const file = join(folder, 'short');
    await writeFile(file, 'x');
    const grown = { name: 'a.png', path: file, sizeBytes: 2 };
    await expect(writeBundle(join(folder, 'x.zip'), [grown])).rejects.toThrow('shorter');
  });

  it('writes the same bytes whatever the order of the entries and the time zone', async () => {
    const zone = process.env['TZ'];
    const entries = [
      entry('b.txt', 'two'.repeat(500)),
      entry('ä.txt', 'three'),
      entry('a.png', 'one'),
    ];
    const written = [];
    try {
      for (const [index, timeZone] of ['UTC', 'Asia/Tokyo', 'America/Los_Angeles'].entries()) {
        process.env['TZ'] = timeZone;
        const path = join(folder, `${String(index)}.zip`);
        await writeBundle(path, index === 0 ? entries : entries.toReversed());
        written.push(await readFile(path, 'base64'));
      }
    } finally {
      process.env['TZ'] = zone;
    }
    expect(new Set(written).size).toBe(1);
  });

  it('streams a big file and says its true size in front of it', async () => {
    const source = join(folder, 'big.json');
    const bytes = Buffer.alloc(9 * 1024 * 1024, 'abcdefghij');
    await writeFile(source, bytes);
    const path = join(folder, 'x.zip');
    await writeBundle(path, [
      { name: 'big.json', path: source, sizeBytes: bytes.length },
      entry('small.txt', 'x'),
    ]);
    expect((await readZip(path)).get('big.json')?.equals(bytes)).toBe(true);
    expect((await readFile(path)).readUInt32LE(22)).toBe(bytes.length);
  });

  it('is readable by its owner only', async () => {
    const path = join(folder, 'x.zip');
    await writeBundle(path, [entry('a.txt', 'x')]);
    expect((await stat(path)).mode & 0o777).toBe(0o600);
  });

  it('leaves the earlier bundle alone when it fails, and nothing behind', async () => {
    const path = join(folder, 'x.zip');
    await writeBundle(path, [entry('a.txt', 'earlier')]);
    const broken: BundleEntry = { name: 'b.txt', path: join(folder, 'absent'), sizeBytes: 3 };
    await expect(writeBundle(path, [entry('a.txt', 'later'), broken])).rejects.toThrow('ENOENT');
    expect((await readZip(path)).get('a.txt')?.toString()).toBe('earlier');
    expect(await readdir(folder)).toEqual(['x.zip']);
  });

  it('stops when told to', async () => {
    const stop = AbortSignal.abort();
    await expect(writeBundle(join(folder, 'x.zip'), [entry('a.txt', 'x')], stop)).rejects.toThrow();
    expect(await readdir(folder)).toEqual([]);
  });

  it('writes more entries than a classic zip can count', async () => {
    const path = join(folder, 'x.zip');
    const count = 65_600;
    await writeBundle(
      path,
      Array.from({ length: count }, (_, index) => ({
        name: `${String(index)}.png`,
        bytes: Buffer.from('x'),
      })),
    );
    const zip = await openPromise(path, { autoClose: true });
    expect(zip.entryCount).toBe(count);
    zip.close();
  });
});

describe('zip records', () => {
  const huge: ZipRecord = {
    name: Buffer.from('recording.mp4'),
    isStored: true,
    crc: 1,
    size: 5_000_000_000,
    storedSize: 5_000_000_000,
    offset: 6_000_000_000,
    isWide: true,
  };

  it('carry sizes beyond four gigabytes in 64-bit fields', () => {
    const local = localHeader(huge);
    expect(local.readUInt32LE(22)).toBe(0xffffffff);
    expect(local.readBigUInt64LE(30 + huge.name.length + 4)).toBe(5_000_000_000n);
    const central = centralRecord(huge);
    expect(central.readBigUInt64LE(46 + huge.name.length + 4 + 16)).toBe(6_000_000_000n);
  });

  it('put the 64-bit end in front of the classic one only where it is needed', () => {
    expect(endRecords({ count: 3, size: 100, offset: 200 }).length).toBe(22);
    expect(endRecords({ count: 70_000, size: 100, offset: 200 }).length).toBe(98);
  });

  it.runIf(hasPython())('are understood by another implementation', async () => {
    const path = join(folder, 'x.zip');
    await writeBundle(path, [
      entry('api/run.json', '{}'),
      entry('artifacts/run/ä.txt', 'text'.repeat(99)),
    ]);
    const script =
      'import sys,zipfile; z=zipfile.ZipFile(sys.argv[1]); print(z.testzip(), len(z.namelist()))';
    expect(execFileSync('python3', ['-c', script, path], { encoding: 'utf8' }).trim()).toBe(
      'None 2',
    );
  });
});

function hasPython(): boolean {
  try {
    execFileSync('python3', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
