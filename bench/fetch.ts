/**
 * `npm run bench:fetch -- CASE [ARGUMENT]`: `recording [MB]`, `many [COUNT]`, `speed [ROUNDS]`, `zip64`, `corpus FOLDER`.
 * Everything runs against a server on this machine; the files go into a temporary folder.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fetchMany, fetchRecording } from './fetch-big.ts';
import { fetchTwice } from './fetch-corpus.ts';
import { compareWithCurl } from './fetch-speed.ts';
import { readBack } from './zip64.ts';

const [name = '', argument] = process.argv.slice(2);
const number = argument === undefined ? undefined : Number(argument);
const CASES: Readonly<Record<string, (folder: string) => Promise<string>>> = {
  recording: (folder) => fetchRecording(folder, number),
  many: (folder) => fetchMany(folder, number),
  speed: (folder) => compareWithCurl(folder, number),
  zip64: readBack,
  corpus: (folder) => fetchTwice(folder, argument ?? ''),
};

const run = CASES[name];
if (run === undefined) throw new Error(`which case? ${Object.keys(CASES).join(', ')}`);
const folder = mkdtempSync(join(tmpdir(), 'debrief-bench-'));
try {
  console.log(await run(folder));
} finally {
  rmSync(folder, { recursive: true, force: true });
}
