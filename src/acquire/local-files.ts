import { createReadStream } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, relative, resolve } from 'node:path';
import { failure, type Failure } from './failure.ts';
import { errorCode } from './fetch-problem.ts';
import type { Spool } from './spool.ts';

/**
 * Copies a file the server named by path, if it lies under the folder the user opened. A hostile server can name any
 * path, so links are resolved before the comparison.
 */
export async function readLocalFile(
  path: string,
  root: string | undefined,
  spool: Spool,
): Promise<'read' | Failure> {
  if (root === undefined)
    return failure(
      'skipped',
      `it is only on the server's own disk (${path}); --allow-local-files ROOT reads it there`,
    );
  try {
    const realRoot = await realpath(root);
    const real = await realpath(isAbsolute(path) ? path : resolve(root, path));
    const inside = relative(realRoot, real);
    if (inside === '' || inside.startsWith('..') || isAbsolute(inside))
      return failure('refused', `${path} is outside ${root}`);
    if (!(await stat(real)).isFile()) return failure('refused', `${path} is no file`);
    for await (const chunk of createReadStream(real)) await spool.write(chunk);
    return 'read';
  } catch (error) {
    const code = errorCode(error);
    return failure(code === 'ENOENT' ? 'missing' : 'failed', `${path}: ${code ?? String(error)}`);
  }
}
