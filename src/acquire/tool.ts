import { readFileSync } from 'node:fs';
import { isRecord, parseJson, textAt } from './json-value.ts';

const MANIFEST = parseJson(readFileSync(new URL('../../package.json', import.meta.url), 'utf8'));

/** Written into every bundle: which version made it. */
export const TOOL = {
  name: 'skyvern-debrief',
  version: (isRecord(MANIFEST) ? textAt(MANIFEST, 'version') : undefined) ?? '0.0.0',
} as const;
