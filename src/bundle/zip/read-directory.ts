import { checkLayout } from './check-layout.ts';
import { checkNames } from './check-names.ts';
import { checkSizes } from './check-sizes.ts';
import { locateDirectory, readRows } from './central-directory.ts';
import { findEndRecord } from './end-record.ts';
import { readLocalHeaders } from './local-headers.ts';
import type { RandomAccess } from './random-access.ts';
import type { ZipBudget } from './zip-budget.ts';
import type { ZipDirectory } from './zip-entry.ts';

/**
 * Reads and checks what an archive says of itself, before any library sees it and before anything
 * is inflated. Oddities are left to the caller: a bundle is refused for them, a nested archive is not.
 */
export async function readDirectory(
  access: RandomAccess,
  budget: ZipBudget,
): Promise<ZipDirectory> {
  const end = await findEndRecord(access);
  const rows = await readRows(access, end, budget.limits);
  checkNames(rows);
  checkSizes(rows, budget);
  const sorted = rows.toSorted((left, right) => left.headerOffset - right.headerOffset);
  const directoryOffset = locateDirectory(end).offset;
  const located = await readLocalHeaders(access, sorted, directoryOffset);
  const layout = checkLayout(located, directoryOffset);
  const byRow = new Map(located.map((entry, index) => [sorted[index], entry]));
  return {
    entries: rows.flatMap((row) => byRow.get(row) ?? []),
    oddities: [...end.oddities, ...layout],
  };
}
