import { quoteName } from '../quote-name.ts';
import type { DirectoryRow } from './zip-entry.ts';
import { zipError } from './zip-rule.ts';

const FILE_TYPE_MASK = 0o170000;
const REGULAR_FILE = 0o100000;
const FOLDER = 0o040000;

/** Refuses rows that are no plain files, and names that would meet each other on some file system. */
export function checkNames(rows: readonly DirectoryRow[]): void {
  for (const row of rows) checkFileType(row);
  const files = new Set<string>();
  const seen = new Set<string>();
  for (const row of rows) {
    const key = foldName(row.name);
    if (seen.has(key))
      throw zipError('duplicate-name', `Two entries are called ${quoteName(row.name)}`, {
        entry: row.name,
      });
    seen.add(key);
    if (!row.isDirectory) files.add(key);
  }
  for (const row of rows) checkParents(row, files);
}

function checkFileType(row: DirectoryRow): void {
  const type = row.unixMode & FILE_TYPE_MASK;
  if (type !== 0 && type !== REGULAR_FILE && type !== FOLDER)
    throw zipError('special-file', `${quoteName(row.name)} is a link or a device, not a file`, {
      entry: row.name,
    });
  if (row.isDirectory && row.sizeBytes !== 0)
    throw zipError('file-as-directory', `${quoteName(row.name)} is a folder with content`, {
      entry: row.name,
    });
}

function checkParents(row: DirectoryRow, files: ReadonlySet<string>): void {
  const key = foldName(row.name);
  let slash = key.indexOf('/');
  while (slash !== -1) {
    if (files.has(key.slice(0, slash)))
      throw zipError(
        'file-as-directory',
        `${quoteName(row.name)} lies in a folder that is a file too`,
        { entry: row.name },
      );
    slash = key.indexOf('/', slash + 1);
  }
}

/** Equal for names that some file system takes for the same: composed forms, letter case, a final slash only. */
function foldName(name: string): string {
  const plain = name.endsWith('/') ? name.slice(0, -1) : name;
  return plain.normalize('NFC').toUpperCase().toLowerCase().normalize('NFC');
}
