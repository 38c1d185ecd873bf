import { z } from 'zod';
import { ENTRY_STATES, RESOURCES, VERIFICATIONS } from './manifest-words.ts';

/** One listing row as the server gave it; unknown fields are kept, capability URLs have lost their query. */
const artifactRowSchema = z.looseObject({
  artifact_id: z.string(),
  artifact_type: z.string().catch('unknown'),
  uri: z.string().nullish().catch(undefined),
  bundle_key: z.string().nullish().catch(undefined),
  created_at: z.string().nullish().catch(undefined),
  task_id: z.string().nullish().catch(undefined),
  step_id: z.string().nullish().catch(undefined),
  workflow_run_id: z.string().nullish().catch(undefined),
  workflow_run_block_id: z.string().nullish().catch(undefined),
});
export type ArtifactRow = z.infer<typeof artifactRowSchema>;

const fateSchema = z.object({
  state: z.enum(ENTRY_STATES),
  /** Bytes as stored in the bundle; absent when there are none. */
  size: z.number().int().nonnegative().optional(),
  /** Lower-case hex of the bytes as stored. */
  sha256: z.string().optional(),
  /** Why there are no bytes, or what is odd about them. */
  reason: z.string().optional(),
  /** Last HTTP status seen. */
  http_status: z.number().int().optional(),
});

const artifactEntrySchema = fateSchema.extend({
  artifact_id: z.string(),
  artifact_type: z.string(),
  /** Name inside the bundle, null when there are no bytes. */
  entry: z.string().nullable(),
  verified: z.enum(VERIFICATIONS).default('none'),
  row: artifactRowSchema,
});
export type ArtifactEntry = z.infer<typeof artifactEntrySchema>;

const resourceEntrySchema = fateSchema.extend({
  resource: z.enum(RESOURCES).or(z.string()),
  /** The task, workflow run or workflow the answer is about. */
  resource_id: z.string().nullable(),
  entry: z.string().nullable(),
  /** Path on the API, without origin. */
  path: z.string(),
});
export type ResourceEntry = z.infer<typeof resourceEntrySchema>;

export const manifestSchema = z.object({
  schema: z.string(),
  tool: z.object({ name: z.string(), version: z.string() }),
  run_id: z.string().nullable(),
  /** Origin of the API that answered, or of nothing for folders and bare HAR files. */
  base_url: z.string().nullable(),
  server_version: z.string().nullable(),
  /**
   * Hour of the fetch, UTC, written only when the run had not ended: then silence since the last
   * trace of life is evidence. For an ended run it would only make equal bundles differ.
   */
  observed_at: z.string().optional(),
  resources: z.array(resourceEntrySchema),
  artifacts: z.array(artifactEntrySchema),
  /** Trouble that belongs to no single artifact (a listing that failed, a row that had to be skipped). */
  warnings: z.array(z.string()).default([]),
  /** `raw`: the bundle holds live credentials and is its owner's only. `redacted`: made to be shared. */
  contents: z.enum(['raw', 'redacted']).optional(),
  /** What `debrief redact` removed where; never a value. */
  redactions: z
    .array(z.object({ rule: z.string(), entry: z.string(), count: z.number().int() }))
    .optional(),
});
export type Manifest = z.infer<typeof manifestSchema>;
