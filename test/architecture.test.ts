import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { cruise } from 'dependency-cruiser';
import extractOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import extractTsConfig from 'dependency-cruiser/config-utl/extract-ts-config';
import { afterAll, describe, expect, it } from 'vitest';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const options = await extractOptions(join(ROOT, '.dependency-cruiser.cjs'));
const tsConfig = extractTsConfig(join(ROOT, 'tsconfig.json'));

/** Violations as `rule: from → to`, and how many modules were read. */
async function violationsIn(baseDir: string) {
  const { output } = await cruise(['src'], { ...options, baseDir }, undefined, { tsConfig });
  if (typeof output === 'string') throw new Error(output);
  const { summary } = output;
  return {
    totalCruised: summary.totalCruised,
    violations: summary.violations.map(({ rule, from, to }) => `${rule.name}: ${from} → ${to}`),
  };
}

const planted = mkdtempSync(join(tmpdir(), 'debrief-architecture-'));
afterAll(() => rmSync(planted, { recursive: true }));

/** A tree with one forbidden import for each kind of rule. */
function plant(files: Readonly<Record<string, string>>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(planted, name)), { recursive: true });
    writeFileSync(join(planted, name), text);
  }
  writeFileSync(join(planted, 'package.json'), '{"dependencies":{"jszip":"*","cheerio":"*"}}');
  symlinkSync(join(ROOT, 'node_modules'), join(planted, 'node_modules'));
}

describe('imports', { timeout: 60_000 }, () => {
  it('run one way, and the whole tree was read', async () => {
    const { totalCruised, violations } = await violationsIn(ROOT);
    expect(violations).toEqual([]);
    expect(totalCruised).toBeGreaterThan(400);
  });

  it('that break a rule are found', async () => {
    plant({
      'src/support/a.ts': "import '../bundle/a.ts';",
      'src/bundle/a.ts': "import './b.ts';",
      'src/bundle/b.ts': "import './a.ts';",
      'src/run/a.ts': "import 'node:fs'; import 'jszip'; import 'cheerio/slim';",
      'src/run/b.ts': "import type { A } from '../analysers/page/covered.ts'; export type B = A;",
      'src/analysers/page/covered.ts': "import './dialog.ts'; export type A = 1;",
      'src/analysers/page/dialog.ts': "import '../../acquire/a.ts'; import './none.ts';",
      'src/acquire/a.ts': 'export const a = 1;',
      'src/reporters/a.ts': "import '../diagnosis/rank.ts'; import '../cli/a.ts';",
      'src/diagnosis/rank.ts': "import 'vitest';",
      'src/cli/a.ts': 'export const a = 1;',
      'src/cli/alone.ts': 'export const alone = 1;',
    });
    const { violations } = await violationsIn(planted);
    const rules = new Set(violations.map((line) => line.replace(/:.*/, '')));
    expect([...rules].toSorted()).toEqual(
      [
        'support-imports-only-its-row',
        'run-imports-only-its-row',
        'analysers-imports-only-its-row',
        'reporters-imports-only-its-row',
        'only-the-edges-touch-node',
        'the-middle-does-not-reach-the-edges',
        'zip-only-in-bundle',
        'parsers-only-in-artifacts',
        'analysers-do-not-import-each-other',
        'reporters-read-the-diagnosis-only',
        'nothing-imports-the-command-line',
        'no-cycles',
        'no-orphans',
        'no-unresolved',
        'no-development-packages',
      ].toSorted(),
    );
  });
});
