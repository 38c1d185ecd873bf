import { flattenBlocks } from '../run/read-blocks.ts';
import type { Action, Block, Run, Step } from '../run/run.ts';
import { formatUtc } from '../support/iso-time.ts';
import { redactUrlQuery } from '../support/url-text.ts';
import { describeAction } from '../run/describe-action.ts';
import type { TimelineRow } from './diagnosis.ts';
import { bestScreenshot } from './screenshots.ts';
import { stepLabel } from './step-label.ts';
import { plainBlock, plainStep } from './to-plain.ts';
import { cutLine } from './views/cut-text.ts';

const MAX_ACTION = 200;
const MAX_NOTE = 400;
const MAX_VALUE = 80;

/** Where the verdict points. */
export interface DecisiveIds {
  readonly stepId: string | undefined;
  /** Marked only when no step is decisive. */
  readonly blockId: string | undefined;
}

/** Blocks and steps in the order they ran, steps below the block whose task they belong to. */
export function buildTimeline(run: Run, decisive: DecisiveIds): TimelineRow[] {
  const depths = blockDepths(run.blocks, 0, new Map());
  const rows: TimelineRow[] = [];
  const shown = new Set<Step>();
  for (const block of flattenBlocks(run.blocks)) {
    const depth = depths.get(block.blockId) ?? 0;
    rows.push(blockRow(block, depth, decisive));
    for (const step of run.steps) {
      if (step.block?.blockId !== block.blockId) continue;
      shown.add(step);
      rows.push(stepRow(run, step, depth + 1, decisive));
    }
  }
  return [
    ...rows,
    ...run.steps.filter((step) => !shown.has(step)).map((step) => stepRow(run, step, 0, decisive)),
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

function blockRow(block: Block, depth: number, decisive: DecisiveIds): TimelineRow {
  return {
    kind: 'block',
    depth,
    label: `${block.label ?? block.blockId} (${block.type})`,
    status: block.status ?? 'not started',
    at: formatUtc(block.createdAtMs),
    duration_ms: durationMs(block.createdAtMs, block.modifiedAtMs),
    step: null,
    block: plainBlock(block),
    actions: [],
    note: block.failureReason === undefined ? null : cutLine(block.failureReason, MAX_NOTE),
    page_url: block.url === undefined ? null : redactUrlQuery(block.url),
    tokens: null,
    ...iterationOf(block),
    decisive: decisive.stepId === undefined && block.blockId === decisive.blockId,
  };
}

function stepRow(run: Run, step: Step, depth: number, decisive: DecisiveIds): TimelineRow {
  return {
    kind: 'step',
    depth,
    label: stepLabel(step),
    status: step.isDiscarded ? 'planned ahead, not used' : step.status,
    at: formatUtc(step.createdAtMs),
    duration_ms: durationMs(step.createdAtMs, step.modifiedAtMs),
    step: plainStep(step),
    block: plainBlock(step.block),
    actions: step.actions.map((action) => actionLine(run, action)),
    note: step.exception ?? null,
    page_url: step.pageUrl === undefined ? null : redactUrlQuery(step.pageUrl),
    tokens: tokensOf(step),
    screenshot: bestScreenshot(run, step, undefined)?.entry ?? null,
    decisive: step.stepId === decisive.stepId,
  };
}

function iterationOf({ iteration }: Block): Pick<TimelineRow, 'iteration'> {
  if (iteration === undefined) return {};
  const value = iteration.value === undefined ? null : cutLine(iteration.value, MAX_VALUE);
  return { iteration: { index: iteration.index, value } };
}

/** Steps that asked no model have nothing to count. */
function tokensOf({ tokens }: Step): number | null {
  const total = tokens.input + tokens.output;
  return total === 0 ? null : total;
}

function actionLine(run: Run, action: Action): TimelineRow['actions'][number] {
  const last = action.results.at(-1);
  const isWait = action.type === 'wait';
  const screenshot = run.screenshots.find(
    (image) => image.artifactId === action.screenshotArtifactId,
  );
  return {
    text: cutLine(describeAction(action), MAX_ACTION),
    // Skyvern files every wait as failed, by design.
    status: isWait && action.status === 'failed' ? 'completed' : (action.status ?? 'unknown'),
    error:
      isWait || last === undefined || last.isSuccess
        ? null
        : cutLine(last.exceptionType ?? last.exceptionMessage ?? 'failed', MAX_ACTION),
    screenshot: screenshot?.entry ?? null,
  };
}

function durationMs(from: number | undefined, to: number | undefined): number | null {
  return from === undefined || to === undefined || to < from ? null : to - from;
}
