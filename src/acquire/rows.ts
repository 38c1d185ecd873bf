import { createHash } from 'node:crypto';
import type { ArtifactRow } from '../bundle/manifest.ts';
import { withoutCapabilities, withoutQuery } from './capability-url.ts';
import type { AnsweredQuestion } from './discover.ts';
import { isRecord, numberAt, recordsIn, textAt, valueAt, type JsonRecord } from './json-value.ts';

/** One artifact the server named, with what is needed to get it. */
export interface ListedArtifact {
  /** Tells rows apart even where the server repeats an id for two different files. */
  readonly key: string;
  readonly artifactId: string;
  readonly artifactType: string;
  readonly uri: string | undefined;
  readonly bundleKey: string | undefined;
  readonly signedUrl: string | undefined;
  readonly listedBytes: number | undefined;
  readonly checksum: string | undefined;
  readonly isArchived: boolean;
  readonly stepId: string | undefined;
  readonly blockId: string | undefined;
  readonly thoughtId: string | undefined;
  /** For the manifest: as listed, capability URLs without their query. */
  readonly row: ArtifactRow;
}

export interface RowUnion {
  readonly artifacts: readonly ListedArtifact[];
  readonly warnings: readonly string[];
}

/** All rows of all listings, each once, in an order that does not depend on which answer came first. */
export function unionRows(answers: readonly AnsweredQuestion[]): RowUnion {
  const byKey = new Map<string, ListedArtifact>();
  const identities = new Map<string, string[]>();
  const warnings = new Set<string>();
  for (const { path, record } of listedRecords(answers)) {
    const artifactId = textAt(record, 'artifact_id');
    if (artifactId === undefined) {
      warnings.add(`${withoutQuery(path)} has a row without artifact_id; it was skipped`);
      continue;
    }
    const identity = JSON.stringify([textAt(record, 'uri'), textAt(record, 'bundle_key')]);
    const known = identities.get(artifactId) ?? [];
    const isNew = !known.includes(identity);
    if (isNew) identities.set(artifactId, [...known, identity]);
    if (isNew && known.length > 0)
      warnings.add(
        `artifact ${printable(artifactId)} is listed with two different places; both were kept`,
      );
    const copy = isNew ? known.length : known.indexOf(identity);
    const key = copy === 0 ? artifactId : `${artifactId}~${String(copy + 1)}`;
    const artifact = readRow(record, { key, artifactId });
    const earlier = byKey.get(key);
    // The first listing wins, but a later one may have a URL where the first had none.
    byKey.set(
      key,
      earlier === undefined
        ? artifact
        : { ...earlier, signedUrl: earlier.signedUrl ?? artifact.signedUrl },
    );
  }
  return { artifacts: [...byKey.values()].toSorted(byCapture), warnings: [...warnings].toSorted() };
}

/** Ids in any listing. */
export function listedIds(answers: readonly AnsweredQuestion[]): ReadonlySet<string> {
  const ids = listedRecords(answers).map(({ record }) => textAt(record, 'artifact_id'));
  return new Set(ids.filter((id) => id !== undefined));
}

/** Rows of every listing, the run's own first, the others by path. */
function listedRecords(
  answers: readonly AnsweredQuestion[],
): readonly { readonly path: string; readonly record: JsonRecord }[] {
  const listings = answers.filter(
    ({ question, value }) => question.isListing && Array.isArray(value),
  );
  const singles = answers.filter(({ question }) => question.resource === 'artifact');
  const ordered = [
    ...listings.toSorted((left, right) => compareText(listingRank(left), listingRank(right))),
    ...singles.toSorted((left, right) => compareText(left.path, right.path)),
  ];
  return ordered.flatMap(({ path, value }) => rowsOf(value).map((record) => ({ path, record })));
}

function listingRank({ question, path }: AnsweredQuestion): string {
  return question.entry === 'api/artifacts.json' ? '' : path;
}

/** Anything in a listing that is no object stands as an empty row, so that it is reported rather than dropped. */
function rowsOf(value: unknown): readonly JsonRecord[] {
  if (isRecord(value)) return [value];
  return Array.isArray(value) ? value.map((row: unknown) => (isRecord(row) ? row : {})) : [];
}

/** A row as the fields that matter here, and as the manifest keeps it. */
export function readRow(
  record: JsonRecord,
  name: { readonly key: string; readonly artifactId: string },
): ListedArtifact {
  const artifactType = textAt(record, 'artifact_type') ?? 'unknown';
  return {
    ...name,
    artifactType,
    uri: textAt(record, 'uri'),
    bundleKey: textAt(record, 'bundle_key'),
    signedUrl: textAt(record, 'signed_url'),
    listedBytes: numberAt(record, 'file_size'),
    checksum: readChecksum(textAt(record, 'checksum')),
    isArchived: valueAt(record, 'archived') === true,
    stepId: textAt(record, 'step_id'),
    blockId: textAt(record, 'workflow_run_block_id'),
    thoughtId: textAt(record, 'observer_thought_id'),
    row: cleanRow(record, name.artifactId, artifactType),
  };
}

function readChecksum(text: string | undefined): string | undefined {
  return text !== undefined && /^[0-9a-f]{64}$/i.test(text) ? text.toLowerCase() : undefined;
}

function cleanRow(record: JsonRecord, artifactId: string, artifactType: string): ArtifactRow {
  const clean = Object.entries(record).map(([key, value]): [string, unknown] => [
    key,
    typeof value === 'string' ? withoutCapabilities(value) : value,
  ]);
  const rest: Record<string, unknown> = Object.fromEntries(clean);
  return { ...rest, artifact_id: artifactId, artifact_type: artifactType };
}

/** A file that an answer names by URL only. */
export function fileArtifact(file: JsonRecord, artifactType: string): ListedArtifact | undefined {
  const url = textAt(file, 'url');
  if (url === undefined) return undefined;
  const place = withoutQuery(url);
  const artifactId = `file_${createHash('sha256').update(place).digest('hex').slice(0, 16)}`;
  const record = {
    artifact_id: artifactId,
    artifact_type: artifactType,
    uri: place,
    file_size: file['file_size'],
    checksum: file['checksum'],
    file_name: file['filename'],
  };
  return { ...readRow(record, { key: artifactId, artifactId }), signedUrl: url };
}

/** Every FileInfo in the answers about the run, its tasks and its browser sessions. */
export function filesIn(
  answers: readonly AnsweredQuestion[],
): readonly { readonly file: JsonRecord; readonly artifactType: string }[] {
  return answers.flatMap(({ value }) => {
    if (!isRecord(value)) return [];
    const downloads = recordsIn(valueAt(value, 'downloaded_files')).map((file) => ({
      file,
      artifactType: 'download',
    }));
    const recordings = recordsIn(valueAt(value, 'recordings')).map((file) => ({
      file,
      artifactType: 'recording',
    }));
    return [...downloads, ...recordings];
  });
}

/** By the number in the id, which carries the second and the order of capture; anything else by text. */
export function byCapture(left: ListedArtifact, right: ListedArtifact): number {
  return compareText(sortKey(left.key), sortKey(right.key));
}

function sortKey(key: string): string {
  const digits = /^a_(\d{1,30})(.*)$/s.exec(key);
  return digits === null ? `b${key}` : `a${(digits[1] ?? '').padStart(30, '0')}${digits[2] ?? ''}`;
}

export function compareText(left: string, right: string): number {
  if (left === right) return 0;
  return left < right ? -1 : 1;
}

function printable(text: string): string {
  return text.slice(0, 60).replace(/[^\x20-\x7e]/g, '?');
}
