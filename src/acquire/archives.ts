import { createHash } from 'node:crypto';
import { open, writeFile } from 'node:fs/promises';
import { zipBudget, type NestedEntry } from '../bundle/nested-zip.ts';
import { openNestedZipFile } from '../bundle/node/nested-zip-file.ts';
import { failure, type Fetched, type Fate } from './failure.ts';
import type { ListedArtifact } from './rows.ts';
import { promisedBytes } from './verify.ts';

const ZIP_MAGIC = 0x04034b50;

/** Rows that the server keeps in one ZIP: the ZIP's own row, if listed, and those of its members. */
export interface ArchiveGroup {
  readonly parent: ListedArtifact | undefined;
  readonly members: readonly ListedArtifact[];
}

/** Splits the list into what is downloaded singly and what comes out of archives. */
export function groupArchives(artifacts: readonly ListedArtifact[]): {
  readonly single: readonly ListedArtifact[];
  readonly groups: readonly ArchiveGroup[];
} {
  const members = groupByUri(artifacts);
  const parents = new Map(artifacts.filter(isParent).map((artifact) => [artifact.uri, artifact]));
  const groups = [...members].map(([uri, rows]): ArchiveGroup => ({
    parent: parents.get(uri),
    members: rows,
  }));
  const grouped = new Set(groups.flatMap((group) => [group.parent, ...group.members]));
  return { single: artifacts.filter((artifact) => !grouped.has(artifact)), groups };
}

function groupByUri(
  artifacts: readonly ListedArtifact[],
): ReadonlyMap<string, readonly ListedArtifact[]> {
  const groups = new Map<string, ListedArtifact[]>();
  for (const artifact of artifacts) {
    if (artifact.bundleKey === undefined || artifact.uri === undefined) continue;
    const group = groups.get(artifact.uri) ?? [];
    group.push(artifact);
    groups.set(artifact.uri, group);
  }
  return groups;
}

function isParent(artifact: ListedArtifact): boolean {
  return artifact.bundleKey === undefined && artifact.artifactType.endsWith('_archive');
}

export interface SplitResult {
  readonly fates: ReadonlyMap<ListedArtifact, Fate>;
  /** Members of the ZIP that no row names. */
  readonly strangers: number;
}

/** Gives every member row its bytes out of the ZIP at `path`; rows whose member is not there get none. Throws when the ZIP is damaged. */
export async function splitGroup(
  path: string,
  members: readonly ListedArtifact[],
  pathFor: (artifact: ListedArtifact) => string,
): Promise<SplitResult> {
  const fates = new Map<ListedArtifact, Fate>();
  let strangers = 0;
  // Each archive has its own budget: its members go to disk one by one.
  const archive = await openNestedZipFile(path, zipBudget());
  try {
    for (const member of archive.entries) {
      const rows = members.filter(({ bundleKey }) => bundleKey === member.name);
      if (rows.length === 0) strangers += 1;
      for (const row of rows) fates.set(row, await storeMember(row, member, pathFor(row)));
    }
  } finally {
    await archive.close();
  }
  return { fates, strangers };
}

async function storeMember(row: ListedArtifact, member: NestedEntry, path: string): Promise<Fate> {
  let bytes: Uint8Array;
  try {
    bytes = await member.readBytes();
  } catch (error) {
    return failure('corrupt', error instanceof Error ? error.message : String(error));
  }
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  await writeFile(path, bytes, { mode: 0o600 });
  const fetched = { kind: 'fetched', sizeBytes: bytes.length, sha256, path } as const;
  if (bytes.length === 0)
    return { ...fetched, state: 'empty', verified: 'trailer', reason: 'the member is empty' };
  if (row.checksum !== undefined)
    return row.checksum === sha256
      ? { ...fetched, state: 'ok', verified: 'sha256' }
      : failure('corrupt', 'its SHA-256 differs from the one the server gave');
  // The archive's own CRC-32 has been checked: that is the format's word for whole.
  return {
    ...fetched,
    state: 'ok',
    verified: promisedBytes(row) === bytes.length ? 'size' : 'trailer',
  };
}

/** Some storages answer the request for a member with the whole ZIP. */
export async function isWholeArchive(artifact: ListedArtifact, fetched: Fetched): Promise<boolean> {
  if (artifact.bundleKey === undefined || artifact.bundleKey.endsWith('.zip')) return false;
  const file = await open(fetched.path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(4), 0, 4, 0);
    return bytesRead === 4 && buffer.readUInt32LE(0) === ZIP_MAGIC;
  } finally {
    await file.close();
  }
}
