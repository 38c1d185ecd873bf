import { existsSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBundle, type Bench } from './bench-server.ts';
import { expectCode, runFetch } from './run-fetch.ts';

/** The goal is 200; fewer by default, since every kill costs the start of two processes. */
export const KILLS = Number(process.env['DEBRIEF_KILLS'] ?? '10');

/** How often a signal came before the bundle was there, for the summary. */
export const stops = { early: 0, late: 0 };

export async function interrupted(bench: Bench): Promise<readonly string[]> {
  // A signal that meets a process on its way out, its work done, ends it the system's own way.
  const isOver = (code: number | null, out: string): boolean =>
    code === 0 || (code === null && existsSync(out));
  return stopAndResume(bench, 'SIGINT', (code, out) =>
    isOver(code, out) ? [] : expectCode(code, 130),
  );
}

export async function killed(bench: Bench): Promise<readonly string[]> {
  return stopAndResume(bench, 'SIGKILL', () => []);
}

/** Stops a fetch at KILLS moments from its beginning to its end; the bundle must be whole or absent, and going on must make it whole. */
async function stopAndResume(
  { server, folder }: Bench,
  signal: NodeJS.Signals,
  check: (code: number | null, out: string) => readonly string[],
): Promise<readonly string[]> {
  const undisturbed = await runFetch({ server, out: join(folder, 'whole.zip') });
  const complaints: string[] = [];
  for (let kill = 0; kill < KILLS; kill += 1) {
    const out = join(folder, `run${String(kill)}.zip`);
    const afterMs = Math.round(Math.random() * undisturbed.tookMs);
    const { code, errors } = await runFetch({ server, out, stop: { signal, afterMs } });
    stops[existsSync(out) ? 'late' : 'early'] += 1;
    complaints.push(...check(code, out).map((complaint) => `${complaint} ${errors}`));
    if (existsSync(out)) complaints.push(...(await checkBundle(out)));
    const again = await runFetch({ server, out, words: ['--resume'] });
    complaints.push(
      ...expectCode(again.code, 0).map(
        (complaint) => `${complaint} after --resume: ${again.errors}`,
      ),
      ...(existsSync(out) ? await checkBundle(out) : ['no bundle']),
    );
  }
  const left = (await readdir(folder)).filter((name) => !name.endsWith('.zip'));
  return left.length === 0 ? complaints : [...complaints, `left behind: ${left.join(' ')}`];
}
