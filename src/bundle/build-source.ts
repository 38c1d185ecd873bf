import { bareHarManifest, isHarName } from './bare-har.ts';
import { BundleError } from './bundle-error.ts';
import { checkManifest } from './check-manifest.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { entryMissing, type EntryStore } from './entry-store.ts';
import { MANIFEST_BYTES } from './limits.ts';
import { MANIFEST_ENTRY } from './manifest-words.ts';
import type { Manifest } from './manifest.ts';
import { quoteName } from './quote-name.ts';
import { readManifest } from './read-manifest.ts';
import type { BundleSource } from './source.ts';

const MOST_NAMED = 5;

/** Finds the manifest in a store, or makes one up for a lone HAR; closes the store when it is no bundle. */
export async function buildSource(store: EntryStore): Promise<BundleSource> {
  try {
    return await (store.sizes.has(MANIFEST_ENTRY) ? bundleSource(store) : harSource(store));
  } catch (error) {
    await store.close?.();
    throw error;
  }
}

async function bundleSource(store: EntryStore): Promise<BundleSource> {
  if ((store.sizes.get(MANIFEST_ENTRY) ?? 0) > MANIFEST_BYTES)
    throw new BundleError(
      'limit-exceeded',
      'The manifest.json of the bundle is too large to read.',
    );
  const manifest = readManifest(await store.readBytes(MANIFEST_ENTRY));
  const sizes = new Map(store.sizes);
  sizes.delete(MANIFEST_ENTRY);
  const problems = [...store.problems, ...checkManifest(manifest, sizes)];
  return sourceOf({ ...store, sizes, problems }, manifest);
}

/** An archive as Playwright writes it: a HAR, and beside it the bodies it refers to. */
function harSource(store: EntryStore): BundleSource {
  const hars = [...store.sizes].filter(([name]) => isHarName(name));
  const [only] = hars;
  if (only === undefined || hars.length > 1) throw notABundle(store, hars.length);
  return sourceOf(store, bareHarManifest(...only));
}

function sourceOf(store: EntryStore, manifest: Manifest): BundleSource {
  const { sizes, problems, openStream, close } = store;
  const known = (name: string): string => {
    if (!sizes.has(name)) throw entryMissing(name);
    return name;
  };
  return {
    manifest,
    entryNames: [...sizes.keys()].toSorted(compareCodePoints),
    problems,
    sizeOf: (name) => sizes.get(name),
    readBytes: async (name) => store.readBytes(known(name)),
    ...(openStream === undefined ? {} : { openStream: (name) => openStream(known(name)) }),
    ...(close === undefined ? {} : { close: () => close() }),
  };
}

function notABundle(store: EntryStore, harCount: number): BundleError {
  const names = [...store.sizes.keys()];
  const inside = names.find((name) => name.endsWith(`/${MANIFEST_ENTRY}`));
  if (inside !== undefined)
    return new BundleError(
      'not-a-bundle',
      `Its manifest.json lies in a folder (${quoteName(inside)}). Zip the content of that folder, or give the folder itself.`,
    );
  const lack = harCount === 0 ? 'no .har file' : `${String(harCount)} .har files`;
  return new BundleError(
    'not-a-bundle',
    `No bundle: there is no manifest.json and ${lack} in it, but ${listNames(names)}. Give a bundle made by \`debrief fetch\`, or one .har file.`,
  );
}

function listNames(names: readonly string[]): string {
  if (names.length === 0) return 'nothing';
  const shown = names.slice(0, MOST_NAMED).map(quoteName).join(', ');
  const rest = names.length - MOST_NAMED;
  return rest > 0 ? `${shown} and ${String(rest)} more` : shown;
}
