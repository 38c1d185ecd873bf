import { createHash } from 'node:crypto';
import {
  artifactEntryName,
  RUN_WIDE_TYPES,
  stepFolder,
  stepFolderInUri,
  uniqueNames,
} from '../bundle/entry-name.ts';
import { BUNDLE_SCHEMA, MANIFEST_ENTRY, type EntryState } from '../bundle/manifest-words.ts';
import type { ArtifactEntry, Manifest, ResourceEntry } from '../bundle/manifest.ts';
import type { BundleContent, BundleEntry } from '../bundle/node/write-bundle.ts';
import { withoutCapabilitiesInJson, withoutQuery } from './capability-url.ts';
import { answerText } from './client.ts';
import { findAnswer, refusalReason, type AnsweredQuestion } from './discover.ts';
import type { Fate } from './failure.ts';
import type { Fates } from './fates.ts';
import { isRecord, numberAt, recordsIn, textAt } from './json-value.ts';
import type { RunPlan } from './plan.ts';
import { compareText, type ListedArtifact } from './rows.ts';
import { TOOL } from '../support/tool.ts';

export interface Bundle {
  /** Known once the fate of every artifact is. */
  readonly manifest: () => Promise<Manifest>;
  /** Those of artifacts wait for their fate, so that they can be written while others are still on their way. */
  readonly entries: readonly BundleEntry[];
}

/** The part of a plan that a bundle is made of; a folder of artifacts may not say which run they are of. */
export type BundlePlan = Omit<RunPlan, 'runId' | 'status'> & { readonly runId: string | null };

/** Everything the server named, in a manifest and as entries; nothing in it depends on when or how fast it was fetched. */
export function buildBundle(plan: BundlePlan, fates: Fates, baseUrl: URL | null): Bundle {
  const resources = plan.answers
    .map(resourceEntry)
    .toSorted((left, right) => compareText(left.entry.path, right.entry.path));
  const artifacts = placeArtifacts(plan);
  const build = async (): Promise<Manifest> => ({
    schema: BUNDLE_SCHEMA,
    tool: TOOL,
    run_id: plan.runId,
    base_url: baseUrl === null ? null : withoutQuery(baseUrl.href).replace(/\/$/, ''),
    server_version: serverVersion(plan.answers),
    ...observedAt(plan),
    resources: resources.map(({ entry }) => entry),
    artifacts: await Promise.all(
      artifacts.map(async (placed) => artifactEntry(placed, await fates.of(placed.artifact))),
    ),
    warnings: [...plan.warnings],
    contents: 'raw',
  });
  let built: Promise<Manifest> | undefined;
  const manifest = (): Promise<Manifest> => (built ??= build());
  return {
    manifest,
    entries: [
      ...resources.flatMap(({ file }) => file),
      ...artifacts.map(({ artifact, name }) => ({
        name,
        content: async () => contentOf(await fates.of(artifact)),
      })),
      {
        name: MANIFEST_ENTRY,
        content: async () => ({
          bytes: Buffer.from(`${JSON.stringify(await manifest(), null, 1)}\n`),
        }),
      },
    ],
  };
}

/** Only while the run goes on: then the silence since its last sign of life is evidence. */
function observedAt(plan: BundlePlan): { readonly observed_at?: string } {
  if (plan.isFinished || plan.serverTimeMs === undefined) return {};
  const hourMs = 3_600_000;
  return { observed_at: new Date(Math.floor(plan.serverTimeMs / hourMs) * hourMs).toISOString() };
}

function serverVersion(answers: readonly AnsweredQuestion[]): string | null {
  const value = findAnswer(answers, 'version')?.value;
  return (isRecord(value) ? textAt(value, 'version') : undefined) ?? null;
}

interface PlacedResource {
  readonly entry: ResourceEntry;
  /** Empty when there are no bytes. */
  readonly file: readonly BundleEntry[];
}

function resourceEntry(answered: AnsweredQuestion): PlacedResource {
  const { question, path, answer, value } = answered;
  const shared = {
    resource: question.resource,
    resource_id: question.resourceId,
    path,
    ...(answer.kind === 'answer' ? { http_status: answer.status } : {}),
  };
  if (value === undefined || answer.kind === 'problem') {
    return {
      entry: {
        ...shared,
        entry: null,
        state: refusedState(answered),
        reason: refusalReason(answered),
      },
      file: [],
    };
  }
  const bytes = storedBytes(answer.bytes, answerText(answer));
  return {
    entry: { ...shared, entry: question.entry, state: 'ok', ...sizeAndHash(bytes) },
    file: [{ name: question.entry, bytes }],
  };
}

/** The server's own bytes, unless a capability has to be cut out of them. */
function storedBytes(bytes: Uint8Array, text: string): Uint8Array {
  const clean = withoutCapabilitiesInJson(text);
  return clean === text ? bytes : Buffer.from(clean);
}

function refusedState({ answer }: AnsweredQuestion): EntryState {
  if (answer.kind === 'problem') return 'failed';
  if (answer.status === 200) return 'corrupt';
  if (answer.status === 401 || answer.status === 403) return 'refused';
  return answer.status >= 400 && answer.status < 500 && answer.status !== 429
    ? 'missing'
    : 'failed';
}

interface PlacedArtifact {
  readonly artifact: ListedArtifact;
  readonly name: string;
}

function placeArtifacts(plan: BundlePlan): readonly PlacedArtifact[] {
  const names = entryNames(plan);
  return plan.artifacts.map((artifact, index) => ({
    artifact,
    name: names[index] ?? `artifacts/run/${artifact.key}`,
  }));
}

function artifactEntry({ artifact, name }: PlacedArtifact, fate: Fate): ArtifactEntry {
  const shared = {
    artifact_id: artifact.artifactId,
    artifact_type: artifact.artifactType,
    row: artifact.row,
  };
  const facts = {
    ...(fate.reason === undefined ? {} : { reason: fate.reason }),
    ...(fate.httpStatus === undefined ? {} : { http_status: fate.httpStatus }),
  };
  const { state } = fate;
  if (fate.kind === 'failure') return { ...shared, entry: null, state, verified: 'none', ...facts };
  const { sizeBytes: size, sha256, verified } = fate;
  return state === 'empty'
    ? { ...shared, entry: null, state, size: 0, verified, ...facts }
    : { ...shared, entry: name, state, size, sha256, verified, ...facts };
}

function contentOf(fate: Fate): BundleContent | undefined {
  if (fate.kind === 'failure' || fate.state === 'empty') return undefined;
  return { path: fate.path, sizeBytes: fate.sizeBytes };
}

function entryNames(plan: BundlePlan): readonly string[] {
  const steps = stepFolders(plan.answers);
  const folders = plan.artifacts.map((artifact) => folderOf(artifact, steps));
  const totals = new Map<string | undefined, number>();
  for (const folder of folders) totals.set(folder, (totals.get(folder) ?? 0) + 1);
  const seen = new Map<string | undefined, number>();
  const names = plan.artifacts.map((artifact, index) => {
    const folder = folders[index];
    const position = seen.get(folder) ?? 0;
    seen.set(folder, position + 1);
    const width = Math.max(2, String((totals.get(folder) ?? 1) - 1).length);
    return artifactEntryName({
      ...artifact,
      folder,
      position: String(position).padStart(width, '0'),
    });
  });
  return uniqueNames(names);
}

function folderOf(
  artifact: ListedArtifact,
  steps: ReadonlyMap<string, string>,
): string | undefined {
  if (RUN_WIDE_TYPES.has(artifact.artifactType)) return undefined;
  if (artifact.stepId !== undefined)
    return steps.get(artifact.stepId) ?? stepFolderInUri(artifact.uri ?? '') ?? artifact.stepId;
  return artifact.thoughtId ?? artifact.blockId;
}

function stepFolders(answers: readonly AnsweredQuestion[]): ReadonlyMap<string, string> {
  const steps = answers
    .filter(({ question }) => question.resource === 'steps')
    .flatMap(({ value }) => recordsIn(value));
  return new Map(
    steps.flatMap((step): [string, string][] => {
      const [stepId, order] = [textAt(step, 'step_id'), numberAt(step, 'order')];
      return stepId === undefined || order === undefined
        ? []
        : [[stepId, stepFolder({ stepId, order, retryIndex: numberAt(step, 'retry_index') ?? 0 })]];
    }),
  );
}

function sizeAndHash(bytes: Uint8Array): { readonly size: number; readonly sha256: string } {
  return { size: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}
