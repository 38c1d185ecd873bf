import type { FindingInfo } from '../analysers/define-analyser.ts';
import type { Finding } from '../analysers/finding.ts';
import { failedBlocks } from '../run/facts/failure-reason.ts';
import { flattenBlocks } from '../run/read-blocks.ts';
import type { Block, Run } from '../run/run.ts';
import type { Diagnosis } from './diagnosis.ts';
import { fingerprintOf } from './fingerprint.ts';
import type { RankedFinding } from './rank.ts';
import { plainBlock, plainStep } from './to-plain.ts';

type Verdict = Diagnosis['verdict'];

/** Below this the best candidate is named as an alternative, not as the cause. */
const CAUSE_FROM = 0.4;
/** A cancel by a person needs no cause, unless something else had stopped the run well before. */
const BLOCKED_BEFORE_CANCEL_MS = 60_000;

const ENDED = new Set(['completed', 'failed', 'terminated', 'canceled', 'timed_out']);
/** What explains that a run has no end. Anything else may still be overcome while it runs. */
const ENDS_UNFINISHED = new Set(['infra.worker_interrupted', 'infra.queue']);

/** The one sentence the reader acts on. */
export function buildVerdict(
  run: Run,
  ranked: readonly RankedFinding[],
  infoOf: (code: string) => FindingInfo | undefined,
): Verdict {
  const primary = ranked.find((item) => item.role === 'primary');
  const kind = verdictKind(run, primary);
  if (kind === 'cause' && primary !== undefined)
    return causeVerdict(run, primary, infoOf(primary.finding.code));
  return { ...plainVerdict(run, kind, primary), ...fingerprintOf(run, undefined) };
}

function verdictKind(run: Run, primary: RankedFinding | undefined): Verdict['kind'] {
  const { status } = run.outcome;
  const isConvincing = primary !== undefined && primary.confidence >= CAUSE_FROM;
  if (status === 'completed') return isConvincing ? 'cause' : 'healthy';
  if (status === 'canceled')
    return isConvincing && wasBlockedBeforeCancel(run, primary.finding) ? 'cause' : 'canceled';
  if (status !== undefined && !ENDED.has(status))
    return isConvincing && ENDS_UNFINISHED.has(primary.finding.code) ? 'cause' : 'unfinished';
  return isConvincing ? 'cause' : 'inconclusive';
}

function wasBlockedBeforeCancel(run: Run, finding: Finding): boolean {
  const end = run.outcome.finishedAtMs;
  return (
    finding.bearing.tier === 'typed' &&
    end !== undefined &&
    finding.atMs !== undefined &&
    end - finding.atMs >= BLOCKED_BEFORE_CANCEL_MS
  );
}

function causeVerdict(run: Run, primary: RankedFinding, info: FindingInfo | undefined): Verdict {
  const { finding } = primary;
  return {
    kind: 'cause',
    cause: finding.code,
    confidence: primary.confidence,
    summary: finding.title,
    owner: info?.owner ?? 'unknown',
    retry: info?.retry ?? 'after-change',
    step: plainStep(finding.step),
    block: plainBlock(finding.block ?? finding.step?.block ?? failingBlock(run)),
    ...fingerprintOf(run, finding),
    fixes: [...(info?.fixes ?? [])],
    would_decide: [],
  };
}

/** Innermost block that failed and was not allowed to; the first one in time, of the last attempt. */
export function failingBlock(run: Run): Block | undefined {
  const all = flattenBlocks(run.blocks);
  const failed = failedBlocks(run).filter((block) => FAILED_BLOCK.has(block.status ?? ''));
  const leaves = failed.filter((block) => !block.children.some((child) => failed.includes(child)));
  return leaves.find((block) => !isTolerated(block, all)) ?? leaves[0];
}

/** Allowed to fail itself, or inside a loop that went on to its end. */
function isTolerated(block: Block, all: readonly Block[]): boolean {
  const parent = all.find(({ blockId }) => blockId === block.parentId);
  return block.continueOnFailure || parent?.status === 'completed';
}

const FAILED_BLOCK: ReadonlySet<string> = new Set(['failed', 'terminated', 'timed_out']);

function plainVerdict(
  run: Run,
  kind: Verdict['kind'],
  primary: RankedFinding | undefined,
): Omit<Verdict, 'fingerprint' | 'fingerprint_components'> {
  const step = run.steps.findLast((candidate) => !candidate.isDiscarded);
  return {
    kind,
    cause: null,
    confidence: PLAIN_CONFIDENCE[kind],
    summary: SUMMARIES[kind](run),
    owner: 'unknown',
    retry: kind === 'healthy' || kind === 'canceled' ? 'no' : 'later',
    step:
      kind === 'unfinished' || kind === 'inconclusive'
        ? plainStep(primary?.finding.step ?? step)
        : null,
    block: plainBlock(failingBlock(run)),
    fixes: kind === 'unfinished' ? ['Fetch the run again when it has ended.'] : [],
    would_decide: kind === 'inconclusive' ? missingEvidence(run) : [],
  };
}

const PLAIN_CONFIDENCE = {
  cause: 0,
  healthy: 0.9,
  canceled: 0.97,
  inconclusive: 0.3,
  unfinished: 0.9,
} satisfies Record<Verdict['kind'], number>;

const SUMMARIES = {
  cause: () => '',
  healthy: () => 'The run completed and nothing found contradicts its success.',
  canceled: () => 'The run was canceled from outside; nothing had stopped it before that.',
  inconclusive: (run) =>
    run.outcome.document === undefined
      ? 'The bundle has no answer about a run, so there is no outcome to explain; findings are listed as they stand.'
      : `The run ended as ${run.outcome.status ?? 'unknown'}, but the evidence in the bundle does not decide why.`,
  unfinished: (run) =>
    `The run had not ended when it was fetched (status ${run.outcome.status ?? 'unknown'}${run.outcome.status === 'paused' ? ': it waits for a person' : ''}).`,
} satisfies Record<Verdict['kind'], (run: Run) => string>;

function missingEvidence(run: Run): string[] {
  const wanted = new Map([
    ['har', 'the HAR (network traffic of the browser)'],
    ['skyvern_log_raw', 'the server log of the run (ENABLE_LOG_ARTIFACTS=true)'],
    ['browser_console_log', 'the browser console log'],
    ['html_scrape', 'the page HTML of each step'],
    ['llm_response', 'the answers of the model'],
  ]);
  return [...wanted].flatMap(([type, name]) =>
    run.coverage.some((row) => row.artifactType === type && row.present > 0) ? [] : [name],
  );
}
