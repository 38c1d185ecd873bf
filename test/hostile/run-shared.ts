import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { judge, READERS, type Verdict } from './zips-judge.ts';

const expectedSchema = z.record(
  z.string(),
  z.object({ verdict: z.string(), code: z.string().optional() }),
);

/**
 * Judges a folder of archives against its expected.json and prints one line.
 * Run with: npx tsx test/hostile/run-shared.ts FOLDER
 */
async function runShared(folder: string): Promise<string> {
  const file = await readFile(join(folder, 'expected.json'), 'utf8');
  const expected = Object.entries(expectedSchema.parse(JSON.parse(file)));
  const wrong: string[] = [];
  let count = 0;
  for (const [name, { verdict, code }] of expected) {
    const path = join(folder, `${name}.zip`);
    const bytes = await readFile(path).catch(() => undefined);
    if (bytes === undefined) continue;
    count += 1;
    for (const reader of READERS) {
      const actual = await judge(reader, bytes, path);
      if (process.env['VERBOSE'] !== undefined) show(`${name} ${reader}`, actual, code);
      if (actual.verdict !== (verdict === 'harmless' ? 'benign' : verdict))
        wrong.push(`${name} (${reader}): ${actual.verdict}, expected ${verdict}`);
    }
  }
  return `${String(count)} archives, ${String(READERS.length)} readers, ${String(wrong.length)} wrong verdicts ${wrong.join('; ')}`;
}

function show(title: string, actual: Verdict, code: string | undefined): void {
  const mark = code === undefined || actual.rules.includes(code) ? ' ' : '~';
  process.stdout.write(`${mark} ${title} ${actual.verdict} ${actual.rules.join()}\n`);
}

process.stdout.write(`${(await runShared(process.argv[2] ?? '.')).trimEnd()}\n`);
