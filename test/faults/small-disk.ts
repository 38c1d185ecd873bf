import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { checkBundle, type Bench } from './bench-server.ts';
import { expectCode, runFetch } from './run-fetch.ts';
import { KILLS } from './stop-and-resume.ts';

const DISK_BYTES = 2 * 1024 * 1024;
const FILLS = Math.min(KILLS, 50);

/** A disk that is full after ever more bytes: no bundle until there is room, then a whole one. */
export async function diskFull({ server, folder }: Bench): Promise<readonly string[]> {
  const disk = join(folder, 'disk');
  await mkdir(disk);
  const size = `size=${String(DISK_BYTES)}`;
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', size, 'tmpfs', disk]).status !== 0) {
    process.stderr.write('skipped: a full disk, since this user may not mount a small one\n');
    return [];
  }
  try {
    const complaints: string[] = [];
    for (let fill = 0; fill < FILLS; fill += 1) {
      const freeBytes = Math.round((DISK_BYTES * fill) / FILLS);
      const found = await fillAndFetch({ server, folder: disk }, DISK_BYTES - freeBytes);
      complaints.push(...found.map((complaint) => `${String(freeBytes)} bytes free: ${complaint}`));
    }
    return complaints;
  } finally {
    spawnSync('umount', [disk]);
  }
}

async function fillAndFetch({ server, folder }: Bench, bytes: number): Promise<readonly string[]> {
  const [out, ballast] = [join(folder, 'run.zip'), join(folder, 'ballast')];
  // The last page may not fit; then the disk is full to the brim.
  await writeFile(ballast, Buffer.alloc(bytes)).catch(() => undefined);
  const first = await runFetch({ server, out });
  const complaints = existsSync(out)
    ? [...expectCode(first.code, 0), ...(await checkBundle(out))]
    : [
        ...expectCode(first.code, 5),
        ...(/ENOSPC|bytes free/.test(first.errors) ? [] : [first.errors]),
      ];
  await rm(ballast);
  const again = await runFetch({ server, out, words: ['--resume'] });
  complaints.push(
    ...expectCode(again.code, 0).map((complaint) => `${complaint} with room: ${again.errors}`),
    ...(existsSync(out) ? await checkBundle(out) : ['no bundle with room']),
  );
  await rm(out, { force: true });
  const left = await readdir(folder);
  return left.length === 0 ? complaints : [...complaints, `left behind: ${left.join(' ')}`];
}
