import { TOOL } from '../support/tool.ts';
import { standingOf, type Baseline, type KnownProblem, type Standing } from './baseline.ts';
import { clusterEntries, type Cluster, type TriageEntry } from './cluster.ts';
import { severityOf, type Severity } from './severity.ts';

export const TRIAGE_SCHEMA = 'skyvern-debrief/triage@1';

/** A bundle that could not be diagnosed; it never stops the rest. */
export interface UnreadableBundle {
  readonly bundle: string;
  readonly error: string;
}

export interface Problem extends Cluster {
  readonly standing: Standing;
  readonly severity: Severity;
  /** What the baseline says of it. */
  readonly known: KnownProblem | undefined;
}

/** A night of runs on one page: what failed, how many problems that is, which are new. */
export interface TriageReport {
  readonly schema: typeof TRIAGE_SCHEMA;
  readonly tool: typeof TOOL;
  readonly counts: {
    readonly bundles: number;
    readonly failed: number;
    readonly healthy: number;
    readonly canceled: number;
    readonly unreadable: number;
    readonly problems: number;
    readonly new: number;
  };
  /** New ones first, then the most frequent. */
  readonly problems: readonly Problem[];
  /** In the baseline, and not seen in these bundles. */
  readonly gone: readonly KnownProblem[];
  readonly healthy: readonly TriageEntry[];
  readonly canceled: readonly TriageEntry[];
  readonly unreadable: readonly UnreadableBundle[];
}

export interface TriageInput {
  readonly entries: readonly TriageEntry[];
  readonly unreadable: readonly UnreadableBundle[];
  readonly baseline: Baseline;
  /** `YYYY-MM-DD`, for the expiry of known problems. */
  readonly today: string | undefined;
}

export function buildTriage({ entries, unreadable, baseline, today }: TriageInput): TriageReport {
  const problems = clusterEntries(entries).map((cluster) => ({
    ...cluster,
    standing: standingOf(cluster, baseline, today),
    severity: severityOf(cluster),
    known: baseline.problems.find((problem) => problem.fingerprint === cluster.fingerprint),
  }));
  const seen = new Set(problems.map((problem) => problem.fingerprint));
  const ofKind = (kind: TriageEntry['kind']): readonly TriageEntry[] =>
    entries.filter((entry) => entry.kind === kind).toSorted(byBundle);
  const healthy = ofKind('healthy');
  const canceled = ofKind('canceled');
  return {
    schema: TRIAGE_SCHEMA,
    tool: TOOL,
    counts: {
      bundles: entries.length + unreadable.length,
      failed: entries.length - healthy.length - canceled.length,
      healthy: healthy.length,
      canceled: canceled.length,
      unreadable: unreadable.length,
      problems: problems.length,
      new: problems.filter((problem) => problem.standing !== 'known').length,
    },
    problems: problems.toSorted(
      (a, b) => Number(a.standing === 'known') - Number(b.standing === 'known'),
    ),
    gone: baseline.problems.filter((problem) => !seen.has(problem.fingerprint)),
    healthy,
    canceled,
    unreadable: unreadable.toSorted(byBundle),
  };
}

function byBundle(a: { readonly bundle: string }, b: { readonly bundle: string }): number {
  return a.bundle < b.bundle ? -1 : 1;
}
