import { compareCodePoints } from './compare-code-points.ts';
import type { EntryState, Verification } from './manifest-words.ts';
import type { ArtifactEntry, Manifest, ResourceEntry } from './manifest.ts';
import type { BundleSource } from './source.ts';

/** One kind of artifact: how much of what the server listed is there. */
export interface TypeSummary {
  readonly artifact_type: string;
  readonly listed: number;
  readonly held: number;
  readonly bytes: number;
}

/** One thing the server named that the bundle has no bytes of, and why. */
export interface MissingPart {
  readonly kind: 'artifact' | 'resource';
  readonly type: string;
  readonly id: string | null;
  readonly state: EntryState;
  readonly reason: string | null;
  readonly http_status: number | null;
}

/** What is in a bundle, as plain JSON. */
export interface BundleSummary extends Pick<
  Manifest,
  'schema' | 'tool' | 'run_id' | 'base_url' | 'server_version'
> {
  readonly observed_at: string | null;
  readonly files: number;
  readonly bytes: number;
  readonly resources: readonly string[];
  readonly types: readonly TypeSummary[];
  /** Artifacts there, by how their bytes were proved to be the server's. */
  readonly verified: Readonly<Partial<Record<Verification, number>>>;
  readonly missing: readonly MissingPart[];
  readonly problems: readonly string[];
  readonly warnings: readonly string[];
  /** Whether secrets were removed; null for bundles that do not say. */
  readonly contents: 'raw' | 'redacted' | null;
}

/** Counts what a bundle holds and lists what it lacks, without reading any entry. */
export function summariseBundle(source: BundleSource): BundleSummary {
  const { manifest } = source;
  const isHeld = ({ entry }: { readonly entry: string | null }): boolean =>
    entry !== null && source.sizeOf(entry) !== undefined;
  const held = manifest.artifacts.filter(isHeld);
  return {
    schema: manifest.schema,
    tool: manifest.tool,
    run_id: manifest.run_id,
    base_url: manifest.base_url,
    server_version: manifest.server_version,
    observed_at: manifest.observed_at ?? null,
    files: source.entryNames.length,
    bytes: source.entryNames.reduce((sum, name) => sum + (source.sizeOf(name) ?? 0), 0),
    resources: manifest.resources.filter(isHeld).map(({ resource }) => resource),
    types: countTypes(source),
    verified: countVerified(held),
    missing: [
      ...manifest.resources.filter((resource) => !isHeld(resource)).map(missingResource),
      ...manifest.artifacts.filter((artifact) => !isHeld(artifact)).map(missingArtifact),
    ],
    problems: source.problems,
    warnings: manifest.warnings,
    contents: manifest.contents ?? null,
  };
}

function countTypes(source: BundleSource): readonly TypeSummary[] {
  const types = new Map<string, TypeSummary>();
  for (const { artifact_type, entry } of source.manifest.artifacts) {
    const size = entry === null ? undefined : source.sizeOf(entry);
    const before = types.get(artifact_type) ?? { artifact_type, listed: 0, held: 0, bytes: 0 };
    types.set(artifact_type, {
      artifact_type,
      listed: before.listed + 1,
      held: before.held + (size === undefined ? 0 : 1),
      bytes: before.bytes + (size ?? 0),
    });
  }
  return [...types.values()].toSorted((left, right) =>
    compareCodePoints(left.artifact_type, right.artifact_type),
  );
}

function countVerified(
  held: readonly ArtifactEntry[],
): Readonly<Partial<Record<Verification, number>>> {
  const counts: Partial<Record<Verification, number>> = {};
  for (const { verified } of held) counts[verified] = (counts[verified] ?? 0) + 1;
  return counts;
}

function missingArtifact(artifact: ArtifactEntry): MissingPart {
  const { artifact_type: type, artifact_id: id } = artifact;
  return { kind: 'artifact', type, id, ...fateOf(artifact) };
}

function missingResource(resource: ResourceEntry): MissingPart {
  const { resource: type, resource_id: id } = resource;
  return { kind: 'resource', type, id, ...fateOf(resource) };
}

function fateOf(
  part: ArtifactEntry | ResourceEntry,
): Pick<MissingPart, 'state' | 'reason' | 'http_status'> {
  if (part.entry !== null)
    return {
      state: 'missing',
      reason: 'lost from the bundle after it was made',
      http_status: null,
    };
  return {
    state: part.state,
    reason: part.reason ?? null,
    http_status: part.http_status ?? null,
  };
}
