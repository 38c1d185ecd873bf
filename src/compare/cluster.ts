import { z } from 'zod';
import { diagnosisSchema, type Diagnosis } from '../diagnosis/diagnosis.ts';
import { groupBy } from '../support/group-by.ts';

const { kind, cause, confidence, summary, owner, retry, fingerprint } =
  diagnosisSchema.shape.verdict.shape;

/** One diagnosed bundle as triage sees it: facts and references, never page text beyond the verdict's sentence. */
export const triageEntrySchema = z
  .object({
    /** Path of the bundle as it was given. */
    bundle: z.string(),
    runId: z.string().nullable(),
    status: z.string().nullable(),
    /** ISO 8601, UTC. */
    startedAt: z.string().nullable(),
    finishedAt: z.string().nullable(),
    kind,
    cause,
    confidence,
    summary,
    owner,
    retry,
    /** Title or id of the workflow; null for a plain task. */
    workflow: z.string().nullable(),
    block: z.string().nullable(),
    fingerprint,
    components: z.array(z.string()).readonly(),
    fixes: z.array(z.string()).readonly(),
  })
  .readonly();
export type TriageEntry = z.infer<typeof triageEntrySchema>;

/** Runs with one and the same problem. */
export interface Cluster {
  readonly fingerprint: string;
  /** What all of its runs have in common: why they are together. */
  readonly components: readonly string[];
  readonly cause: string | null;
  readonly kind: TriageEntry['kind'];
  readonly owner: TriageEntry['owner'];
  readonly retry: TriageEntry['retry'];
  /** The run to look at first: the surest verdict, then the latest. */
  readonly exemplar: TriageEntry;
  readonly entries: readonly TriageEntry[];
  readonly firstSeen: string | null;
  readonly lastSeen: string | null;
  readonly workflows: readonly string[];
  readonly blocks: readonly string[];
}

/** Facts of one diagnosis. */
export function triageEntry(bundle: string, diagnosis: Diagnosis): TriageEntry {
  const { run, verdict } = diagnosis;
  return {
    bundle,
    runId: run.id,
    status: run.status,
    startedAt: run.started_at ?? run.created_at,
    finishedAt: run.finished_at ?? run.started_at ?? run.created_at,
    kind: verdict.kind,
    cause: verdict.cause,
    confidence: verdict.confidence,
    summary: verdict.summary,
    owner: verdict.owner,
    retry: verdict.retry,
    workflow: run.workflow ?? null,
    block: verdict.block?.label ?? null,
    fingerprint: verdict.fingerprint,
    components: verdict.fingerprint_components,
    fixes: verdict.fixes,
  };
}

/** Failed runs by problem, the most frequent first. Healthy and canceled runs are no problems. */
export function clusterEntries(entries: readonly TriageEntry[]): readonly Cluster[] {
  const failed = entries.filter((entry) => entry.kind !== 'healthy' && entry.kind !== 'canceled');
  return [...groupBy(failed, (entry) => entry.fingerprint).values()]
    .flatMap((group) => buildCluster(group) ?? [])
    .toSorted(
      (a, b) => b.entries.length - a.entries.length || (a.fingerprint < b.fingerprint ? -1 : 1),
    );
}

function buildCluster(group: readonly TriageEntry[]): Cluster | undefined {
  const [exemplar] = group.toSorted(
    (a, b) =>
      b.confidence - a.confidence ||
      compareTime(b.finishedAt, a.finishedAt) ||
      (a.bundle < b.bundle ? -1 : 1),
  );
  if (exemplar === undefined) return undefined;
  const times = group.flatMap((entry) => entry.finishedAt ?? []).toSorted();
  return {
    fingerprint: exemplar.fingerprint,
    components: exemplar.components,
    cause: exemplar.cause,
    kind: exemplar.kind,
    owner: exemplar.owner,
    retry: exemplar.retry,
    exemplar,
    entries: group.toSorted((a, b) => (a.bundle < b.bundle ? -1 : 1)),
    firstSeen: times[0] ?? null,
    lastSeen: times.at(-1) ?? null,
    workflows: distinct(group.map((entry) => entry.workflow)),
    blocks: distinct(group.map((entry) => entry.block)),
  };
}

function distinct(names: readonly (string | null)[]): readonly string[] {
  return [...new Set(names.flatMap((name) => name ?? []))].toSorted();
}

function compareTime(a: string | null, b: string | null): number {
  if (a === b) return 0;
  return (a ?? '') < (b ?? '') ? -1 : 1;
}
