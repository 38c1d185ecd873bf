import { describe, expect, it } from 'vitest';
import { AdaptivePool } from '../../src/acquire/adaptive-pool.ts';

/** Runs jobs that wait to be let go, and counts how many run at once. */
function bench(
  pool: AdaptivePool,
  count: number,
): {
  readonly running: () => number;
  readonly finishOne: () => Promise<void>;
  readonly all: Promise<unknown>;
} {
  const open: (() => void)[] = [];
  const jobs = Array.from({ length: count }, () =>
    pool.run(() => new Promise<void>((resolve) => open.push(resolve))),
  );
  return {
    running: () => open.length,
    finishOne: async () => {
      open.shift()?.();
      await new Promise((resolve) => setImmediate(resolve));
    },
    all: Promise.all(jobs),
  };
}

describe('AdaptivePool', () => {
  it('runs no more jobs at once than it is wide', async () => {
    const work = bench(new AdaptivePool(3, 3), 10);
    await work.finishOne();
    expect(work.running()).toBe(3);
  });

  it('ends every job', async () => {
    const work = bench(new AdaptivePool(2, 2), 7);
    for (let done = 0; done < 7; done += 1) await work.finishOne();
    await expect(work.all).resolves.toHaveLength(7);
  });

  it('grows up to its ceiling as long as all goes well', () => {
    const pool = new AdaptivePool(2, 4);
    for (let answer = 0; answer < 100; answer += 1) pool.succeeded();
    expect(pool.width).toBe(4);
  });

  it('halves when the server complains, and grows back slowly', () => {
    const pool = new AdaptivePool(8, 16);
    pool.throttled();
    expect(pool.width).toBe(4);
    for (let answer = 0; answer < 20; answer += 1) pool.succeeded();
    expect(pool.width).toBe(5);
    for (let complaint = 0; complaint < 10; complaint += 1) pool.throttled();
    expect(pool.width).toBe(1);
  });

  it('gives the lane of a failed job to the next one', async () => {
    const pool = new AdaptivePool(1, 1);
    await expect(pool.run(() => Promise.reject(new Error('x')))).rejects.toThrow('x');
    await expect(pool.run(() => Promise.resolve(5))).resolves.toBe(5);
  });
});
