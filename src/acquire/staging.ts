import { createHash } from 'node:crypto';
import { mkdir, open, readFile, rm, stat, statfs } from 'node:fs/promises';
import { createReadStream } from 'node:fs';
import { dirname, join } from 'node:path';
import { ENTRY_STATES, VERIFICATIONS } from '../bundle/manifest-words.ts';
import { AcquireError } from './acquire-error.ts';
import type { Fetched } from './failure.ts';
import { isRecord, numberAt, parseJson, textAt } from './json-value.ts';
import type { ListedArtifact } from './rows.ts';

/** The folder beside the output where finished files wait for the bundle, with a journal of them for `--resume`. */
export interface Staging {
  pathFor(artifact: ListedArtifact): string;
  /** What an earlier, interrupted fetch finished and what still is as it was. */
  finished(artifact: ListedArtifact): Promise<Fetched | undefined>;
  note(artifact: ListedArtifact, fetched: Fetched): Promise<void>;
  close(): Promise<void>;
  remove(): Promise<void>;
}

const JOURNAL = 'journal.jsonl';

export async function openStaging(folder: string, isResuming: boolean): Promise<Staging> {
  if (!isResuming) await rm(folder, { recursive: true, force: true });
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const journal = isResuming
    ? await readJournal(join(folder, JOURNAL))
    : new Map<string, JournalLine>();
  const notes = await open(join(folder, JOURNAL), 'a', 0o600);
  // Ends a line that the end of an earlier process may have cut.
  if (isResuming) await notes.appendFile('\n');
  const pathFor = (artifact: ListedArtifact): string =>
    join(
      folder,
      digest(JSON.stringify([artifact.key, artifact.uri, artifact.bundleKey])).slice(0, 32),
    );
  return {
    pathFor,
    finished: (artifact) => readFinished(journal.get(rowIdentity(artifact)), pathFor(artifact)),
    note: async (artifact, fetched) => {
      await notes.appendFile(`${JSON.stringify(journalLine(artifact, fetched))}
`);
    },
    close: () => notes.close(),
    remove: () => rm(folder, { recursive: true, force: true }),
  };
}

/** Refuses to begin what cannot end: the files wait on disk beside the bundle made of them. */
export async function checkFreeSpace(
  out: string,
  artifacts: readonly ListedArtifact[],
): Promise<void> {
  const listedBytes = artifacts.reduce((sum, { listedBytes: bytes }) => sum + (bytes ?? 0), 0);
  const neededBytes = Math.ceil(listedBytes * 2.1);
  const { bavail, bsize } = await statfs(dirname(out));
  if (bavail * bsize >= neededBytes) return;
  const message = `${dirname(out)} has ${String(bavail * bsize)} bytes free and the run needs about ${String(neededBytes)}; make room or choose another --out`;
  throw new AcquireError('local-io', message);
}

interface JournalLine {
  readonly row: string;
  readonly state: Fetched['state'];
  readonly verified: Fetched['verified'];
  readonly size: number;
  readonly sha256: string;
  readonly reason?: string | undefined;
  readonly status?: number | undefined;
}

function journalLine(artifact: ListedArtifact, fetched: Fetched): JournalLine {
  const { state, verified, sizeBytes: size, sha256, reason, httpStatus: status } = fetched;
  return { row: rowIdentity(artifact), state, verified, size, sha256, reason, status };
}

/** The row as listed: a row that has changed since means a file that may have changed. */
function rowIdentity(artifact: ListedArtifact): string {
  return digest(JSON.stringify([artifact.key, artifact.row]));
}

async function readJournal(path: string): Promise<ReadonlyMap<string, JournalLine>> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const lines = text
    .split('\n')
    .map(readLine)
    .filter((line) => line !== undefined);
  return new Map(lines.map((line) => [line.row, line]));
}

/** The last line may have been cut by the end of the process. */
function readLine(text: string): JournalLine | undefined {
  const line = parseJson(text);
  if (!isRecord(line)) return undefined;
  const [row, sha256, size] = [textAt(line, 'row'), textAt(line, 'sha256'), numberAt(line, 'size')];
  const state = ENTRY_STATES.find((one) => one === line['state']);
  const verified = VERIFICATIONS.find((one) => one === line['verified']);
  if (row === undefined || sha256 === undefined || size === undefined || verified === undefined)
    return undefined;
  if (state !== 'ok' && state !== 'unverified' && state !== 'empty') return undefined;
  return {
    row,
    sha256,
    size,
    state,
    verified,
    reason: textAt(line, 'reason'),
    status: numberAt(line, 'status'),
  };
}

async function readFinished(
  line: JournalLine | undefined,
  path: string,
): Promise<Fetched | undefined> {
  if (line === undefined) return undefined;
  const facts = await stat(path).catch(() => undefined);
  if (facts?.size !== line.size || (await hashFile(path)) !== line.sha256) return undefined;
  const { state, verified, sha256, reason, status } = line;
  return {
    kind: 'fetched',
    state,
    verified,
    sizeBytes: line.size,
    sha256,
    path,
    reason,
    httpStatus: status,
  };
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path)) hash.update(chunk);
  return hash.digest('hex');
}

function digest(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
