import { z } from 'zod';
import { diagnosisSchema } from '../diagnosis/diagnosis.ts';
import { stepRefSchema } from '../diagnosis/refs.ts';

export const DIFFERENCE_SCHEMA = 'skyvern-debrief/difference@1';

/** What one leads to the next: what was asked, what the network brought, the page, what the agent saw of it, what it was asked, what it chose, what came of it. */
export const LAYERS = [
  'inputs',
  'network',
  'html',
  'tree',
  'prompt',
  'response',
  'action',
] as const;
export type Layer = (typeof LAYERS)[number];

const sidedEvidenceSchema = diagnosisSchema.shape.findings.element.shape.evidence.element
  .extend({ run: z.enum(['good', 'bad']) })
  .readonly();
/** A place in one of the two bundles. */
export type SidedEvidence = z.infer<typeof sidedEvidenceSchema>;

const runLineSchema = z
  .object({ id: z.string().nullable(), status: z.string().nullable(), steps: z.int() })
  .readonly();

const steps = { good_step: stepRefSchema.nullable(), bad_step: stepRefSchema.nullable() };

/** Where two runs part, as plain data: the reporters start from it. */
export const differenceSchema = z
  .object({
    schema: z.literal(DIFFERENCE_SCHEMA),
    tool: z.object({ name: z.string(), version: z.string() }).readonly(),
    good: runLineSchema,
    bad: runLineSchema,
    verdict: z
      .object({
        /** What made the difference: the job, what the run stood on, the site, the question, the model's choice, or nothing that can be seen. */
        kind: z.enum([
          'inputs',
          'infrastructure',
          'execution',
          'site-drift',
          'prompt-change',
          'model-variance',
          'same',
          'cannot-tell',
        ]),
        /** `change` when something outside the agent is another; `chance` when it only chose otherwise. */
        nature: z.enum(['change', 'chance', 'none', 'unknown']),
        confidence: z.number().min(0).max(1),
        summary: z.string(),
      })
      .readonly(),
    /** The first place where the runs part; null when they do not. */
    parting: z
      .object({
        ...steps,
        layer: z.enum(LAYERS).nullable(),
        title: z.string(),
        evidence: z.array(sidedEvidenceSchema).readonly(),
      })
      .readonly()
      .nullable(),
    /** Every layer at that place, in the order in which one leads to the next. */
    layers: z
      .array(
        z
          .object({
            layer: z.enum(LAYERS),
            state: z.enum(['same', 'different', 'unknown']),
            title: z.string(),
          })
          .readonly(),
      )
      .readonly(),
    steps: z
      .array(
        z
          .object({
            ...steps,
            state: z.enum(['same', 'different', 'only-good', 'only-bad']),
            title: z.string(),
          })
          .readonly(),
      )
      .readonly(),
  })
  .readonly();
export type RunDifference = z.infer<typeof differenceSchema>;
export type DifferenceKind = RunDifference['verdict']['kind'];
