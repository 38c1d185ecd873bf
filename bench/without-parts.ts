import type { BundleSource } from '../src/bundle/source.ts';

/** What to take out of a bundle. */
export interface Removal {
  /** Artifact types, as if the server had lost their bytes. */
  readonly artifacts?: RegExp;
  /** API answers, as if nobody had asked for them. */
  readonly resources?: (resource: string) => boolean;
}

/** The same bundle with parts missing; the manifest says so, as it would after a fetch. */
export function withoutParts(bundle: BundleSource, removal: Removal): BundleSource {
  const gone = new Set<string>();
  const artifacts = bundle.manifest.artifacts.map((artifact) => {
    if (artifact.entry === null || removal.artifacts?.test(artifact.artifact_type) !== true)
      return artifact;
    gone.add(artifact.entry);
    return { ...artifact, entry: null, state: 'missing' as const, reason: 'removed' };
  });
  const resources = bundle.manifest.resources.filter(({ resource, entry }) => {
    const isGone = removal.resources?.(resource) === true;
    if (isGone && entry !== null) gone.add(entry);
    return !isGone;
  });
  return {
    ...bundle,
    manifest: { ...bundle.manifest, artifacts, resources },
    entryNames: bundle.entryNames.filter((name) => !gone.has(name)),
    sizeOf: (name) => (gone.has(name) ? undefined : bundle.sizeOf(name)),
    readBytes: (name) => bundle.readBytes(name),
  };
}
