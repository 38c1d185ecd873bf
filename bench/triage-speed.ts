/**
 * Measures `debrief triage` of many bundles with one and with two processes: `npm run bench:triage -- CORPUS [COUNT] [ROUNDS]`.
 * Whole processes of the built command, in turn; run `npm run build` before. Goal: 200 bundles on two cores in at most 0.72
 * of the serial time, and below 8 bundles never slower.
 */
import { spawnSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { loadavg, tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { openRecording } from './recording-source.ts';
import { writeSource } from './write-source.ts';

const COMMAND = fileURLToPath(new URL('../bin/debrief.js', import.meta.url));
const GOAL = 0.72;

const [corpus, count = '200', rounds = '5'] = process.argv.slice(2);
if (corpus === undefined) throw new Error('usage: npm run bench:triage -- CORPUS [COUNT] [ROUNDS]');
const folder = mkdtempSync(join(tmpdir(), 'debrief-triage-'));
try {
  await fill(corpus, folder, Number(count));
  const serial: number[] = [];
  const parallel: number[] = [];
  for (let round = 0; round <= Number(rounds); round += 1) {
    const one = seconds('1');
    const two = seconds('2');
    // The first round warms the disk.
    if (round > 0) {
      serial.push(one);
      parallel.push(two);
    }
  }
  const ratio = median(parallel) / median(serial);
  console.log(
    `${count} bundles: one process ${median(serial).toFixed(2)} s, two ${median(parallel).toFixed(2)} s, ratio ${ratio.toFixed(2)} (goal ${GOAL}), ${rounds} rounds, load ${loadavg()[0]?.toFixed(1) ?? '?'}`,
  );
} finally {
  rmSync(folder, { recursive: true });
}

async function fill(from: string, to: string, amount: number): Promise<void> {
  const names = readdirSync(from)
    .filter((name) => existsSync(join(from, name, 'recording/index.json')))
    .toSorted();
  for (let index = 0; index < amount; index += 1) {
    const name = names[index % names.length] ?? '';
    const path = join(to, `${String(index).padStart(5, '0')}.zip`);
    if (index < names.length)
      await writeSource(path, await openRecording(join(from, name, 'recording')));
    else copyFileSync(join(to, `${String(index % names.length).padStart(5, '0')}.zip`), path);
  }
}

function seconds(jobs: string): number {
  const startedAt = performance.now();
  const words = ['triage', folder, '--jobs', jobs, '--fail-on', 'never', '--format', 'csv'];
  const { status, stderr } = spawnSync(process.execPath, [COMMAND, ...words], {
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  if (status !== 0) throw new Error(`debrief ended with ${String(status)}: ${stderr.toString()}`);
  return (performance.now() - startedAt) / 1000;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}
