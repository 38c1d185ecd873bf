import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ZIP_CASES } from './zips-cases.ts';
import { judge, READERS } from './zips-judge.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'hostile-zips-'));
});
afterAll(() => rm(folder, { recursive: true }));

describe.each(READERS)('the reader of zips %s', (reader) => {
  test.each(ZIP_CASES)(
    'takes $story as $verdict $rule',
    { timeout: 30_000 },
    async ({ bytes, verdict, rule }) => {
      const path = join(folder, 'case.zip');
      const archive = bytes();
      await writeFile(path, archive);
      const actual = await judge(reader, archive, path);
      expect(actual).toMatchObject({ verdict, rules: rule === undefined ? [] : [rule] });
      if (verdict === 'entry') expect(actual.readable).toContain('har.json');
    },
  );
});

test('every rule of the readers has a case', async () => {
  const { ZIP_RULES } = await import('../../src/bundle/zip/zip-rule.ts');
  const covered = new Set(ZIP_CASES.map(({ rule }) => rule));
  // Needs an archive of 32 MiB of directory, an entry of 256 MB, a disk that fails.
  const apart = new Set(['limit-directory', 'limit-memory', 'unreadable']);
  expect(ZIP_RULES.filter((rule) => !covered.has(rule) && !apart.has(rule))).toEqual([]);
});
