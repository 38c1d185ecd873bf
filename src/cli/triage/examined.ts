import { z } from 'zod';
import { triageEntrySchema } from '../../compare/cluster.ts';

/** What came of one bundle. */
export const examinedSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('read'), entry: triageEntrySchema }),
  z.object({ kind: z.literal('unreadable'), error: z.string() }),
]);
export type Examined = z.infer<typeof examinedSchema>;

/** What a process says when it can begin. */
export const READY = 'ready';
