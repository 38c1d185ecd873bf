import { checkManifest } from './check-manifest.ts';
import { compareCodePoints } from './compare-code-points.ts';
import { entryMissing } from './entry-store.ts';
import { BUNDLE_SCHEMA } from './manifest-words.ts';
import type { Manifest } from './manifest.ts';
import type { BundleSource } from './source.ts';

/** A bundle written as an object: what the manifest leaves out is empty, text entries are UTF-8. */
export interface BundleParts {
  readonly manifest?: Partial<Manifest>;
  readonly entries?: Readonly<Record<string, string | Uint8Array>>;
}

/**
 * A bundle that lives in an object, for tests and for callers that have the files already.
 * @example objectSource({ entries: { 'run.json': '{"status":"failed"}' } })
 */
export function objectSource(parts: BundleParts): BundleSource {
  const encoder = new TextEncoder();
  const files = new Map(
    Object.entries(parts.entries ?? {}).map(([name, content]) => [
      name,
      typeof content === 'string' ? encoder.encode(content) : content,
    ]),
  );
  const manifest = completeManifest(parts.manifest ?? {});
  const sizes = new Map([...files].map(([name, bytes]) => [name, bytes.length]));
  return {
    manifest,
    entryNames: [...files.keys()].toSorted(compareCodePoints),
    problems: checkManifest(manifest, sizes),
    sizeOf: (name) => sizes.get(name),
    readBytes: (name) => {
      const bytes = files.get(name);
      return bytes === undefined ? Promise.reject(entryMissing(name)) : Promise.resolve(bytes);
    },
  };
}

function completeManifest(manifest: Partial<Manifest>): Manifest {
  return {
    schema: BUNDLE_SCHEMA,
    tool: { name: 'skyvern-debrief', version: '0.0.0' },
    run_id: null,
    base_url: null,
    server_version: null,
    resources: [],
    artifacts: [],
    warnings: [],
    ...manifest,
  };
}
