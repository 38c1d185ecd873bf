import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { takeLock } from '../../src/acquire/lock.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'debrief-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const NO_SUCH_PROCESS = 2 ** 22 + 1;

describe('takeLock', () => {
  it('is given to one at a time', async () => {
    const path = join(folder, 'x.lock');
    const lock = await takeLock(path);
    await expect(takeLock(path)).rejects.toMatchObject({ code: 'locked' });
    await lock.release();
    await (await takeLock(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('names the process that holds it', async () => {
    const path = join(folder, 'x.lock');
    await takeLock(path);
    await expect(takeLock(path)).rejects.toThrow(`process ${String(process.pid)} on ${hostname()}`);
  });

  it.each([
    ['whose process is gone', JSON.stringify({ pid: NO_SUCH_PROCESS, host: hostname() })],
    ['that its process never finished writing', ''],
  ])('takes over a lock %s', async (_, text) => {
    const path = join(folder, 'x.lock');
    await writeFile(path, text);
    await (await takeLock(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('gives a lock whose process is gone to one of many who want it', async () => {
    for (let round = 0; round < 60; round += 1) {
      const path = join(folder, `${round}.lock`);
      await writeFile(path, JSON.stringify({ pid: NO_SUCH_PROCESS, host: hostname() }));
      const results = await Promise.allSettled(Array.from({ length: 6 }, () => takeLock(path)));
      const taken = results.filter((result) => result.status === 'fulfilled');
      expect(taken).toHaveLength(1);
      await taken[0]?.value.release();
    }
    expect(await readdir(folder)).toEqual([]);
  });

  it('is not held up by one that died while it took over', async () => {
    const path = join(folder, 'x.lock');
    await writeFile(path, JSON.stringify({ pid: NO_SUCH_PROCESS, host: hostname() }));
    await writeFile(`${path}.takeover`, '');
    const aMinuteAgo = new Date(Date.now() - 60_000);
    await utimes(`${path}.takeover`, aMinuteAgo, aMinuteAgo);
    await (await takeLock(path)).release();
    expect(await readdir(folder)).toEqual([]);
  });

  it('leaves the lock of another host alone', async () => {
    const path = join(folder, 'x.lock');
    await writeFile(path, JSON.stringify({ pid: NO_SUCH_PROCESS, host: 'elsewhere' }));
    await expect(takeLock(path)).rejects.toMatchObject({ code: 'locked' });
  });

  it('says when the folder cannot be written', async () => {
    await expect(takeLock(join(folder, 'absent', 'x.lock'))).rejects.toMatchObject({
      code: 'local-io',
    });
  });
});
