/**
 * What comes along with the package: `npm run check:deps`. Runtime dependencies are pinned exactly, run nothing on install,
 * and have a licence of the list; `sbom.cdx.json` names each with its checksum. Ends with `N passed, N failed`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { readRuntimePackages, readTool } from './lockfile.ts';

const LICENCES: ReadonlySet<string> = new Set([
  'MIT',
  'ISC',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'Apache-2.0',
  '0BSD',
  '(MIT OR GPL-3.0-or-later)',
  '(MIT AND Zlib)',
]);
/** The packages chosen for the product and what they pull. */
const MOST_PACKAGES = 48;

const bomSchema = z.object({
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      hashes: z.array(z.object({ content: z.string() })),
    }),
  ),
});

const complaints: string[] = [];
let passed = 0;
function expectThat(holds: boolean, complaint: string): void {
  if (holds) passed += 1;
  else complaints.push(complaint);
}

const { dependencies, devDependencies } = readTool();
for (const [name, range] of Object.entries({ ...dependencies, ...devDependencies }))
  expectThat(/^\d+\.\d+\.\d+$/.test(range), `${name} is not pinned exactly: ${range}`);

const { components } = bomSchema.parse(
  JSON.parse(readFileSync(fileURLToPath(new URL('../sbom.cdx.json', import.meta.url)), 'utf8')),
);
const listed = new Map(
  components.map(({ name, version, hashes }) => [`${name}@${version}`, hashes[0]?.content]),
);
const runtime = readRuntimePackages();
for (const { name, version, licence, runsOnInstall, sha512 } of runtime) {
  const title = `${name}@${version}`;
  expectThat(LICENCES.has(licence), `${title} has the licence ${licence}`);
  expectThat(!runsOnInstall, `${title} runs a script when it is installed`);
  expectThat(sha512 !== '', `${title} has no checksum in the lockfile`);
  expectThat(listed.get(title) === sha512, `sbom.cdx.json lacks ${title}: npm run sbom`);
}
expectThat(listed.size === runtime.length, 'sbom.cdx.json lists too much: npm run sbom');
expectThat(
  runtime.length <= MOST_PACKAGES,
  `${String(runtime.length)} runtime packages, at most ${String(MOST_PACKAGES)}`,
);

for (const complaint of complaints) console.log(complaint);
console.log(`${String(runtime.length)} runtime packages`);
console.log(`${String(passed)} passed, ${String(complaints.length)} failed`);
process.exitCode = complaints.length === 0 ? 0 : 1;
