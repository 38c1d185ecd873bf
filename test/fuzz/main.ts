/**
 * Feeds damaged and hostile bundles to everything the product can do:
 * `npm run fuzz -- --runs 10000 [--seed N] [--workers N]`. A failure prints its seed; `--seed N --runs 1` repeats it.
 */
import { fork, type ChildProcess } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '10000' },
    seed: { type: 'string', default: '1' },
    workers: { type: 'string', default: String(availableParallelism()) },
  },
});
const first = Number(values.seed);
const end = first + Number(values.runs);
const HANG_MS = 5_000;
const GIVE_UP_MS = 60_000;
const MAX_SHOWN = 20;
const worker = fileURLToPath(new URL('fuzz-worker.ts', import.meta.url));

let next = first;
let passed = 0;
let failed = 0;
let slowest = { seed: 0, tookMs: 0 };
const seen = new Map<string, number>();

function fail(seed: number, problem: string): void {
  failed += 1;
  const kind = problem.split('\n').slice(0, 3).join(' | ');
  const count = seen.get(kind) ?? 0;
  seen.set(kind, count + 1);
  if (count === 0 && seen.size <= MAX_SHOWN)
    console.log(`seed ${String(seed)}: ${problem.slice(0, 1_500)}\n`);
}

interface Answer {
  readonly seed: number;
  readonly problem?: string;
  readonly tookMs: number;
  readonly ready?: boolean;
}

/** One worker after another until the seeds are used up; a worker that dies or hangs costs its seed. */
function startWorker(done: () => void): void {
  const child = fork(worker, { execArgv: ['--import', 'tsx', '--max-old-space-size=1024'] });
  let current: number | undefined;
  let timer: NodeJS.Timeout | undefined;
  const give = (): void => {
    clearTimeout(timer);
    if (next >= end) {
      child.disconnect();
      return;
    }
    current = next++;
    timer = setTimeout(() => kill(child), GIVE_UP_MS);
    child.send(current);
  };
  child.on('message', (answer: Answer) => {
    if (answer.ready !== true) judge(answer);
    current = undefined;
    give();
  });
  child.on('exit', () => {
    clearTimeout(timer);
    if (current === undefined) return done();
    fail(current, 'the process died or did not end');
    startWorker(done);
  });
}

function kill(child: ChildProcess): void {
  child.kill('SIGKILL');
}

function judge({ seed, problem, tookMs }: Answer): void {
  if (tookMs > slowest.tookMs) slowest = { seed, tookMs };
  if (problem !== undefined) fail(seed, problem);
  else if (tookMs > HANG_MS) fail(seed, `took ${String(Math.round(tookMs))} ms`);
  else passed += 1;
  if ((passed + failed) % 1_000 === 0) console.log(`${String(passed + failed)} runs`);
}

console.log(`seeds ${String(first)} to ${String(end - 1)}`);
await Promise.all(
  Array.from(
    { length: Number(values.workers) },
    () => new Promise<void>((done) => startWorker(done)),
  ),
);
for (const [kind, count] of seen) console.log(`${String(count)} × ${kind.slice(0, 200)}`);
console.log(`slowest: seed ${String(slowest.seed)}, ${String(Math.round(slowest.tookMs))} ms`);
console.log(`${String(passed)} passed, ${String(failed)} failed`);
process.exitCode = failed === 0 ? 0 : 1;
