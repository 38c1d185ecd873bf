import type { ArtifactEntry, Manifest, ResourceEntry } from '../bundle/manifest.ts';

/** The entries of a manifest that make its bundle incomplete: named by the server, and not here against our will. */
export function missingParts(manifest: Manifest): readonly (ArtifactEntry | ResourceEntry)[] {
  return [
    ...manifest.artifacts.filter(isArtifactMissing),
    ...manifest.resources.filter(isResourceMissing),
  ];
}

function isArtifactMissing({ state }: ArtifactEntry): boolean {
  return state !== 'ok' && state !== 'empty' && state !== 'skipped';
}

/** A server that does not know a question has lost nothing; one that failed to answer may have. */
function isResourceMissing({ state }: ResourceEntry): boolean {
  return state === 'failed' || state === 'corrupt';
}
