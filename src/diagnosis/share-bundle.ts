import { MANIFEST_ENTRY } from '../bundle/manifest-words.ts';
import { manifestSchema, type ArtifactEntry, type Manifest } from '../bundle/manifest.ts';
import type { BundleSource } from '../bundle/source.ts';
import {
  redactBundleEntry,
  redactionRows,
  type RedactionRow,
  type Redactor,
  type ShareableEntry,
} from '../redact/index.ts';
import { sha256OfBytes } from '../support/sha256.ts';

/** A file of the shareable bundle. */
export interface SharedFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

export interface SharedBundle {
  /** `manifest.json` among them. */
  readonly files: readonly SharedFile[];
  readonly manifest: Manifest;
  /** What was removed where, by rule; never a value. */
  readonly redactions: readonly RedactionRow[];
  readonly omitted: readonly { readonly entry: string; readonly reason: string }[];
}

export interface ShareOptions {
  /** Pictures may show typed values; whoever keeps them has looked. */
  readonly keepsScreenshots?: boolean;
}

/** Bigger texts would take the redactor minutes; what it does not read it does not vouch for. */
const MAX_ENTRY_BYTES = 128 * 1024 * 1024;

/**
 * The bundle without its secrets, with a manifest that tells what was left out and why.
 * Entries are read one after the other; files the manifest does not name are left out.
 */
export async function shareBundle(
  source: BundleSource,
  redactor: Redactor,
  options: ShareOptions = {},
): Promise<SharedBundle> {
  const { manifest } = source;
  const shared = startSharing(source, redactor, options);
  const clean = cleanManifest(source, redactor);
  const resources: Manifest['resources'] = [];
  for (const [index, { entry, resource }] of manifest.resources.entries()) {
    const row = clean.resources[index];
    if (row !== undefined)
      resources.push({ ...row, ...(await shareEntry(shared, entry, resource)) });
  }
  const artifacts: ArtifactEntry[] = [];
  for (const [index, { entry, artifact_type: type }] of manifest.artifacts.entries()) {
    const row = clean.artifacts[index];
    if (row !== undefined) artifacts.push({ ...row, ...(await shareEntry(shared, entry, type)) });
  }
  const { files, redactions, omitted } = shared;
  const made: Manifest = { ...clean, resources, artifacts, redactions };
  const bytes = new TextEncoder().encode(`${JSON.stringify(made, undefined, 1)}\n`);
  return {
    files: [...files, { name: MANIFEST_ENTRY, bytes }],
    manifest: made,
    redactions,
    omitted,
  };
}

/** The manifest without secrets in what the server said; whatever names bytes is set again by `shareEntry`. */
function cleanManifest({ manifest, entryNames }: BundleSource, redactor: Redactor): Manifest {
  const { resources, artifacts } = manifest;
  const named = new Set([...artifacts, ...resources].map(({ entry }) => entry));
  const unnamed = entryNames.filter((name) => !named.has(name)).length;
  const bare = {
    ...manifest,
    redactions: undefined,
    resources: resources.map(({ size: _, sha256: __, ...row }) => ({ ...row, entry: null })),
    artifacts: artifacts.map(({ size: _, sha256: __, ...row }) => ({ ...row, entry: null })),
  };
  const clean = manifestSchema.parse(redactor.redactValue(bare).value);
  const note = `${String(unnamed)} files that the manifest did not name were left out of the shareable bundle`;
  const warnings = unnamed === 0 ? clean.warnings : [...clean.warnings, note];
  return { ...clean, tool: manifest.tool, warnings, contents: 'redacted' };
}

interface Shared {
  readonly source: BundleSource;
  readonly redactor: Redactor;
  readonly options: ShareOptions;
  /** Two rows may name one entry. */
  readonly fates: Map<string, Partial<Fate>>;
  readonly files: SharedFile[];
  readonly redactions: RedactionRow[];
  readonly omitted: { readonly entry: string; readonly reason: string }[];
}

function startSharing(source: BundleSource, redactor: Redactor, options: ShareOptions): Shared {
  return { source, redactor, options, fates: new Map(), files: [], redactions: [], omitted: [] };
}

type Fate = Pick<ArtifactEntry, 'entry' | 'state' | 'size' | 'sha256' | 'reason'>;

/** Puts one entry among the files and returns what the manifest says of it from now on. */
async function shareEntry(
  shared: Shared,
  entry: string | null,
  type: string,
): Promise<Partial<Fate>> {
  if (entry === null) return {};
  if (shared.source.sizeOf(entry) === undefined)
    return omit(shared, entry, 'not in the raw bundle');
  if (shared.redactor.redactText(entry).count > 0)
    return omit(shared, '(a name with a secret)', 'its name shows a secret');
  const known = shared.fates.get(entry);
  if (known !== undefined) return known;
  const fate = await decideFate(shared, entry, type);
  shared.fates.set(entry, fate);
  return fate;
}

async function decideFate(shared: Shared, entry: string, type: string): Promise<Partial<Fate>> {
  if (shared.options.keepsScreenshots === true && type.startsWith('screenshot'))
    return await keepPicture(shared, entry);
  const shareable = await redactedEntry(shared, entry, type);
  if (shareable.kind === 'omitted') return omit(shared, entry, shareable.reason);
  const bytes = new TextEncoder().encode(shareable.text);
  shared.files.push({ name: entry, bytes });
  for (const row of redactionRows(entry, shareable.rules)) shared.redactions.push(row);
  return keptFate(entry, bytes);
}

async function redactedEntry(
  { source, redactor }: Shared,
  entry: string,
  type: string,
): Promise<ShareableEntry> {
  if ((source.sizeOf(entry) ?? 0) > MAX_ENTRY_BYTES)
    return { kind: 'omitted', entry, reason: 'too large to be redacted' };
  const bytes = await bytesOf(source, entry);
  if (bytes === undefined) return { kind: 'omitted', entry, reason: 'damaged in the raw bundle' };
  return redactBundleEntry({ entry, type, text: textOf(bytes) }, redactor);
}

async function keepPicture(shared: Shared, entry: string): Promise<Partial<Fate>> {
  const bytes = await bytesOf(shared.source, entry);
  if (bytes === undefined || !isPicture(bytes))
    return omit(shared, entry, 'no picture although its type says so');
  shared.files.push({ name: entry, bytes });
  return keptFate(entry, bytes);
}

/** PNG, JPEG or WebP by their first bytes. */
function isPicture(bytes: Uint8Array): boolean {
  const head = String.fromCharCode(...bytes.subarray(0, 12));
  return (
    head.startsWith('\u0089PNG') ||
    head.startsWith('\u00ff\u00d8\u00ff') ||
    (head.startsWith('RIFF') && head.endsWith('WEBP'))
  );
}

function omit(shared: Shared, entry: string, reason: string): Fate {
  shared.omitted.push({ entry, reason });
  return {
    entry: null,
    state: 'skipped',
    reason: `left out of the shareable bundle: ${reason}`,
    size: undefined,
    sha256: undefined,
  };
}

const keptFate = (entry: string, bytes: Uint8Array): Partial<Fate> => ({
  entry,
  size: bytes.length,
  sha256: sha256OfBytes(bytes),
});

/** A damaged entry costs itself. */
async function bytesOf(source: BundleSource, entry: string): Promise<Uint8Array | undefined> {
  try {
    return await source.readBytes(entry);
  } catch {
    return undefined;
  }
}

/** Undefined for bytes that are no UTF-8: what stands in them cannot be compared with a known value. */
function textOf(bytes: Uint8Array): string | undefined {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}
