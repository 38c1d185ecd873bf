import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { ENTRY_STATES, VERIFICATIONS } from '../../src/bundle/manifest-words.ts';
import { ZIP_RULES } from '../../src/bundle/zip/zip-rule.ts';

test('every rule, state and proof is explained in the description of the format', async () => {
  const page = await readFile(new URL('../../docs/bundle-format.md', import.meta.url), 'utf8');
  const words = [...ZIP_RULES, ...ENTRY_STATES, ...VERIFICATIONS];
  expect(words.filter((word) => !page.includes(`\`${word}\``))).toEqual([]);
});
