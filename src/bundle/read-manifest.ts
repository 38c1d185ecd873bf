import { BundleError } from './bundle-error.ts';
import { manifestSchema, type Manifest } from './manifest.ts';
import { quoteName } from './quote-name.ts';
import { upgradeManifest } from './upgrade-manifest.ts';

/** The manifest out of its bytes, in the newest version. @throws BundleError `not-a-bundle` | `newer-format` */
export function readManifest(bytes: Uint8Array): Manifest {
  const value = parseJson(bytes);
  if (typeof value !== 'object' || value === null) throw unusable('it is not a JSON object');
  const checked = manifestSchema.safeParse(upgradeManifest(value));
  if (checked.success) return checked.data;
  const [issue] = checked.error.issues;
  const where = quoteName(issue?.path.join('.') ?? '');
  throw unusable(`at ${where}: ${issue?.message ?? 'wrong shape'}`);
}

function parseJson(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw unusable('it is not JSON', cause);
  }
}

function unusable(why: string, cause?: unknown): BundleError {
  return new BundleError(
    'not-a-bundle',
    `The manifest.json of the bundle cannot be used: ${why}. Fetch the run again.`,
    { entry: 'manifest.json', cause },
  );
}
