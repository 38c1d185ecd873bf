import type { ArtifactEntry, ResourceEntry } from '../bundle/manifest.ts';
import type { BundleSource } from '../bundle/source.ts';
import { decodeText } from '../artifacts/decode-text.ts';
import { readJson } from '../artifacts/json-text.ts';
import type { Reading } from '../artifacts/read-problem.ts';
import type { JsonDocument, SourceRef, TextDocument } from '../support/source-ref.ts';
import { asArray } from '../support/unknown.ts';
import { orderKey, type OrderKey } from './artifact-order.ts';

/** One row of the manifest's artifacts and where it belongs. */
export interface PlacedRow {
  readonly entry: ArtifactEntry;
  readonly type: string;
  readonly stepId: string | undefined;
  readonly order: OrderKey;
}

/** One artifact of the manifest that has bytes, with what is needed to place it. */
export interface ArtifactFile extends PlacedRow {
  readonly entryName: string;
  readonly source: SourceRef;
  readonly taskId: string | undefined;
  readonly blockId: string | undefined;
  readonly bundleKey: string | undefined;
  readonly uri: string | undefined;
}

export interface FileProblem {
  readonly entry: string;
  readonly message: string;
}

/** Reads the files of a bundle and collects what is wrong with them instead of throwing. */
export class BundleFiles {
  readonly problems: FileProblem[] = [];
  readonly artifacts: readonly ArtifactFile[];
  /** Screenshots without bytes, as in a redacted bundle: their place among the pages still tells which page followed which action. */
  readonly lostScreenshots: readonly PlacedRow[];
  readonly #source: BundleSource;

  constructor(source: BundleSource) {
    this.#source = source;
    const { artifacts } = source.manifest;
    this.artifacts = artifacts.flatMap((entry) => artifactFile(entry) ?? []);
    this.lostScreenshots = artifacts
      .filter((row) => row.entry === null && row.artifact_type.startsWith('screenshot'))
      .map(placedRow);
  }

  get manifest(): BundleSource['manifest'] {
    return this.#source.manifest;
  }

  sizeOf(name: string): number | undefined {
    return this.#source.sizeOf(name);
  }

  stream(name: string): AsyncIterable<Uint8Array> | undefined {
    return this.#source.openStream?.(name);
  }

  ofType(...types: readonly string[]): readonly ArtifactFile[] {
    return this.artifacts.filter((file) => types.includes(file.type));
  }

  async text(file: ArtifactFile): Promise<TextDocument | undefined> {
    const text = await this.#readText(file.entryName);
    return text === undefined ? undefined : { source: file.source, text };
  }

  async json(file: ArtifactFile): Promise<JsonDocument | undefined> {
    const text = await this.#readText(file.entryName);
    const value = text === undefined ? undefined : this.keep(file.entryName, readJson(text));
    return value === undefined ? undefined : { source: file.source, value };
  }

  async resource(name: string, id?: string): Promise<JsonDocument | undefined> {
    const found = this.resources(name).find(
      (entry) => id === undefined || entry.resource_id === id,
    );
    return found === undefined ? undefined : await this.resourceJson(found);
  }

  resources(name: string): readonly ResourceEntry[] {
    return this.manifest.resources.filter(
      (entry) => entry.resource === name && entry.entry !== null,
    );
  }

  async resourceJson(entry: ResourceEntry): Promise<JsonDocument | undefined> {
    if (entry.entry === null) return undefined;
    const text = await this.#readText(entry.entry);
    const value = text === undefined ? undefined : this.keep(entry.entry, readJson(text));
    if (value === undefined) return undefined;
    const source: SourceRef = {
      kind: 'resource',
      resource: entry.resource,
      resourceId: entry.resource_id,
      entry: entry.entry,
    };
    return { source, value };
  }

  /** Notes the problems of a reading and hands on its value. */
  keep<Value>(entry: string, reading: Reading<Value>): Value | undefined {
    for (const problem of reading.problems) this.problems.push({ entry, message: problem.message });
    return reading.value;
  }

  /** The first rows of a listing; that there are more is a problem of its file, not a secret. */
  firstRows(document: JsonDocument, most: number): readonly unknown[] {
    const rows = asArray(document.value) ?? [];
    if (rows.length > most)
      this.note(document, `it lists ${rows.length} rows, of which the first ${most} were read`);
    return rows.slice(0, most);
  }

  note({ source: { entry } }: JsonDocument, message: string): void {
    this.problems.push({ entry, message });
  }

  async #readText(entryName: string): Promise<string | undefined> {
    try {
      return this.keep(entryName, decodeText(await this.#source.readBytes(entryName)));
    } catch (error) {
      this.problems.push({
        entry: entryName,
        message: error instanceof Error ? error.message : String(error),
      });
      return undefined;
    }
  }
}

function placedRow(entry: ArtifactEntry): PlacedRow {
  return {
    entry,
    type: entry.artifact_type,
    stepId: entry.row.step_id ?? undefined,
    order: orderKey(entry.artifact_id),
  };
}

function artifactFile(entry: ArtifactEntry): ArtifactFile | undefined {
  if (entry.entry === null) return undefined;
  return {
    ...placedRow(entry),
    entryName: entry.entry,
    source: {
      kind: 'artifact',
      artifactId: entry.artifact_id,
      artifactType: entry.artifact_type,
      entry: entry.entry,
    },
    taskId: entry.row.task_id ?? undefined,
    blockId: entry.row.workflow_run_block_id ?? undefined,
    bundleKey: entry.row.bundle_key ?? undefined,
    uri: entry.row.uri ?? undefined,
  };
}
