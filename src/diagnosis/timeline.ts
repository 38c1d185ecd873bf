import { flattenBlocks } from '../run/read-blocks.ts';
import type { Action, Block, Run, Step } from '../run/run.ts';
import { formatUtc } from '../support/iso-time.ts';
import { redactUrlQuery } from '../support/url-text.ts';
import type { TimelineRow } from './diagnosis.ts';
import { describeAction } from '../run/describe-action.ts';
import { plainBlock, plainStep } from './to-plain.ts';

/** Blocks and steps in the order they ran, steps below the block whose task they belong to. */
export function buildTimeline(run: Run, decisiveStepId: string | null): TimelineRow[] {
  const depths = blockDepths(run.blocks, 0, new Map());
  const rows: TimelineRow[] = [];
  const shown = new Set<Step>();
  for (const block of flattenBlocks(run.blocks)) {
    const depth = depths.get(block.blockId) ?? 0;
    rows.push(blockRow(block, depth));
    for (const step of run.steps) {
      if (step.block?.blockId !== block.blockId) continue;
      shown.add(step);
      rows.push(stepRow(run, step, depth + 1, decisiveStepId));
    }
  }
  return [
    ...rows,
    ...run.steps
      .filter((step) => !shown.has(step))
      .map((step) => stepRow(run, step, 0, decisiveStepId)),
  ];
}

function blockDepths(
  blocks: readonly Block[],
  depth: number,
  into: Map<string, number>,
): ReadonlyMap<string, number> {
  for (const block of blocks) {
    into.set(block.blockId, depth);
    blockDepths(block.children, depth + 1, into);
  }
  return into;
}

function blockRow(block: Block, depth: number): TimelineRow {
  const iteration = block.iteration === undefined ? '' : `, iteration ${block.iteration.index + 1}`;
  return {
    kind: 'block',
    depth,
    label: `${block.label ?? block.blockId} (${block.type}${iteration})`,
    status: block.status ?? 'not started',
    at: formatUtc(block.createdAtMs),
    duration_ms: durationMs(block.createdAtMs, block.modifiedAtMs),
    step: null,
    block: plainBlock(block),
    actions: [],
    note: block.failureReason ?? null,
    page_url: block.url === undefined ? null : redactUrlQuery(block.url),
    tokens: null,
    decisive: false,
  };
}

function stepRow(run: Run, step: Step, depth: number, decisiveStepId: string | null): TimelineRow {
  return {
    kind: 'step',
    depth,
    label:
      step.retryIndex === 0 ? `step ${step.order}` : `step ${step.order}, retry ${step.retryIndex}`,
    status: step.isDiscarded ? 'planned ahead, not used' : step.status,
    at: formatUtc(step.createdAtMs),
    duration_ms: durationMs(step.createdAtMs, step.modifiedAtMs),
    step: plainStep(step),
    block: plainBlock(step.block),
    actions: step.actions.map((action) => actionLine(run, action)),
    note: step.exception ?? null,
    page_url: step.pageUrl === undefined ? null : redactUrlQuery(step.pageUrl),
    tokens: step.tokens.input + step.tokens.output,
    decisive: step.stepId === decisiveStepId,
  };
}

function actionLine(run: Run, action: Action): TimelineRow['actions'][number] {
  const last = action.results.at(-1);
  const screenshot = run.screenshots.find(
    (image) => image.artifactId === action.screenshotArtifactId,
  );
  return {
    text: describeAction(action),
    status: action.status ?? 'unknown',
    error:
      last === undefined || last.isSuccess
        ? null
        : (last.exceptionType ?? last.exceptionMessage ?? 'failed'),
    screenshot: screenshot?.entry ?? null,
  };
}

function durationMs(from: number | undefined, to: number | undefined): number | null {
  return from === undefined || to === undefined || to < from ? null : to - from;
}
