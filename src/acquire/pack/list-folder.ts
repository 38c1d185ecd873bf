import { createHash } from 'node:crypto';
import { readdir } from 'node:fs/promises';
import { join, resolve, sep } from 'node:path';
import { AcquireError } from '../acquire-error.ts';
import { readRow, type ListedArtifact } from '../rows.ts';
import { readArtifactPath, type PathFacts } from './artifact-path.ts';

/** Several times what a bundle may hold. */
const MAX_FILES = 200_000;

export interface FoundFile {
  readonly artifact: ListedArtifact;
  readonly path: string;
}

export interface FolderListing {
  readonly files: readonly FoundFile[];
  /** Paths of files that are no artifacts. */
  readonly strangers: readonly string[];
}

/** Every artifact below a folder. Links are not followed: they may lead anywhere. */
export async function listFolder(
  folder: string,
  signal: AbortSignal | undefined,
): Promise<FolderListing> {
  const root = resolve(folder);
  // The folder itself may be that of a step, whose task only the folder above it names.
  const above = root.split(sep).slice(-3);
  const files: FoundFile[] = [];
  const strangers: string[] = [];
  const open: (readonly string[])[] = [[]];
  for (let inside = open.pop(); inside !== undefined; inside = open.pop()) {
    signal?.throwIfAborted();
    for (const child of await readdir(join(root, ...inside), { withFileTypes: true })) {
      const segments = [...inside, child.name];
      if (child.isDirectory()) open.push(segments);
      const facts = child.isFile() ? readArtifactPath([...above, ...segments]) : undefined;
      if (facts !== undefined)
        files.push({ artifact: artifactOf(facts), path: join(root, ...segments) });
      else if (!child.isDirectory()) strangers.push(segments.join('/'));
      if (files.length + strangers.length > MAX_FILES)
        throw new AcquireError(
          'usage',
          `${folder} has more than ${String(MAX_FILES)} files; give the folder of one task`,
        );
    }
  }
  return { files, strangers: strangers.toSorted() };
}

function artifactOf(facts: PathFacts): ListedArtifact {
  const { artifactType, createdAt, uri, owners } = facts;
  const digest = createHash('sha256').update(uri).digest('hex').slice(0, 16);
  const artifactId = facts.artifactId ?? `file_${digest}`;
  const record = {
    artifact_id: artifactId,
    artifact_type: artifactType,
    uri,
    ...(createdAt === undefined ? {} : { created_at: createdAt }),
    ...owners,
  };
  return readRow(record, { key: artifactId, artifactId });
}
