/** The built command in a process of its own, so that its memory is its own. */
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { FAKE_KEY } from '../test/support/fake-skyvern.ts';

const BIN = fileURLToPath(new URL('../bin/debrief.js', import.meta.url));
/** Not `maxRSS`, which counts what this process held when it forked: the bodies that it serves. */
const TELL_PEAK = `data:text/javascript,import{readFileSync}from'node:fs';process.on('exit',()=>console.error('peak '+/VmHWM:\\s*(\\d+)/.exec(readFileSync('/proc/self/status','utf8'))[1]))`;

export interface Measured {
  readonly code: number | null;
  readonly seconds: number;
  readonly peakMb: number;
  readonly errors: string;
}

/** `debrief fetch …` against `apiUrl`. */
export function fetchMeasured(apiUrl: string, words: readonly string[]): Promise<Measured> {
  return measure(process.execPath, ['--import', TELL_PEAK, BIN, 'fetch', ...words], {
    SKYVERN_API_KEY: FAKE_KEY,
    SKYVERN_BASE_URL: apiUrl,
  });
}

export function measure(
  command: string,
  words: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Measured> {
  const startMs = performance.now();
  const child = spawn(command, words, {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors += chunk.toString()));
  return new Promise((resolve) =>
    child.on('close', (code) =>
      resolve({
        code,
        seconds: (performance.now() - startMs) / 1000,
        peakMb: Number(/^peak (\d+)/m.exec(errors)?.[1] ?? '0') / 1024,
        errors: errors.trim(),
      }),
    ),
  );
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}
