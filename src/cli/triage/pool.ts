import { Worker } from 'node:worker_threads';
import { examine, troubleWords, type Examined } from './examine.ts';
import type { FoundBundle } from './find-bundles.ts';

/** Below this many bundles, starting threads costs more than they save. */
const THREADS_FROM = 8;
/** Bundles that make one more thread worth its start. */
const BUNDLES_PER_THREAD = 4;

export interface PoolOptions {
  readonly jobs: number;
  readonly signal: AbortSignal;
  /** Called once per bundle, in the order they are done; nothing is kept here. */
  readonly onExamined: (bundle: FoundBundle, examined: Examined) => Promise<void>;
}

/** Examines every bundle, several at a time where that is faster. Ends early when interrupted. */
export async function examineAll(
  bundles: readonly FoundBundle[],
  options: PoolOptions,
): Promise<void> {
  // An array's iterator stays open when a loop over it is left, so the lanes can share it.
  const queue = bundles.values();
  const threads = Math.min(options.jobs, Math.floor(bundles.length / BUNDLES_PER_THREAD));
  if (bundles.length < THREADS_FROM || threads < 2) return await examineHere(queue, options);
  const results = await Promise.all(
    Array.from({ length: threads }, async () => await examineInThreads(queue, options)),
  );
  // Where threads cannot start at all, the work is done here.
  if (results.includes('no-threads')) await examineHere(queue, options);
}

type Queue = IterableIterator<FoundBundle>;

async function examineHere(queue: Queue, options: PoolOptions): Promise<void> {
  for (const bundle of queue) {
    if (options.signal.aborted) return;
    await options.onExamined(bundle, await examine(bundle));
  }
}

/** One lane of work: a thread, and the next one when a bundle has killed it. */
async function examineInThreads(
  queue: Queue,
  options: PoolOptions,
): Promise<'done' | 'no-threads'> {
  for (;;) {
    const thread = startThread();
    try {
      if (!(await thread.isReady)) return 'no-threads';
      const isAlive = await feed(thread, queue, options);
      if (isAlive) return 'done';
    } finally {
      await thread.stop();
    }
  }
}

/** False when the thread died on a bundle. */
async function feed(thread: Thread, queue: Queue, options: PoolOptions): Promise<boolean> {
  for (const bundle of queue) {
    if (options.signal.aborted) return true;
    const examined = await thread.examine(bundle);
    const isDead = examined === undefined;
    await options.onExamined(
      bundle,
      examined ?? { kind: 'unreadable', error: `its examination broke off: ${thread.lastWords()}` },
    );
    if (isDead) return false;
  }
  return true;
}

interface Thread {
  readonly isReady: Promise<boolean>;
  /** Undefined when the thread died meanwhile. */
  examine(bundle: FoundBundle): Promise<Examined | undefined>;
  lastWords(): string;
  stop(): Promise<void>;
}

function startThread(): Thread {
  const worker = new Worker(workerUrl());
  let lastWords = 'the thread ended';
  let hasEnded = false;
  let settle: (value: Examined | 'ready' | undefined) => void = () => undefined;
  const next = (): Promise<Examined | 'ready' | undefined> =>
    new Promise((resolve) => {
      settle = resolve;
    });
  const first = next();
  worker.on('message', (message: Examined | 'ready') => settle(message));
  worker.on('error', (error) => {
    lastWords = troubleWords(error);
    settle(undefined);
  });
  worker.on('exit', () => {
    hasEnded = true;
    settle(undefined);
  });
  return {
    isReady: first.then((message) => message === 'ready'),
    examine: async (bundle) => {
      if (hasEnded) return undefined;
      const answer = next();
      worker.postMessage(bundle);
      const examined = await answer;
      return examined === 'ready' ? undefined : examined;
    },
    lastWords: () => lastWords,
    stop: async () => {
      await worker.terminate();
    },
  };
}

/** The compiled file beside the compiled pool, the source beside the source. */
function workerUrl(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return new URL(`./worker.${extension}`, import.meta.url);
}
