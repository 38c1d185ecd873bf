/**
 * What comes along with the package: `npm run check:deps`. Runtime dependencies are pinned exactly, run nothing on install,
 * and have a licence of the list. Ends with `N passed, N failed`. An SBOM: `npm sbom --omit dev --sbom-format cyclonedx`.
 */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

interface LockedPackage {
  readonly version?: string;
  readonly license?: string;
  readonly dev?: boolean;
  readonly optional?: boolean;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
}

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
const MOST_PACKAGES = 49;

const read = (name: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8'));
const manifest = read('package.json') as {
  // the shape of package.json is npm's
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
};
const lock = read('package-lock.json') as {
  // the shape of the lockfile is npm's
  readonly packages: Readonly<Record<string, LockedPackage>>;
};

const complaints: string[] = [];
let passed = 0;
function expectThat(holds: boolean, complaint: string): void {
  if (holds) passed += 1;
  else complaints.push(complaint);
}

for (const [name, range] of Object.entries({
  ...manifest.dependencies,
  ...manifest.devDependencies,
}))
  expectThat(/^\d+\.\d+\.\d+$/.test(range), `${name} is not pinned exactly: ${range}`);

const runtime = Object.entries(lock.packages).filter(
  ([path, { dev }]) => path !== '' && dev !== true,
);
for (const [path, { license, hasInstallScript, integrity, version }] of runtime) {
  const name = `${path.replace(/^.*node_modules\//, '')}@${version ?? ''}`;
  expectThat(LICENCES.has(license ?? ''), `${name} has the licence ${license ?? 'none'}`);
  expectThat(hasInstallScript !== true, `${name} runs a script when it is installed`);
  expectThat(integrity !== undefined, `${name} has no checksum in the lockfile`);
}
expectThat(
  runtime.length <= MOST_PACKAGES,
  `${String(runtime.length)} runtime packages, at most ${String(MOST_PACKAGES)}`,
);

for (const complaint of complaints) console.log(complaint);
console.log(`${String(runtime.length)} runtime packages`);
console.log(`${String(passed)} passed, ${String(complaints.length)} failed`);
process.exitCode = complaints.length === 0 ? 0 : 1;
