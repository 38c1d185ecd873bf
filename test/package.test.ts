import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { explainedCodes } from '../src/analysers/index.ts';
import { EXIT } from '../src/cli/exit-code.ts';
import { HELP } from '../src/cli/help.ts';
import { TOOL } from '../src/support/tool.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));
const read = (path: string): string => readFileSync(join(ROOT, path), 'utf8');

const { dependencies, devDependencies, version, files } = z
  .object({
    version: z.string(),
    files: z.array(z.string()),
    dependencies: z.record(z.string(), z.string()),
    devDependencies: z.record(z.string(), z.string()),
  })
  .parse(JSON.parse(read('package.json')));

const documents = ['.', 'docs', 'docs/findings'].flatMap((folder) =>
  readdirSync(join(ROOT, folder))
    .filter((name) => name.endsWith('.md'))
    .map((name) => join(folder, name)),
);

describe('the package', () => {
  it('pins every dependency to one version', () => {
    const versions = Object.values({ ...dependencies, ...devDependencies });
    expect(versions.filter((wanted) => !/^\d+\.\d+\.\d+$/.test(wanted))).toEqual([]);
  });

  it('says in the README what each dependency is for', () => {
    const rows = new Set(
      [...read('README.md').matchAll(/^\| `([\w-]+)` +\|/gm)].map(([, name]) => name),
    );
    expect(Object.keys(dependencies).filter((name) => !rows.has(name))).toEqual([]);
  });

  it('reports the version that it has', () => {
    expect(TOOL.version).toBe(version);
  });

  it('ships the command, the code, the schema, the pages that `explain` prints, and its bill of materials', () => {
    expect(files).toEqual(['bin/debrief.js', 'dist', 'schema', 'docs/findings', 'sbom.cdx.json']);
  });
});

describe('the documents', () => {
  it('have a page for every cause, with meaning, proof, traps and advice', () => {
    const incomplete = explainedCodes().filter((code) => {
      const path = `docs/findings/${code}.md`;
      const text = existsSync(join(ROOT, path)) ? read(path) : '';
      const headings: readonly string[] = text.match(/^#+ .*$/gm) ?? [];
      const wanted = [`# ${code}`, '## How it is proven', '## Traps', '## What to do'];
      return wanted.some((heading) => !headings.includes(heading));
    });
    expect(incomplete).toEqual([]);
  });

  it('list every cause once', () => {
    const listed = [...read('docs/findings/README.md').matchAll(/^\| \[([\w.]+)\]/gm)].map(
      ([, code = '']) => code,
    );
    expect(listed.toSorted()).toEqual(explainedCodes());
  });

  it('name every exit code', () => {
    const named = [...read('docs/cli.md').matchAll(/^\| (\d+) +\|/gm)].map(([, code]) =>
      Number(code),
    );
    expect(named).toEqual(Object.values(EXIT));
  });

  it('name every command', () => {
    const commands = [...HELP.matchAll(/^ {2}debrief (\w+) \w/gm)].map(([, name]) => name);
    const named = [...read('README.md').matchAll(/^\| `debrief (\w+)/gm)].map(([, name]) => name);
    expect(commands.filter((name) => !named.includes(name))).toEqual([]);
    expect(commands.length).toBeGreaterThan(5);
  });

  it.each(documents)('%s links to files that exist', (path) => {
    const targets = [...read(path).matchAll(/\]\((?!https?:|#)([^)#\s]+)/g)].map(
      ([, target = '']) => target,
    );
    const missing = targets.filter((target) => !existsSync(join(ROOT, dirname(path), target)));
    expect(missing.map((target) => `${relative('.', path)} → ${target}`)).toEqual([]);
  });
});
