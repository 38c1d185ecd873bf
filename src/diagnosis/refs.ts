import { z } from 'zod';

/** A moment as the report writes it. */
export const isoSchema = z.string().describe('ISO 8601, UTC, ends in Z');

/** One attempt at one step of one task. */
export const stepRefSchema = z.object({
  task_id: z.string(),
  step_id: z.string(),
  order: z.number().int(),
  retry_index: z.number().int(),
});

/** One workflow block, or one iteration's copy of it. */
export const blockRefSchema = z.object({ label: z.string().nullable(), id: z.string() });

export type StepRef = z.infer<typeof stepRefSchema>;
export type BlockRef = z.infer<typeof blockRefSchema>;
