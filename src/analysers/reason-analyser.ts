import { citeLog, distinctEvidence, type Evidence } from '../run/evidence.ts';
import {
  citeReasons,
  failedBlocks,
  matchReasons,
  stepsBehind,
  type ReasonHit,
} from '../run/facts/failure-reason.ts';
import { usesOutputOf } from '../run/facts/workflow-definition.ts';
import type { Block, Run, Step } from '../run/run.ts';
import { defineAnalyser, type Analyser, type FindingInfo } from './define-analyser.ts';
import type { Finding } from './finding.ts';

/** A cause that a template in a failure reason names by itself. */
export interface ReasonRule {
  readonly code: string;
  readonly info: FindingInfo;
  readonly patterns: readonly RegExp[];
  /** Further conditions, for templates that several causes share. */
  readonly applies?: (hit: ReasonHit, run: Run) => boolean;
  /** The verdict sentence; `where` is the block or the run as a person would say it. */
  readonly title: (hit: ReasonHit, where: string, run: Run) => string;
  readonly explanation: string | ((hit: ReasonHit, run: Run) => string);
  readonly claim: string;
  readonly confidence: number;
  /** Whether a step is responsible: failures before any step have none. */
  readonly step: 'none' | 'last';
  /** Events of the server log that say the same. */
  readonly logged?: RegExp;
  /** Further evidence, from other files. */
  readonly support?: (run: Run, hit: ReasonHit) => readonly Evidence[];
}

/** An analyser for such causes: of each rule the innermost, earliest reason. */
export function defineReasonAnalyser(id: string, rules: readonly ReasonRule[]): Analyser {
  return defineAnalyser<string>({
    id,
    needs: ['outcome'],
    findings: Object.fromEntries(rules.map((rule) => [rule.code, rule.info])),
    run: (run) => rules.flatMap((rule) => applyRule(rule, run)),
  });
}

function applyRule(rule: ReasonRule, run: Run): readonly Finding[] {
  const first = matchReasons(run, rule.patterns).find((hit) => rule.applies?.(hit, run) ?? true);
  return first === undefined ? [] : [toFinding(rule, run, first)];
}

function toFinding(rule: ReasonRule, run: Run, first: ReasonHit): Finding {
  const { reason } = first;
  const step = rule.step === 'last' ? lastStepOf(run, first) : undefined;
  return {
    code: rule.code,
    title: rule.title(first, whereOf(first), run),
    explanation:
      typeof rule.explanation === 'string' ? rule.explanation : rule.explanation(first, run),
    bearing: {
      tier: reason.isProse ? 'prose' : 'typed',
      confidence: rule.confidence * weightOf(run, first),
      persistence: 'persistent',
    },
    step,
    block: reason.block,
    atMs: reason.block?.modifiedAtMs ?? step?.modifiedAtMs ?? run.outcome.finishedAtMs,
    locus: `${reason.block?.type ?? ''} ${first.match[0]}`.trim(),
    evidence: [
      ...citeReasons(run, first, rule.claim),
      ...distinctEvidence(citeLogged(rule, run)).slice(0, 2),
      ...(rule.support?.(run, first) ?? []),
    ],
  };
}

function citeLogged({ logged, claim }: ReasonRule, run: Run): readonly Evidence[] {
  if (logged === undefined) return [];
  return (run.serverLog ?? [])
    .filter((event) => logged.test(event.event))
    .map((event) => citeLog(event, 'event', `the server log: ${claim}`));
}

/** A block that was fed by one that had failed before it is hardly to blame; nor one that was allowed to fail and feeds no other. */
export function weightOf(run: Run, { reason: { block } }: ReasonHit): number {
  if (block === undefined) return 1;
  const failed = failedBlocks(run);
  const isFed = failed.some((other) => other !== block && feeds(run, other, block));
  if (isFed) return 0.65;
  const isHarmless =
    block.continueOnFailure &&
    failed.some((other) => !other.continueOnFailure && other.blockId !== block.parentId) &&
    !failed.some((other) => feeds(run, block, other));
  return isHarmless ? 0.8 : 1;
}

function feeds(run: Run, earlier: Block, later: Block): boolean {
  return (
    (earlier.createdAtMs ?? 0) <= (later.createdAtMs ?? 0) &&
    earlier.label !== undefined &&
    usesOutputOf(run, later.label, earlier.label)
  );
}

/** `block 'open_orders' (navigation)` or `the run`. */
export function whereOf({ reason }: ReasonHit): string {
  const { block } = reason;
  return block === undefined ? 'the run' : `block '${block.label ?? '?'}' (${block.type})`;
}

/** The step during which the failure came, if its work had begun. */
export function lastStepOf(run: Run, { reason }: ReasonHit): Step | undefined {
  const steps = stepsBehind(run, reason);
  const last = steps.at(-1);
  return steps.find((step) => step.taskId === last?.taskId && step.order === last.order);
}
