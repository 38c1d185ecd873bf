import { randomUUID } from 'node:crypto';
import { readFile, rm, stat, writeFile } from 'node:fs/promises';
import { hostname } from 'node:os';
import { setTimeout as sleepFor } from 'node:timers/promises';
import { AcquireError } from './acquire-error.ts';
import { errorCode } from './fetch-problem.ts';
import { isRecord, numberAt, parseJson, textAt } from './json-value.ts';

export interface Lock {
  release(): Promise<void>;
}

const TRIES = 100;
const GUARD_PAUSE_MS = 5;
const GUARD_MAX_MS = 10_000;

/** Keeps a second process off the same output. A lock whose process is gone is taken over. */
export async function takeLock(path: string): Promise<Lock> {
  const token = randomUUID();
  const text = JSON.stringify({ pid: process.pid, host: hostname(), token });
  for (let tries = 0; tries < TRIES; tries += 1) {
    try {
      await writeFile(path, text, { flag: 'wx', mode: 0o600 });
      return { release: () => releaseOwn(path, token) };
    } catch (error) {
      if (errorCode(error) !== 'EEXIST')
        throw new AcquireError(
          'local-io',
          `${path} cannot be written: ${errorCode(error) ?? String(error)}`,
          { cause: error },
        );
      await removeIfStale(path);
    }
  }
  throw new AcquireError('locked', `${path} changes hands too quickly; try again`);
}

async function removeIfStale(path: string): Promise<void> {
  if (!(await isStale(path))) return;
  const guard = `${path}.takeover`;
  try {
    await writeFile(guard, '', { flag: 'wx', mode: 0o600 });
  } catch {
    await removeIfOld(guard);
    await sleepFor(GUARD_PAUSE_MS);
    return;
  }
  try {
    // Asked again inside: somebody may have taken the lock over since, and theirs must stay.
    if (await isStale(path)) await rm(path, { force: true });
  } finally {
    await rm(guard, { force: true });
  }
}

/** Left by a process that ended between two lines of this file. */
async function removeIfOld(guard: string): Promise<void> {
  const madeAtMs = (await stat(guard).catch(() => undefined))?.mtimeMs;
  if (madeAtMs !== undefined && Date.now() - madeAtMs > GUARD_MAX_MS)
    await rm(guard, { force: true });
}

/** Is its process gone? @throws AcquireError when it is not */
async function isStale(path: string): Promise<boolean> {
  const text = await readHolder(path);
  if (text === undefined) return false;
  const holder = parseJson(text);
  const pid = isRecord(holder) ? numberAt(holder, 'pid') : undefined;
  const host = isRecord(holder) ? textAt(holder, 'host') : undefined;
  if (text === '' || (pid !== undefined && host === hostname() && !isAlive(pid))) return true;
  const who =
    pid === undefined ? 'another process' : `process ${String(pid)} on ${host ?? 'another host'}`;
  throw new AcquireError(
    'locked',
    `${who} is writing this bundle; wait for it, or delete ${path} if it is gone`,
  );
}

/** What the lock says; undefined when it is gone. Empty for a moment while it is made, and for ever if its maker died just then. */
async function readHolder(path: string): Promise<string | undefined> {
  for (let tries = 0; tries < 20; tries += 1) {
    const text = await readFile(path, 'utf8').catch(() => undefined);
    if (text !== '') return text;
    await sleepFor(25);
  }
  return '';
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return errorCode(error) === 'EPERM';
  }
}

async function releaseOwn(path: string, token: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  if (text.includes(token)) await rm(path, { force: true });
}
