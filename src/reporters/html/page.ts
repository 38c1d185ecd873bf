import type { Diagnosis } from '../../diagnosis/diagnosis.ts';
import type { Album } from './album.ts';
import { shownRequests } from './shown-requests.ts';

/** What every section of the page may look at. */
export interface Page {
  readonly diagnosis: Diagnosis;
  readonly album: Album;
  readonly anchors: Anchors;
}

/** Ids of places in the page; made of counts only, never of words from the run. */
export interface Anchors {
  request(harIndex: number): string | undefined;
  artifact(artifactId: string | null): string | undefined;
}

function idsOf<Key>(keys: readonly Key[], prefix: string): ReadonlyMap<Key, string> {
  return new Map(keys.map((key, index) => [key, `${prefix}-${index + 1}`]));
}

export function anchorsOf(diagnosis: Diagnosis): Anchors {
  const requests = idsOf(
    shownRequests(diagnosis).map((row) => row.har_index),
    'request',
  );
  const artifacts = idsOf(diagnosis.artifacts?.map((row) => row.artifact_id) ?? [], 'artifact');
  return {
    request: (harIndex) => requests.get(harIndex),
    artifact: (artifactId) => (artifactId === null ? undefined : artifacts.get(artifactId)),
  };
}
