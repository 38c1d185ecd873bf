import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';

/**
 * Text of a golden file, named from the root of the repository.
 * With `UPDATE_GOLDENS=1 npx vitest run` the file is written anew first; review the difference before committing it.
 */
export function golden(name: string, actual: string): string {
  const path = fileURLToPath(new URL(`../../${name}`, import.meta.url));
  if (process.env['UPDATE_GOLDENS'] === '1') {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, actual);
  }
  return readFileSync(path, 'utf8');
}
