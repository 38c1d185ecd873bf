import { closeSync, openSync } from 'node:fs';
import { acquireRun } from '../../src/acquire/acquire-run.ts';
import { AcquireError } from '../../src/acquire/acquire-error.ts';
import { acquireExitCode } from '../../src/cli/acquire-exit-code.ts';
import { FAKE_KEY } from '../support/fake-skyvern.ts';
import { QUICK } from '../support/fetch-fake.ts';

/** A fetch in a process of its own, to be killed, starved and interrupted. Arguments: API URL, output, `--resume`. */
const [baseUrl = '', out = ''] = process.argv.slice(2);
const stop = new AbortController();
process.on('SIGINT', () => stop.abort());
if (process.argv.includes('--few-files')) leaveDescriptors(12);
process.stdout.write('started\n');
try {
  const result = await acquireRun({
    runId: 'tsk_1',
    baseUrl,
    apiKey: FAKE_KEY,
    out,
    signal: stop.signal,
    limits: QUICK,
    resume: process.argv.includes('--resume'),
  });
  process.exitCode = result.isComplete ? 0 : 3;
} catch (error) {
  if (!(error instanceof AcquireError)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = acquireExitCode(error.code);
}
process.stdout.write(`peak ${String(process.resourceUsage().maxRSS)}\n`);

/** Takes every descriptor the limit allows, then gives a few back. */
function leaveDescriptors(count: number): void {
  const taken: number[] = [];
  try {
    for (;;) taken.push(openSync('/dev/null', 'r'));
  } catch {
    for (const descriptor of taken.slice(-count)) closeSync(descriptor);
  }
}
