import type { Examined } from './examined.ts';
import { startExaminer, type Examiner } from './examiner.ts';
import type { FoundBundle } from './find-bundles.ts';
import { BundleQueue } from './queue.ts';

/** Below this many bundles, starting processes costs more than they save. */
const PROCESSES_FROM = 8;
/** Bundles that make one more process worth its start. */
const BUNDLES_PER_PROCESS = 4;
/** One in work and one at hand: no process waits for this one, which has work of its own. */
const AT_A_TIME = 2;

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
  const queue = new BundleQueue(bundles);
  const lanes = Math.min(options.jobs, Math.floor(bundles.length / BUNDLES_PER_PROCESS));
  if (bundles.length >= PROCESSES_FROM && lanes > 1) {
    // This process is a lane too, for small bundles: one more would have to load and warm up everything again.
    const length = queue.hasBig ? lanes : lanes - 1;
    const others = Array.from({ length }, () => examineElsewhere(queue, options));
    await Promise.all([examineHere(() => queue.takeSmall(), options), ...others]);
  }
  // Everything when there are few, and what is left where no process can start.
  await examineHere(() => queue.take(), options);
}

async function examineHere(
  take: () => FoundBundle | undefined,
  { signal, onExamined }: PoolOptions,
): Promise<void> {
  const { examine } = await import('./examine.ts');
  while (!signal.aborted) {
    const bundle = take();
    if (bundle === undefined) return;
    await onExamined(bundle, await examine(bundle));
  }
}

/** One lane of work: a process, and the next one when a bundle has ended it. */
async function examineElsewhere(queue: BundleQueue, options: PoolOptions): Promise<void> {
  for (;;) {
    const examiner = startExaminer();
    try {
      if (!(await examiner.isReady)) return;
      const isAlive = await feed(examiner, queue, options);
      if (isAlive) return;
    } finally {
      examiner.stop();
    }
  }
}

/** False when the process ended on a bundle. */
async function feed(
  examiner: Examiner,
  queue: BundleQueue,
  { signal, onExamined }: PoolOptions,
): Promise<boolean> {
  const given: { readonly bundle: FoundBundle; readonly answer: Promise<Examined | undefined> }[] =
    [];
  for (;;) {
    while (given.length < AT_A_TIME && !signal.aborted) {
      const bundle = queue.take();
      if (bundle === undefined) break;
      given.push({ bundle, answer: examiner.examine(bundle) });
    }
    const next = given.shift();
    if (next === undefined || signal.aborted) return true;
    const examined = await next.answer;
    await onExamined(next.bundle, examined ?? brokenOff(examiner));
    if (examined !== undefined) continue;
    queue.giveBack(given.map(({ bundle }) => bundle));
    return false;
  }
}

function brokenOff(examiner: Examiner): Examined {
  return { kind: 'unreadable', error: `its examination broke off: ${examiner.lastWords()}` };
}
