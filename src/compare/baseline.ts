import { z } from 'zod';
import type { Cluster } from './cluster.ts';

export const BASELINE_SCHEMA = 'skyvern-debrief/baseline@1';

const problemSchema = z.object({
  fingerprint: z.string(),
  cause: z.string().nullable(),
  summary: z.string(),
  first_seen: z.string().nullable(),
  last_seen: z.string().nullable(),
  /** Who looks after it, and where: free text of the people who keep the file. */
  owner: z.string().optional(),
  note: z.string().optional(),
  /** Day, `YYYY-MM-DD`, after which the problem counts as new again. */
  expires: z.string().optional(),
});
export type KnownProblem = z.infer<typeof problemSchema>;

const baselineSchema = z.object({
  schema: z.literal(BASELINE_SCHEMA),
  problems: z.array(problemSchema),
});
export type Baseline = z.infer<typeof baselineSchema>;

export const EMPTY_BASELINE: Baseline = { schema: BASELINE_SCHEMA, problems: [] };

/** A baseline file's value, or what is wrong with it in one line. */
export function readBaseline(
  value: unknown,
): { readonly baseline: Baseline } | { readonly problem: string } {
  const parsed = baselineSchema.safeParse(value);
  if (parsed.success) return { baseline: parsed.data };
  const [issue] = parsed.error.issues;
  return { problem: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'not a baseline'}` };
}

export type Standing = 'new' | 'known' | 'expired';

/** How a cluster stands to the baseline. `today` is `YYYY-MM-DD`; undefined leaves expiry out of account. */
export function standingOf(
  cluster: Cluster,
  baseline: Baseline,
  today: string | undefined,
): Standing {
  const known = baseline.problems.find((problem) => problem.fingerprint === cluster.fingerprint);
  if (known === undefined) return 'new';
  return known.expires !== undefined && today !== undefined && known.expires < today
    ? 'expired'
    : 'known';
}

/** The baseline with today's problems in it: old notes kept, dates widened, nothing forgotten. */
export function updateBaseline(baseline: Baseline, clusters: readonly Cluster[]): Baseline {
  const seen = new Map(baseline.problems.map((problem) => [problem.fingerprint, problem]));
  for (const cluster of clusters) {
    const known = seen.get(cluster.fingerprint);
    seen.set(cluster.fingerprint, {
      ...known,
      fingerprint: cluster.fingerprint,
      cause: cluster.cause,
      summary: cluster.exemplar.summary,
      first_seen: earliest(known?.first_seen ?? null, cluster.firstSeen),
      last_seen: latest(known?.last_seen ?? null, cluster.lastSeen),
    });
  }
  return {
    schema: BASELINE_SCHEMA,
    problems: [...seen.values()].toSorted((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1)),
  };
}

function earliest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function latest(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
