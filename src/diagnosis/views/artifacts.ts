import type { ListedArtifact, Run } from '../../run/run.ts';
import type { ArtifactInventoryRow } from '../diagnosis.ts';
import { cutLine } from './cut-text.ts';

const MAX_ROWS = 1_000;
const MAX_REASON = 200;

/** Everything the server named, what is missing first when there is too much to list. */
export function buildArtifacts(run: Run): ArtifactInventoryRow[] {
  // Ids are snowflakes: their order is that of capture, whatever the order of the manifest.
  const listed = (run.artifacts ?? []).toSorted((a, b) => (a.artifactId < b.artifactId ? -1 : 1));
  const kept =
    listed.length <= MAX_ROWS
      ? listed
      : listed.toSorted((a, b) => Number(a.entry !== null) - Number(b.entry !== null));
  return kept.slice(0, MAX_ROWS).map(artifactRow);
}

function artifactRow(artifact: ListedArtifact): ArtifactInventoryRow {
  return {
    artifact_id: artifact.artifactId,
    artifact_type: artifact.artifactType,
    entry: artifact.entry,
    state: artifact.state,
    size_bytes: artifact.sizeBytes ?? null,
    reason: artifact.reason === undefined ? null : cutLine(artifact.reason, MAX_REASON),
  };
}
