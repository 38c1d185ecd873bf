/**
 * Scores the built command on a corpus: `npm run accuracy -- CORPUS [--jobs N] [--raise]`. Fails below the floor that
 * bench/accuracy-floor.json states; `--raise` lifts the floor to what was reached and never lowers it.
 */
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { belowFloor, type Figures, raisedFloor } from './accuracy-floor.ts';

const FLOOR = fileURLToPath(new URL('accuracy-floor.json', import.meta.url));
const ROOT = fileURLToPath(new URL('..', import.meta.url));

const rateSchema = z
  .object({ rate: z.number() })
  .nullable()
  .transform((value) => value?.rate ?? 0);
const scoreSchema = z.object({
  result: z.object({
    crashes: z.number(),
    top1: rateSchema,
    top3: rateSchema,
    family: rateSchema,
    step: rateSchema,
    block: rateSchema,
    evidence: rateSchema,
    false_alarms: z.object({ wrong: z.number() }),
    pointers: z.object({ bad: z.number() }),
    brier: z.number().nullable(),
    families: z.record(z.string(), rateSchema),
  }),
});

const [corpus, ...options] = process.argv.slice(2);
if (corpus === undefined) throw new Error('usage: npm run accuracy -- CORPUS [--jobs N] [--raise]');
const floor: Figures = JSON.parse(readFileSync(FLOOR, 'utf8'));
const reached = figuresOf(score(resolve(corpus), options));
const complaints = belowFloor(reached, floor);
for (const complaint of complaints) console.log(complaint);
if (options.includes('--raise'))
  writeFileSync(FLOOR, `${JSON.stringify(raisedFloor(reached, floor), undefined, 2)}\n`);
console.log(complaints.length === 0 ? 'at or above the floor' : 'below the floor');
process.exitCode = complaints.length === 0 ? 0 : 1;

function score(folder: string, words: readonly string[]): unknown {
  const scratch = mkdtempSync(join(tmpdir(), 'debrief-accuracy-'));
  try {
    const out = join(scratch, 'score.json');
    const script = resolve(folder, '../score/score.mjs');
    const passedOn = words.filter((word) => word !== '--raise');
    const { status } = spawnSync(
      process.execPath,
      [script, folder, '--debrief', 'node bin/debrief.js', '--out', out, ...passedOn],
      { cwd: ROOT, stdio: 'inherit' },
    );
    if (status !== 0) throw new Error(`the scorer ended with ${String(status)}`);
    return JSON.parse(readFileSync(out, 'utf8'));
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function figuresOf(answer: unknown): Figures {
  const { result } = scoreSchema.parse(answer);
  const { top1, top3, family, step, block, evidence, families } = result;
  return {
    atLeast: { top1, top3, family, step, block, evidence },
    families,
    atMost: {
      falseAlarms: result.false_alarms.wrong,
      badPointers: result.pointers.bad,
      crashes: result.crashes,
      brier: result.brier ?? 0,
    },
  };
}
