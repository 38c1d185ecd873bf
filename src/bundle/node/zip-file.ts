import { open, type FileHandle } from 'node:fs/promises';
import { readDirectory } from '../zip/read-directory.ts';
import type { ZipArchive } from '../zip/zip-archive.ts';
import type { ZipBudget } from '../zip/zip-budget.ts';
import { fileAccess } from './file-access.ts';
import { readEntry } from './read-entry.ts';
import { entryStreams } from './stream-entry.ts';

/** Opens an archive on disk; only its directory is read now, and each entry when it is asked for. */
export async function openZipFile(path: string, budget: ZipBudget): Promise<ZipArchive> {
  const handle = await open(path, 'r');
  try {
    return await openHandle(handle, budget.descend());
  } catch (error) {
    await handle.close();
    throw error;
  }
}

async function openHandle(handle: FileHandle, budget: ZipBudget): Promise<ZipArchive> {
  const access = await fileAccess(handle);
  const directory = await readDirectory(access, budget);
  return {
    ...directory,
    budget,
    readBytes: (entry) => readEntry(access, entry),
    openStream: entryStreams(handle.fd),
    close: () => handle.close(),
  };
}
