import { openBundle } from '../bundle/node/open-bundle.ts';
import type { Manifest } from '../bundle/manifest.ts';
import type { ArtifactFilter } from './acquire-options.ts';
import { NOT_ASKED_FOR } from './failure.ts';
import { missingParts } from './missing-parts.ts';
import { isWanted } from './plan.ts';

/** Is there already a bundle at `path` to which another fetch of the run could add nothing? Only its directory is read. */
export async function isHeld(
  path: string,
  runId: string,
  filter: ArtifactFilter,
): Promise<boolean> {
  const source = await openBundle(path).catch(() => undefined);
  if (source === undefined) return false;
  try {
    const { manifest, problems } = source;
    // While a run goes on, more may come.
    const isFinished = manifest.run_id === runId && manifest.observed_at === undefined;
    const isWhole = problems.length === 0 && missingParts(manifest).length === 0;
    return isFinished && isWhole && !lacksType(manifest, filter);
  } finally {
    await source.close?.();
  }
}

/** An earlier fetch may have been told to leave out what is wanted now. */
function lacksType({ artifacts }: Manifest, filter: ArtifactFilter): boolean {
  return artifacts.some(
    ({ reason, artifact_type: type }) => reason === NOT_ASKED_FOR && isWanted(type, filter),
  );
}
