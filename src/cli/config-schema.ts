import { z } from 'zod';

const words = z.union([z.string(), z.array(z.string())]);

/** Shape of a configuration file; a word nobody knows is a typing error, not a wish. */
export const configSchema = z.strictObject({
  report: z
    .strictObject({
      format: words,
      out: z.string(),
      exitCode: z.boolean(),
      passing: z.string(),
    })
    .partial()
    .optional(),
  triage: z
    .strictObject({
      bundles: words,
      format: words,
      baseline: z.string(),
      failOn: words,
      maxFailures: z.int().nonnegative(),
      jobs: z.int().positive(),
      ledger: z.string(),
    })
    .partial()
    .optional(),
});

export type ConfigFile = z.infer<typeof configSchema>;
