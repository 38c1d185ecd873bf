import type { Analyser, Facet } from '../analysers/define-analyser.ts';
import type { Finding } from '../analysers/finding.ts';
import type { Run } from '../run/run.ts';

export type Outcome =
  | { readonly status: 'ran'; readonly id: string; readonly findings: readonly Finding[] }
  | { readonly status: 'cannot-tell'; readonly id: string; readonly reason: string }
  | { readonly status: 'skipped'; readonly id: string; readonly missing: readonly Facet[] }
  | { readonly status: 'crashed'; readonly id: string; readonly error: string };

const HAS_FACET = {
  outcome: (run) => run.outcome.document !== undefined,
  steps: (run) => run.steps.length > 0,
  blocks: (run) => run.blocks.length > 0,
  network: (run) => run.network !== undefined,
  console: (run) => run.console !== undefined,
  serverLog: (run) => run.serverLog !== undefined,
  llmCalls: (run) => run.llmCalls.length > 0,
  output: (run) => run.outcome.output !== undefined && run.outcome.output !== null,
} satisfies Record<Facet, (run: Run) => boolean>;

/** Runs every analyser; one that throws costs itself and is listed, never the report. */
export function runAnalysers(analysers: readonly Analyser[], run: Run): readonly Outcome[] {
  return analysers.map((analyser) => runAnalyser(analyser, run));
}

function runAnalyser(analyser: Analyser, run: Run): Outcome {
  const missing = analyser.needs.filter((facet) => !HAS_FACET[facet](run));
  if (missing.length > 0) return { status: 'skipped', id: analyser.id, missing };
  try {
    const result = analyser.run(run);
    if ('cannotTell' in result)
      return { status: 'cannot-tell', id: analyser.id, reason: result.cannotTell };
    return { status: 'ran', id: analyser.id, findings: result };
  } catch (error) {
    return {
      status: 'crashed',
      id: analyser.id,
      error: error instanceof Error ? error.message : String(error),
    };
  }
}
