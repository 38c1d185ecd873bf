import { fork } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { examinedSchema, READY, type Examined } from './examined.ts';
import type { FoundBundle } from './find-bundles.ts';

/** A process that examines the bundles it is given, one after another. */
export interface Examiner {
  readonly isReady: Promise<boolean>;
  /** Undefined when the process ended meanwhile; the first such bundle is the one it ended on. */
  examine(bundle: FoundBundle): Promise<Examined | undefined>;
  lastWords(): string;
  stop(): void;
}

/** With every core at work, helper threads of the compiler and the garbage collector only take turns with it. */
const FLAGS = ['--single-threaded'];

type Answer = (examined: Examined | undefined) => void;

/** A process rather than a thread: threads of one process wait for each other over its memory. */
export function startExaminer(): Examiner {
  const child = fork(workerPath(), {
    execArgv: [...process.execArgv, ...FLAGS],
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  const waiting: Answer[] = [];
  let lastWords = 'the process ended';
  let hasEnded = false;
  let tellReady: (isReady: boolean) => void = () => undefined;
  const isReady = new Promise<boolean>((resolve) => {
    tellReady = resolve;
  });
  const end = (): void => {
    hasEnded = true;
    tellReady(false);
    for (const answer of waiting.splice(0)) answer(undefined);
  };
  child.on('message', (message: unknown) => {
    if (message === READY) tellReady(true);
    else waiting.shift()?.(examinedSchema.parse(message));
  });
  child.on('error', end);
  child.on('exit', (code, signal) => {
    lastWords = `the process ended with ${signal ?? `code ${String(code)}`}`;
    end();
  });
  return {
    isReady,
    examine: async (bundle) => {
      if (hasEnded) return undefined;
      return await new Promise((resolve) => {
        waiting.push(resolve);
        // What cannot be sent has its reason told by the end of the process.
        child.send(bundle, () => undefined);
      });
    },
    lastWords: () => lastWords,
    stop: () => void child.kill('SIGKILL'),
  };
}

/** The compiled file beside the compiled pool, the source beside the source. */
function workerPath(): string {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  return fileURLToPath(new URL(`./worker.${extension}`, import.meta.url));
}
