import type { HrefMap } from '../run/run.ts';
import type { DamagedEntry, Integrity, MapRecord } from './link-report.ts';
import { keyOfHref } from './placeholder-key.ts';
import { hasRedactionMarker } from './redaction-marker.ts';

/** What all maps of a run say of one key. */
export interface KnownHref {
  readonly url: string;
  readonly integrity: Integrity;
  /** The first map that says so. */
  readonly map: HrefMap;
}

export interface HrefIndex {
  readonly hrefs: ReadonlyMap<string, KnownHref>;
  readonly maps: readonly MapRecord[];
  readonly damaged: readonly Omit<DamagedEntry, 'recoveredUrl'>[];
}

/**
 * The union of all maps: every map repeats the run so far, some calls have none, and keys are
 * hashes of their values, so merging is safe. A verified value wins over a damaged one.
 */
export function buildHrefIndex(maps: readonly HrefMap[]): HrefIndex {
  const hrefs = new Map<string, KnownHref>();
  const damaged: Omit<DamagedEntry, 'recoveredUrl'>[] = [];
  const records = maps.map((map) => addMap(map, hrefs, damaged));
  return { hrefs, maps: records, damaged };
}

function addMap(
  map: HrefMap,
  hrefs: Map<string, KnownHref>,
  damaged: Omit<DamagedEntry, 'recoveredUrl'>[],
): MapRecord {
  let newKeyCount = 0;
  let redactedCount = 0;
  let corruptedCount = 0;
  for (const [key, url] of map.entries) {
    const known = hrefs.get(key);
    const isRepeated = known?.url === url;
    const integrity = isRepeated ? known.integrity : checkIntegrity(key, url);
    if (known === undefined) newKeyCount += 1;
    if (integrity === 'redacted') redactedCount += 1;
    if (integrity === 'corrupted') corruptedCount += 1;
    if (isRepeated) continue;
    if (integrity !== 'verified') damaged.push({ key, value: url, integrity, source: map.source });
    if (known === undefined || (known.integrity !== 'verified' && integrity === 'verified')) {
      hrefs.set(key, { url, integrity, map });
    }
  }
  const { source, stepId } = map;
  const entryCount = map.entries.size;
  return { source, stepId, entryCount, newKeyCount, redactedCount, corruptedCount };
}

function checkIntegrity(key: string, url: string): Integrity {
  if (keyOfHref(url) === key) return 'verified';
  return hasRedactionMarker(url) ? 'redacted' : 'corrupted';
}
