import { BundleError } from './bundle-error.ts';

const SCHEMA = /^skyvern-debrief\/bundle@(\d{1,9})(?:\.\d{1,9})?$/;
const NEWEST = 1;

/** Turns a manifest of one version into one of the next. */
type Upgrade = (manifest: object) => object;

/** One step per version, kept for ever, so that a bundle of any age opens; version 1 is the first. */
const UPGRADES: ReadonlyMap<number, Upgrade> = new Map<number, Upgrade>();

/** A manifest of any known version as one of the newest; a newer one is refused. */
export function upgradeManifest(manifest: object): object {
  let upgraded = manifest;
  for (let version = readVersion(manifest); version < NEWEST; version += 1) {
    const upgrade = UPGRADES.get(version);
    if (upgrade === undefined) throw notAManifest();
    upgraded = upgrade(upgraded);
  }
  return upgraded;
}

function readVersion(manifest: object): number {
  const schema = 'schema' in manifest ? manifest.schema : undefined;
  const digits = typeof schema === 'string' ? SCHEMA.exec(schema)?.[1] : undefined;
  if (digits === undefined) throw notAManifest();
  const version = Number(digits);
  if (version > NEWEST)
    throw new BundleError(
      'newer-format',
      `The bundle has format ${String(version)}, this debrief reads up to ${String(NEWEST)}. Update skyvern-debrief.`,
    );
  return version;
}

function notAManifest(): BundleError {
  return new BundleError(
    'not-a-bundle',
    'The manifest.json in it is not the one of a debrief bundle. Give a bundle made by `debrief fetch`, or a .har file.',
  );
}
