import { existsSync } from 'node:fs';
import type * as Changes from '../src/changes/index.ts';

const built = new URL('../dist/changes/index.js', import.meta.url);

/** The built code when there is one (`npm run build`): tsx wraps every inner function, which makes the comparison look three times slower than it is. */
export const isBuilt = existsSync(built);

const code: typeof Changes = isBuilt
  ? await import(built.href)
  : await import('../src/changes/index.ts');

export const { diffTrees, diffToJson } = code;
