import { z } from 'zod';
import { blockRefSchema, isoSchema as iso, stepRefSchema } from './refs.ts';
import {
  artifactRowSchema,
  failingStepSchema,
  linkRowSchema,
  llmCallSchema,
  networkSchema,
  pageChangeSchema,
  skyvernSaidSchema,
  targetBoxSchema,
} from './views.ts';

export type { BlockRef, StepRef } from './refs.ts';
export type {
  ArtifactInventoryRow,
  FailingStep,
  LinkRow,
  LlmCallRow,
  LlmText,
  PageChange,
  RequestRow,
  SkyvernClaim,
  TargetBox,
} from './views.ts';

/** The plain, versioned value in the middle: analysers end in it, reporters start from it. */
export const DIAGNOSIS_SCHEMA = 'skyvern-debrief/diagnosis@1';

/** How the reason of a check begins that this kind of run leaves nothing to do for. */
export const DOES_NOT_APPLY = 'does not apply';

const locatorSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('har-entry'), index: z.number().int().nonnegative() }),
  z.object({ kind: z.literal('json'), pointer: z.string() }),
  z.object({ kind: z.literal('line'), line: z.number().int().positive() }),
  z.object({ kind: z.literal('text'), start: z.number().int(), end: z.number().int() }),
  z.object({ kind: z.literal('absent') }),
  z.object({ kind: z.literal('whole') }),
]);

const evidenceSchema = z.object({
  claim: z.string(),
  artifact_id: z.string().nullable(),
  artifact_type: z.string().nullable(),
  resource: z.string().nullable(),
  resource_id: z.string().nullable(),
  /** Name inside the bundle, so that a reader can open it. */
  entry: z.string().nullable(),
  locator: locatorSchema,
  excerpt: z.string(),
  at: iso.nullable(),
});
export type DiagnosisEvidence = z.infer<typeof evidenceSchema>;

const findingSchema = z.object({
  code: z.string(),
  role: z.enum(['primary', 'contributing', 'symptom', 'unrelated']),
  confidence: z.number().min(0).max(1),
  title: z.string(),
  explanation: z.string(),
  step: stepRefSchema.nullable(),
  block: blockRefSchema.nullable(),
  at: iso.nullable(),
  /** Code of the finding that explains this one, when it is a symptom. */
  explained_by: z.string().nullable(),
  evidence: z.array(evidenceSchema).min(1),
});
export type DiagnosisFinding = z.infer<typeof findingSchema>;

const verdictSchema = z.object({
  kind: z.enum(['cause', 'healthy', 'canceled', 'inconclusive', 'unfinished']),
  cause: z.string().nullable(),
  confidence: z.number().min(0).max(1),
  summary: z.string(),
  owner: z.enum(['site', 'credentials', 'task', 'agent', 'llm', 'skyvern', 'network', 'unknown']),
  retry: z.enum(['no', 'later', 'after-change']),
  step: stepRefSchema.nullable(),
  block: blockRefSchema.nullable(),
  fingerprint: z.string(),
  /** What the fingerprint was made of, so that a reader sees why two runs are one problem. */
  fingerprint_components: z.array(z.string()),
  /** What to do, most useful first. */
  fixes: z.array(z.string()),
  /** Artifacts that would decide an open question. */
  would_decide: z.array(z.string()),
});

/** One typed block of report detail: analysers and diagnosis speak data, every reporter renders it. */
const detailSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('list'), rows: z.array(z.string()) }),
  z.object({
    kind: z.literal('table'),
    columns: z.array(z.string()),
    rows: z.array(z.array(z.string())),
  }),
  z.object({ kind: z.literal('code'), language: z.string(), text: z.string() }),
  z.object({
    kind: z.literal('facts'),
    rows: z.array(z.object({ name: z.string(), value: z.string() })),
  }),
]);
export type Detail = z.infer<typeof detailSchema>;

const sectionSchema = z.object({
  id: z.string(),
  title: z.string(),
  details: z.array(detailSchema),
});
export type Section = z.infer<typeof sectionSchema>;

const timelineRowSchema = z.object({
  kind: z.enum(['block', 'step']),
  /** 0 for the outermost rows. */
  depth: z.number().int().nonnegative(),
  label: z.string(),
  status: z.string(),
  at: iso.nullable(),
  duration_ms: z.number().nullable(),
  step: stepRefSchema.nullable(),
  block: blockRefSchema.nullable(),
  /** One line per action, as a person would say it. */
  actions: z.array(
    z.object({
      text: z.string(),
      status: z.string(),
      error: z.string().nullable(),
      screenshot: z.string().nullable(),
    }),
  ),
  note: z.string().nullable(),
  /** Page the step worked on, without query. */
  page_url: z.string().nullable(),
  tokens: z.number().nullable(),
  /** Which turn of a loop this row belongs to, on the outermost row of that turn. */
  iteration: z.object({ index: z.number().int(), value: z.string().nullable() }).optional(),
  /** Entry name of the picture that shows the row best. */
  screenshot: z.string().nullable().optional(),
  /** True for the row the verdict points at. */
  decisive: z.boolean(),
});
export type TimelineRow = z.infer<typeof timelineRowSchema>;

export const diagnosisSchema = z.object({
  schema: z.literal(DIAGNOSIS_SCHEMA),
  tool: z.object({ name: z.string(), version: z.string() }),
  run: z.object({
    id: z.string().nullable(),
    type: z.string().nullable(),
    status: z.string().nullable(),
    created_at: iso.nullable(),
    started_at: iso.nullable(),
    finished_at: iso.nullable(),
    failure_reason: z.string().nullable(),
    goal: z.string().nullable(),
    url: z.string().nullable(),
    server_version: z.string().nullable(),
    /** Title of the workflow, or its id; null for a plain task. */
    workflow: z.string().nullable().optional(),
  }),
  verdict: verdictSchema,
  /** Cause, effects, end: short sentences a reader follows with arrows. */
  causal_chain: z.array(z.string()),
  findings: z.array(findingSchema),
  alternatives: z.array(
    z.object({ cause: z.string(), confidence: z.number(), why_not: z.string() }),
  ),
  checks: z.array(
    z.object({
      analyser: z.string(),
      outcome: z.enum(['found', 'clear', 'cannot-tell', 'skipped', 'crashed']),
      reason: z.string(),
    }),
  ),
  coverage: z.array(
    z.object({
      artifact_type: z.string(),
      listed: z.number().int(),
      present: z.number().int(),
      unreadable: z.number().int(),
      note: z.string(),
    }),
  ),
  timeline: z.array(timelineRowSchema),
  /** Failing step, requests of its window, page changes, links, what Skyvern said: data for every reporter. */
  sections: z.array(sectionSchema),
  /** Screenshots worth showing, decisive first: entry names in the bundle. */
  screenshots: z.array(
    z.object({
      entry: z.string(),
      artifact_id: z.string(),
      caption: z.string(),
      step: stepRefSchema.nullable(),
      /** Where the element of the action is, when its rectangle is known. */
      target_box: targetBoxSchema.optional(),
    }),
  ),
  /** The decisive step as one card; absent when the verdict points at no step. */
  failing_step: failingStepSchema.optional(),
  /** Absent when the bundle has no HAR. */
  network: networkSchema.optional(),
  links: z.array(linkRowSchema).optional(),
  page_changes: z.array(pageChangeSchema).optional(),
  llm_calls: z.array(llmCallSchema).optional(),
  skyvern_said: skyvernSaidSchema.optional(),
  /** Every artifact the server named. */
  artifacts: z.array(artifactRowSchema).optional(),
  redactions: z.number().int().nonnegative(),
  /** What was removed, by rule and quoted entry (null: words of the report itself); never a value. */
  redaction_list: z
    .array(z.object({ rule: z.string(), entry: z.string().nullable(), count: z.number().int() }))
    .optional(),
  /** False when secrets were left in on request. */
  redacted: z.boolean().optional(),
});

export type Diagnosis = z.infer<typeof diagnosisSchema>;
