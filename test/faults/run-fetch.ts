import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { FakeSkyvern } from '../support/fake-skyvern.ts';

const SCRIPT = fileURLToPath(new URL('fetch-process.ts', import.meta.url));

export interface FetchCall {
  readonly server: FakeSkyvern;
  readonly out: string;
  /** Shell commands that limit the process. */
  readonly before?: string;
  readonly words?: readonly string[];
  readonly stop?: { readonly signal: NodeJS.Signals; readonly afterMs: number };
}

export interface FetchEnd {
  readonly code: number | null;
  readonly errors: string;
  readonly peakKb: number;
  /** From the first request to the end. */
  readonly tookMs: number;
}

/** A fetch in a process of its own, stopped some time after it has begun. */
export function runFetch(call: FetchCall): Promise<FetchEnd> {
  const words = ['--import', 'tsx', SCRIPT, call.server.apiUrl, call.out, ...(call.words ?? [])];
  // exec: the signal has to meet the fetch, not the shell.
  const child = spawn(
    '/bin/sh',
    ['-c', `${call.before ?? ''} exec "$@"`, 'sh', process.execPath, ...words],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  let errors = '';
  let peakKb = 0;
  let startMs = performance.now();
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  child.stdout.on('data', (chunk: Buffer) => {
    const text = chunk.toString();
    peakKb = Math.max(peakKb, Number(/^peak (\d+)/m.exec(text)?.[1] ?? '0'));
    if (!text.includes('started')) return;
    startMs = performance.now();
    if (call.stop !== undefined) setTimeout(() => child.kill(call.stop?.signal), call.stop.afterMs);
  });
  return new Promise((resolve) =>
    child.on('close', (code) =>
      resolve({ code, errors: errors.trim(), peakKb, tookMs: performance.now() - startMs }),
    ),
  );
}

export function expectCode(code: number | null, expected: number): readonly string[] {
  return code === expected ? [] : [`exit ${String(code)} instead of ${String(expected)}`];
}
