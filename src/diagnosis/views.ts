import { z } from 'zod';
import { blockRefSchema, isoSchema, stepRefSchema } from './refs.ts';

/** What a reader drills into after the verdict: plain rows, redacted, with no opinion on how they are drawn. */

const requestRowSchema = z.object({
  /** Index into `log.entries` of the HAR. */
  har_index: z.number().int().nonnegative(),
  artifact_id: z.string().nullable(),
  method: z.string(),
  /** Redacted. */
  url: z.string(),
  host: z.string(),
  /** HTTP status, -1 when there was no answer. */
  status: z.number().int(),
  /** `net::ERR_…` or another reason why there was no answer. */
  failure: z.string().nullable(),
  /** document, xhr, script, image … as far as it can be told. */
  type: z.string().nullable(),
  at: isoSchema.nullable(),
  duration_ms: z.number().nullable(),
  size_bytes: z.number().nullable(),
  is_first_party: z.boolean(),
  outcome: z.enum(['ok', 'failed', 'noise', 'unfinished']),
  /** Why it counts as failed or as noise. */
  reason: z.string().nullable(),
  step: stepRefSchema.nullable(),
  /** The action it followed, as a person would say it. */
  action: z.string().nullable(),
});
export type RequestRow = z.infer<typeof requestRowSchema>;

/** Every request worth a row, in the order they started. */
export const networkSchema = z.object({
  bodies: z.enum(['recorded', 'omitted', 'attached']),
  rows: z.array(requestRowSchema),
  /** Requests left out of `rows` because there were too many. */
  omitted: z.number().int().nonnegative(),
});

/** One `{{_hash}}` placeholder that the model used, and what became of it. */
export const linkRowSchema = z.object({
  placeholder: z.string(),
  /** known, unknown, mistyped, stale … in the words of the links analysis. */
  state: z.string(),
  is_problem: z.boolean(),
  url: z.string().nullable(),
  /** Requested and answered 404, never requested, rendered to nothing … */
  fate: z.string(),
  step: stepRefSchema.nullable(),
  artifact_id: z.string().nullable(),
  /** Where the model wrote it. */
  pointer: z.string().nullable(),
});
export type LinkRow = z.infer<typeof linkRowSchema>;

const elementChangeSchema = z.object({
  kind: z.enum(['added', 'removed', 'moved', 'changed']),
  /** The element as a person would name it. */
  element: z.string(),
  before: z.string().nullable(),
  after: z.string().nullable(),
});

/** What changed between two scrapes of a page. */
export const pageChangeSchema = z.object({
  step: stepRefSchema.nullable(),
  page_url: z.string().nullable(),
  /** Names of the two moments, `step 2` and `step 3`. */
  before: z.string(),
  after: z.string(),
  summary: z.string(),
  counts: z.object({
    added: z.number().int(),
    removed: z.number().int(),
    moved: z.number().int(),
    changed: z.number().int(),
  }),
  rows: z.array(elementChangeSchema),
  omitted: z.number().int().nonnegative(),
});
export type PageChange = z.infer<typeof pageChangeSchema>;

const llmTextSchema = z.object({
  artifact_id: z.string(),
  entry: z.string(),
  /** The beginning, redacted; the whole text when `tail` is null. */
  head: z.string(),
  /** The end, when something between was left out. */
  tail: z.string().nullable(),
  /** Length of the whole text in UTF-16 units. */
  length: z.number().int().nonnegative(),
});
export type LlmText = z.infer<typeof llmTextSchema>;

/** One call of a model with the texts around it. */
export const llmCallSchema = z.object({
  index: z.number().int().nonnegative(),
  kind: z.string(),
  step: stepRefSchema.nullable(),
  model: z.string().nullable(),
  at: isoSchema.nullable(),
  output_tokens: z.number().nullable(),
  finish_reason: z.string().nullable(),
  is_problem: z.boolean(),
  note: z.string().nullable(),
  prompt: llmTextSchema.nullable(),
  /** What the model wrote. */
  response: llmTextSchema.nullable(),
  /** What Skyvern read from it, where that differs. */
  parsed: llmTextSchema.nullable(),
  /** What Skyvern made of it after putting links back, where that differs. */
  rendered: llmTextSchema.nullable(),
  /** The answer with every known link put back, where that differs from what Skyvern made of it. */
  decoded: llmTextSchema.nullable().optional(),
});
export type LlmCallRow = z.infer<typeof llmCallSchema>;

/** One thing that the server named, with or without bytes. */
export const artifactRowSchema = z.object({
  artifact_id: z.string(),
  artifact_type: z.string(),
  entry: z.string().nullable(),
  /** ok, missing, expired … as in the manifest. */
  state: z.string(),
  size_bytes: z.number().nullable(),
  reason: z.string().nullable(),
});
export type ArtifactInventoryRow = z.infer<typeof artifactRowSchema>;

/** Everything about the decisive step that fits on one card. */
export const failingStepSchema = z.object({
  step: stepRefSchema.nullable(),
  block: blockRefSchema.nullable(),
  goal: z.string().nullable(),
  page_url: z.string().nullable(),
  page_title: z.string().nullable(),
  action: z
    .object({
      text: z.string(),
      type: z.string(),
      status: z.string(),
      element: z.string().nullable(),
      element_id: z.string().nullable(),
      /** Whether that id was in what Skyvern saw: a short phrase. */
      element_known: z.string().nullable(),
      /** Decoded `{{_hash}}`. */
      link: z.object({ placeholder: z.string(), url: z.string().nullable() }).nullable(),
      result: z.string().nullable(),
    })
    .nullable(),
  exception: z.string().nullable(),
  /** What the page did in answer, in words. */
  changes: z.array(z.string()),
  /** `har_index` of the requests of this step, failed first. */
  requests: z.array(z.number().int().nonnegative()),
  console: z.array(
    z.object({
      level: z.string(),
      text: z.string(),
      at: isoSchema.nullable(),
      artifact_id: z.string().nullable(),
      line: z.number().int().positive().nullable(),
    }),
  ),
  /** Entry name of the picture that shows it. */
  screenshot: z.string().nullable(),
});
export type FailingStep = z.infer<typeof failingStepSchema>;

/** One part of Skyvern's account, set against the evidence. */
const skyvernClaimSchema = z.object({
  said: z.string(),
  judgement: z.enum(['confirmed', 'contradicted', 'cannot-tell']),
  why: z.string(),
});
export type SkyvernClaim = z.infer<typeof skyvernClaimSchema>;

/** Skyvern's own account, so that a reader sees where it differs. */
export const skyvernSaidSchema = z.object({
  failure_reason: z.string().nullable(),
  categories: z.array(z.object({ category: z.string(), confidence: z.number().nullable() })),
  error_codes: z.array(z.string()),
  agreement: z.enum(['agrees', 'disagrees', 'says-nothing']),
  claims: z.array(skyvernClaimSchema).optional(),
});

/** A rectangle in fractions of the picture's width and height. */
export const targetBoxSchema = z.object({
  x: z.number(),
  y: z.number(),
  width: z.number(),
  height: z.number(),
});
export type TargetBox = z.infer<typeof targetBoxSchema>;
