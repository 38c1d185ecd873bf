import type { Finding, Tier } from '../analysers/finding.ts';
import type { Run } from '../run/run.ts';
import { findingKey } from './fingerprint.ts';
import { explains, isSymptomCode } from './explains.ts';

export interface RankedFinding {
  readonly finding: Finding;
  readonly role: 'primary' | 'contributing' | 'symptom' | 'unrelated';
  readonly confidence: number;
  /** Code of the finding that makes this one a symptom. */
  readonly explainedBy: string | undefined;
  /** A run that went well shows it too. */
  readonly isBackground?: boolean;
}

/** However sure a rule is, its evidence bounds what may be said. */
const TIER_CAP = { typed: 0.97, observed: 0.9, unlinked: 0.65, prose: 0.5 } satisfies Record<
  Tier,
  number
>;
/** A later success contradicts the cause. */
const RECOVERED_FACTOR = 0.2;
/** What a run that went well shows too is this site's everyday noise. */
const BACKGROUND_FACTOR = 0.4;
const CORROBORATION = 0.02;
const MAX_CORROBORATION = 0.04;
/** Below this something may have happened, but it explains nothing else. */
const EXPLAINS_FROM = 0.45;

/** How much weaker than its effect a cause may be proven. */
const MAX_GAP = 0.2;

/** What a completed run can still be wrong about: a success that is none. */
const FALSE_SUCCESS: ReadonlySet<string> = new Set([
  'agent.premature_complete',
  'agent.extraction_ungrounded',
  'agent.schema_mismatch',
  'agent.unresolved_href_placeholder',
]);

/** Lower layers first: a dead browser before a bad request before a page before the agent. */
const LAYERS = ['infra', 'task', 'llm', 'network', 'access', 'page', 'script', 'agent', 'unknown'];

/** Findings with their roles, the primary first. Which finding is primary follows from data alone: scores, times and the explains relation. */
export function rankFindings(
  findings: readonly Finding[],
  run: Run,
  background: ReadonlySet<string> = NOTHING,
): readonly RankedFinding[] {
  const isCompleted = run.outcome.status === 'completed';
  const isBackground = (finding: Finding): boolean => background.has(findingKey(finding));
  const scored = findings
    .map((finding) => ({ finding, confidence: scoreOf(finding, run, isBackground(finding)) }))
    .toSorted((a, b) => compare(a, b, run));
  const candidates = isCompleted
    ? scored.filter(({ finding }) => FALSE_SUCCESS.has(finding.code))
    : scored;
  const explained = explainedBy(candidates, run);
  const primary = candidates.find(({ finding }) => !explained.has(finding));
  return scored
    .map(({ finding, confidence }): RankedFinding => {
      const by = explained.get(finding);
      if (finding === primary?.finding)
        return { finding, confidence, role: 'primary', explainedBy: undefined };
      if (by !== undefined) return { finding, confidence, role: 'symptom', explainedBy: by };
      return {
        finding,
        confidence,
        role: secondaryRole(finding, isCompleted),
        explainedBy: undefined,
      };
    })
    .map((item) => (isBackground(item.finding) ? { ...item, isBackground: true } : item))
    .toSorted((a, b) => ROLE_ORDER[a.role] - ROLE_ORDER[b.role]);
}

const NOTHING: ReadonlySet<string> = new Set();

const ROLE_ORDER = { primary: 0, contributing: 1, symptom: 2, unrelated: 3 } satisfies Record<
  RankedFinding['role'],
  number
>;

/** Without the traffic, what a page shows or the agent does may always have a cause nobody can see. */
const WITHOUT_TRAFFIC = 0.75;

/** Evidence that is missing bounds what may be said, however well the rest fits. */
function unseenCap(finding: Finding, run: Run): number {
  const isBlind =
    run.network === undefined &&
    run.steps.some(
      (step) => step.actions.length > 0 || step.snapshots.length > 0 || step.status === 'failed',
    );
  const couldBeNetwork =
    /^(?:page|agent)\./.test(finding.code) &&
    (finding.bearing.tier !== 'typed' || finding.code === 'page.blank_or_scrape_failed');
  return isBlind && couldBeNetwork ? WITHOUT_TRAFFIC : 1;
}

interface Scored {
  readonly finding: Finding;
  readonly confidence: number;
}

function scoreOf(finding: Finding, run: Run, isBackground: boolean): number {
  const { tier, confidence, persistence } = finding.bearing;
  const families = new Set(
    finding.evidence.map((item) =>
      item.source?.kind === 'artifact' ? item.source.artifactType : item.source?.resource,
    ),
  );
  const support = Math.min(MAX_CORROBORATION, (families.size - 1) * CORROBORATION);
  const score =
    Math.min(TIER_CAP[tier], unseenCap(finding, run), confidence + support) *
    (persistence === 'recovered' ? RECOVERED_FACTOR : 1) *
    (isBackground ? BACKGROUND_FACTOR : 1);
  return Math.round(Math.max(0, score) * 100) / 100;
}

function compare(a: Scored, b: Scored, run: Run): number {
  return (
    b.confidence - a.confidence ||
    timeOf(a.finding, run) - timeOf(b.finding, run) ||
    layerOf(a.finding) - layerOf(b.finding)
  );
}

/** Position in the run: steps in order, then what belongs to no step. */
function timeOf(finding: Finding, run: Run): number {
  const index = finding.step === undefined ? -1 : run.steps.indexOf(finding.step);
  return index < 0 ? Number.MAX_SAFE_INTEGER : index;
}

function layerOf(finding: Finding): number {
  const layer = LAYERS.indexOf(finding.code.split('.')[0] ?? '');
  return layer < 0 ? LAYERS.length : layer;
}

function explainedBy(candidates: readonly Scored[], run: Run): ReadonlyMap<Finding, string> {
  const explained = new Map<Finding, string>();
  for (const [rank, effect] of candidates.entries()) {
    const cause = candidates.find(
      (candidate, candidateRank) =>
        candidate.finding !== effect.finding &&
        isStrongEnough(candidate, effect) &&
        explains(candidate.finding.code, effect.finding.code) &&
        // Where each could explain the other, the better proven one is the cause.
        (candidateRank < rank || !explains(effect.finding.code, candidate.finding.code)) &&
        comesBefore(candidate.finding, effect.finding, run),
    );
    if (cause !== undefined) explained.set(effect.finding, cause.finding.code);
  }
  return explained;
}

/** A guess does not explain away what is proven; symptoms by nature need no more than a likely cause. */
function isStrongEnough(cause: Scored, effect: Scored): boolean {
  if (cause.confidence < EXPLAINS_FROM) return false;
  return isSymptomCode(effect.finding.code) || cause.confidence >= effect.confidence - MAX_GAP;
}

/** A cause may not come later than its effect; what has no step is taken to span the run. */
function comesBefore(cause: Finding, effect: Finding, run: Run): boolean {
  if (cause.step === undefined || effect.step === undefined || isSymptomCode(effect.code))
    return true;
  return run.steps.indexOf(cause.step) <= run.steps.indexOf(effect.step);
}

function secondaryRole(finding: Finding, isCompleted: boolean): RankedFinding['role'] {
  if (isCompleted || finding.bearing.persistence === 'recovered') return 'unrelated';
  return isSymptomCode(finding.code) ? 'symptom' : 'contributing';
}
