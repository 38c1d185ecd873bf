import { open, readFile, type FileHandle } from 'node:fs/promises';
import { z } from 'zod';
import { triageEntrySchema, type TriageEntry } from '../../compare/cluster.ts';
import { TOOL } from '../../support/tool.ts';

const rowSchema = z.object({
  ledger: z.literal('skyvern-debrief/ledger@1'),
  sha256: z.string(),
  tool: z.string(),
  entry: triageEntrySchema,
});

/** What is known of bundles from earlier calls, one JSON line each, by digest and version of this tool. */
export interface Ledger {
  find(sha256: string): TriageEntry | undefined;
  add(sha256: string, entry: TriageEntry): Promise<void>;
  close(): Promise<void>;
}

/** Opens a ledger for reading and adding; a line cut short by an interruption is ignored. */
export async function openLedger(path: string): Promise<Ledger> {
  const text = await readFile(path, 'utf8').catch(ignoreMissing);
  const known = new Map(text.split('\n').flatMap(readRow));
  const file = await open(path, 'a', 0o600);
  if (text !== '' && !text.endsWith('\n')) await file.write('\n');
  return { find: (sha256) => known.get(sha256), ...writer(file) };
}

function writer(file: FileHandle): Pick<Ledger, 'add' | 'close'> {
  return {
    add: async (sha256, entry) => {
      const row = { ledger: 'skyvern-debrief/ledger@1', sha256, tool: TOOL.version, entry };
      // One write per line: two processes may add to one ledger.
      await file.write(`${JSON.stringify(row)}\n`);
    },
    close: async () => await file.close(),
  };
}

function readRow(line: string): readonly (readonly [string, TriageEntry])[] {
  if (line.trim() === '') return [];
  try {
    const row = rowSchema.safeParse(JSON.parse(line));
    return row.success && row.data.tool === TOOL.version ? [[row.data.sha256, row.data.entry]] : [];
  } catch {
    return [];
  }
}

function ignoreMissing(error: unknown): string {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return '';
  throw error;
}
