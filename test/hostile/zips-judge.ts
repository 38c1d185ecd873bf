import { BundleError } from '../../src/bundle/bundle-error.ts';
import { readNestedZip, zipBudget, type NestedZip } from '../../src/bundle/nested-zip.ts';
import { openZipFile } from '../../src/bundle/node/zip-file.ts';
import { openZipBytes } from '../../src/bundle/zip/memory-zip.ts';
import { refuseOddities, type ZipArchive } from '../../src/bundle/zip/zip-archive.ts';
import type { ZipBudget } from '../../src/bundle/zip/zip-budget.ts';

export const READERS = ['disk', 'memory'] as const;
export type Reader = (typeof READERS)[number];

/** What a reader makes of an archive: fine, refused, or open with damaged entries. */
export interface Verdict {
  readonly verdict: 'benign' | 'refuse' | 'entry';
  /** Rules broken, sorted. */
  readonly rules: readonly string[];
  /** Names of the entries whose bytes came out whole. */
  readonly readable: readonly string[];
}

/** Opens an archive as a bundle would be, reads every entry and descends into every nested zip. */
export async function judge(reader: Reader, bytes: Uint8Array, path: string): Promise<Verdict> {
  const budget = zipBudget();
  let archive: ZipArchive | undefined;
  try {
    archive = await (reader === 'disk' ? openZipFile(path, budget) : openZipBytes(bytes, budget));
    return await judgeEntries(await refuseOddities(archive));
  } catch (error) {
    return { verdict: 'refuse', rules: [ruleOf(error)], readable: [] };
  } finally {
    await archive?.close();
  }
}

async function judgeEntries(archive: ZipArchive): Promise<Verdict> {
  const rules = new Set<string>();
  const readable: string[] = [];
  for (const entry of archive.entries.filter(({ isDirectory }) => !isDirectory)) {
    try {
      const content = await archive.readBytes(entry);
      if (isZip(content)) await descend(content, archive.budget);
      readable.push(entry.name);
    } catch (error) {
      rules.add(ruleOf(error));
    }
  }
  return { verdict: rules.size === 0 ? 'benign' : 'entry', rules: [...rules].toSorted(), readable };
}

/** Reads everything inside everything, as a naive caller would: the budget has to stop it. */
async function descend(content: Uint8Array, budget: ZipBudget): Promise<void> {
  const nested: NestedZip = await readNestedZip(content, budget);
  for (const entry of nested.entries) {
    const inner = await entry.readBytes();
    if (isZip(inner)) await descend(inner, nested.budget);
  }
}

function isZip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x50 && bytes[1] === 0x4b && bytes[2] === 3 && bytes[3] === 4;
}

/** Anything but a BundleError that names its rule is a bug, so it is thrown on. */
function ruleOf(error: unknown): string {
  if (error instanceof BundleError && error.rule !== undefined) return error.rule;
  throw error;
}
