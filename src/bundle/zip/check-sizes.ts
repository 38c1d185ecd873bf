import type { ZipLimits } from '../limits.ts';
import { quoteName } from '../quote-name.ts';
import type { ZipBudget } from './zip-budget.ts';
import { METHOD_STORED, type DirectoryRow } from './zip-entry.ts';
import { zipError } from './zip-rule.ts';

// A recording is never held in memory, and a HAR this long is read as a stream.
const STREAMED_NAME = /\.(?:har|webm|mp4|mkv|mov)$/i;

/** Refuses by declared sizes, before anything is inflated; readers hold entries to what they declare. */
export function checkSizes(rows: readonly DirectoryRow[], budget: ZipBudget): void {
  for (const row of rows) checkEntrySize(row, budget.limits);
  const inflated = rows.filter((row) => row.method !== METHOD_STORED);
  const bytes = inflated.reduce((sum, row) => sum + row.sizeBytes, 0);
  budget.spend(rows.length, bytes);
}

function checkEntrySize(row: DirectoryRow, limits: ZipLimits): void {
  const isStreamed = row.method === METHOD_STORED || STREAMED_NAME.test(row.name);
  const limit = isStreamed ? limits.streamedEntryBytes : limits.entryBytes;
  if (row.sizeBytes > limit)
    throw zipError(
      'limit-entry-size',
      `${quoteName(row.name)} declares ${String(row.sizeBytes)} bytes, the limit is ${String(limit)}`,
      { entry: row.name },
    );
  const isBig = row.sizeBytes > limits.ratioFromBytes;
  if (isBig && row.sizeBytes > row.compressedBytes * limits.ratio)
    throw zipError(
      'limit-ratio',
      `${quoteName(row.name)} expands more than ${String(limits.ratio)} times`,
      { entry: row.name },
    );
}
