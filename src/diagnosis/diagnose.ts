import type { Facet } from '../analysers/define-analyser.ts';
import type { Finding } from '../analysers/finding.ts';
import { ANALYSERS, findingInfo } from '../analysers/index.ts';
import { resolvePlaceholders } from '../links/index.ts';
import { flattenBlocks } from '../run/read-blocks.ts';
import type { Run } from '../run/run.ts';
import { formatUtc } from '../support/iso-time.ts';
import { TOOL } from '../support/tool.ts';
import { asText, at } from '../support/unknown.ts';
import { buildCausalChain } from './causal-chain.ts';
import { DIAGNOSIS_SCHEMA, DOES_NOT_APPLY, type Diagnosis } from './diagnosis.ts';
import { findingKey } from './fingerprint.ts';
import { rankFindings, type RankedFinding } from './rank.ts';
import { runAnalysers, type Outcome } from './run-analysers.ts';
import { pickScreenshots } from './screenshots.ts';
import { buildSections } from './sections.ts';
import { buildTimeline } from './timeline.ts';
import { plainFinding } from './to-plain.ts';
import { buildVerdict } from './verdict.ts';
import { buildViews } from './views/build-views.ts';
import { findDecisiveAction } from './views/decisive-action.ts';
import type { DecisivePlace } from './views/failing-step.ts';

/** From a run to its diagnosis, unredacted: outputs go through `redactDiagnosis`. Pure; the same run gives the same value. */
export function diagnoseRun(run: Run, { passing }: DiagnoseRunOptions = {}): Diagnosis {
  const outcomes = runAnalysers(ANALYSERS, run);
  const background = passing === undefined ? [] : findingsOf(runAnalysers(ANALYSERS, passing));
  const ranked = rankFindings(findingsOf(outcomes), run, new Set(background.map(findingKey)));
  const verdict = buildVerdict(run, ranked, findingInfo);
  const place = decisivePlace(run, verdict, ranked);
  const links = resolvePlaceholders(run);
  return {
    schema: DIAGNOSIS_SCHEMA,
    tool: TOOL,
    run: plainRun(run),
    verdict,
    causal_chain: buildCausalChain(run, verdict, ranked, place),
    findings: ranked.map((item) => plainFinding(underVerdict(item, verdict.kind))),
    alternatives: buildAlternatives(ranked, verdict),
    checks: outcomes.map((outcome) => plainCheck(outcome, run)),
    coverage: run.coverage.map((row) => ({
      artifact_type: row.artifactType,
      listed: row.listed,
      present: row.present,
      unreadable: row.unreadable,
      note: row.notes.join('; '),
    })),
    timeline: buildTimeline(run, { stepId: place.step?.stepId, blockId: place.block?.blockId }),
    sections: buildSections(run, verdict.cause, links),
    screenshots: pickScreenshots(run, { step: place.step, action: place.decisive?.action }),
    ...buildViews(run, { verdict, ranked, place, links }),
    redactions: 0,
  };
}

export interface DiagnoseRunOptions {
  /** A run of the same job that went well: what it shows too is normal on this site. */
  readonly passing?: Run | undefined;
}

function findingsOf(outcomes: readonly Outcome[]): readonly Finding[] {
  return outcomes.flatMap((outcome) => (outcome.status === 'ran' ? outcome.findings : []));
}

/** Where the verdict points; nowhere when nothing went wrong. */
function decisivePlace(
  run: Run,
  verdict: Diagnosis['verdict'],
  ranked: readonly RankedFinding[],
): DecisivePlace {
  if (verdict.kind === 'healthy' || verdict.kind === 'canceled')
    return { step: undefined, block: undefined, decisive: undefined };
  const step = run.steps.find(({ stepId }) => stepId === verdict.step?.step_id);
  const block = flattenBlocks(run.blocks).find(({ blockId }) => blockId === verdict.block?.id);
  const finding =
    verdict.kind === 'cause' ? ranked.find(({ role }) => role === 'primary')?.finding : undefined;
  return {
    step,
    block,
    decisive: step === undefined ? undefined : findDecisiveAction(run, step, finding),
  };
}

/** Without a cause nothing is primary, except for the cancel itself. */
function underVerdict(item: RankedFinding, kind: Diagnosis['verdict']['kind']): RankedFinding {
  if (kind === 'cause') return item;
  if (kind === 'canceled' && item.finding.code === 'task.canceled')
    return { ...item, role: 'primary', explainedBy: undefined };
  return item.role === 'primary' ? { ...item, role: 'contributing' } : item;
}

function plainRun(run: Run): Diagnosis['run'] {
  const { outcome } = run;
  return {
    id: outcome.runId ?? null,
    type: outcome.runType ?? null,
    status: outcome.status ?? null,
    created_at: formatUtc(outcome.createdAtMs),
    started_at: formatUtc(outcome.startedAtMs),
    finished_at: formatUtc(outcome.finishedAtMs),
    failure_reason: outcome.failureReason ?? null,
    goal: outcome.request.prompt ?? null,
    url: outcome.request.url ?? null,
    server_version: outcome.serverVersion ?? null,
    workflow:
      asText(at(run.workflow?.value, 'title')) ??
      asText(at(outcome.document?.value, 'run_request', 'workflow_id')) ??
      null,
  };
}

function buildAlternatives(
  ranked: readonly RankedFinding[],
  verdict: Diagnosis['verdict'],
): Diagnosis['alternatives'] {
  const seen = new Set<string>([
    verdict.cause ?? (verdict.kind === 'canceled' ? 'task.canceled' : ''),
  ]);
  return ranked
    .filter((item) => verdict.kind !== 'cause' || item.role !== 'primary')
    .toSorted(
      (a, b) =>
        ALTERNATIVE_ORDER[a.role] - ALTERNATIVE_ORDER[b.role] || b.confidence - a.confidence,
    )
    .flatMap((item) => {
      if (seen.has(item.finding.code)) return [];
      seen.add(item.finding.code);
      return {
        cause: item.finding.code,
        confidence: item.confidence,
        why_not: whyNot(item, verdict),
      };
    })
    .slice(0, 8);
}

const ALTERNATIVE_ORDER = {
  primary: 0,
  contributing: 0,
  symptom: 1,
  unrelated: 2,
} satisfies Record<RankedFinding['role'], number>;

function whyNot(item: RankedFinding, verdict: Diagnosis['verdict']): string {
  if (item.explainedBy !== undefined)
    return `${item.finding.title} That follows from ${item.explainedBy}.`;
  if (item.isBackground === true)
    return `${item.finding.title} The run that went well shows it too.`;
  if (item.finding.bearing.persistence === 'recovered')
    return `${item.finding.title} It was overcome later in the run.`;
  if (verdict.kind !== 'cause')
    return `${item.finding.title} The evidence is not strong enough (${item.confidence}).`;
  return `${item.finding.title} Less directly tied to the failure than ${verdict.cause ?? 'the cause'} (${item.confidence} against ${verdict.confidence}).`;
}

function plainCheck(outcome: Outcome, run: Run): Diagnosis['checks'][number] {
  const { id: analyser } = outcome;
  switch (outcome.status) {
    case 'ran': {
      const codes = [...new Set(outcome.findings.map((finding) => finding.code))];
      return codes.length === 0
        ? { analyser, outcome: 'clear', reason: 'looked and found nothing' }
        : { analyser, outcome: 'found', reason: codes.join(', ') };
    }
    case 'cannot-tell':
      return { analyser, outcome: 'cannot-tell', reason: outcome.reason };
    case 'skipped':
      return {
        analyser,
        outcome: 'skipped',
        reason: skippedBecause(outcome.missing, run),
      };
    case 'crashed':
      return { analyser, outcome: 'crashed', reason: outcome.error };
  }
}

function skippedBecause(missing: readonly Facet[], run: Run): string {
  if (run.outcome.runType?.startsWith('task') === true && missing.includes('blocks'))
    return `${DOES_NOT_APPLY}: a plain task has no blocks`;
  return `the bundle has no ${missing.map((facet) => FACET_WORDS[facet]).join(', ')}`;
}

const FACET_WORDS = {
  outcome: 'answer about the run',
  steps: 'steps',
  blocks: 'blocks',
  network: 'HAR',
  console: 'console log',
  serverLog: 'server log',
  llmCalls: 'model calls',
  output: 'output of the run',
} satisfies Record<Facet, string>;
