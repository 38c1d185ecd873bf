import { tableCrc32 } from './crc32.ts';
import { inflateWithJszip } from './inflate-with-jszip.ts';
import { bytesAccess } from './random-access.ts';
import { readDirectory } from './read-directory.ts';
import { joinChunks, refuseUnreadable, verifyContent } from './verify-content.ts';
import type { ZipArchive } from './zip-archive.ts';
import type { ZipBudget } from './zip-budget.ts';
import { METHOD_STORED, type ZipEntry } from './zip-entry.ts';

/** Opens an archive that is in memory already; runs in any JavaScript. */
export async function openZipBytes(bytes: Uint8Array, budget: ZipBudget): Promise<ZipArchive> {
  const level = budget.descend();
  const directory = await readDirectory(bytesAccess(bytes), level);
  return {
    ...directory,
    budget: level,
    readBytes: (entry) => readEntry(bytes, entry),
    close: () => Promise.resolve(),
  };
}

async function readEntry(archive: Uint8Array, entry: ZipEntry): Promise<Uint8Array> {
  refuseUnreadable(entry);
  const end = entry.contentOffset + entry.compressedBytes;
  const content = archive.slice(entry.contentOffset, end);
  const chunks =
    entry.method === METHOD_STORED ? [content] : await inflateWithJszip(content, entry);
  return joinChunks(entry, verifyContent(entry, chunks, tableCrc32));
}
