/** What the lockfile says of the packages that come along with this one. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';

const lockSchema = z.object({
  packages: z.record(
    z.string(),
    z.looseObject({
      version: z.string().optional(),
      license: z.string().optional(),
      dev: z.boolean().optional(),
      hasInstallScript: z.boolean().optional(),
      integrity: z.string().optional(),
    }),
  ),
});
const manifestSchema = z.object({
  name: z.string(),
  version: z.string(),
  license: z.string(),
  dependencies: z.record(z.string(), z.string()),
  devDependencies: z.record(z.string(), z.string()),
});

export interface LockedPackage {
  readonly name: string;
  readonly version: string;
  /** SPDX identifier or expression; empty when it names none. */
  readonly licence: string;
  readonly runsOnInstall: boolean;
  /** Of the archive, lower-case hex; empty when the lockfile has none. */
  readonly sha512: string;
}

/** Runtime packages, each name and version once, sorted. */
export function readRuntimePackages(): readonly LockedPackage[] {
  const { packages } = lockSchema.parse(read('package-lock.json'));
  const found = new Map<string, LockedPackage>();
  for (const [path, entry] of Object.entries(packages)) {
    if (path === '' || entry.dev === true) continue;
    const name = path.replace(/^.*node_modules\//, '');
    const version = entry.version ?? '';
    found.set(`${name}@${version}`, {
      name,
      version,
      licence: entry.license ?? '',
      runsOnInstall: entry.hasInstallScript === true,
      sha512: hexOf(entry.integrity ?? ''),
    });
  }
  return [...found].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, locked]) => locked);
}

export function readTool(): z.infer<typeof manifestSchema> {
  return manifestSchema.parse(read('package.json'));
}

const hexOf = (integrity: string): string =>
  integrity.startsWith('sha512-')
    ? Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex')
    : '';

const read = (name: string): unknown =>
  JSON.parse(readFileSync(fileURLToPath(new URL(`../${name}`, import.meta.url)), 'utf8'));
