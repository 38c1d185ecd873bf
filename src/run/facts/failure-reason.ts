/** Reasons of failure: of blocks, tasks and the run, without the wrappers that Skyvern puts around them on every level. */
import { citeJsonPart, type Evidence } from '../evidence.ts';
import { realSteps } from './progress.ts';
import { flattenBlocks } from '../read-blocks.ts';
import type { Block, JsonPlace, Run, Step, Task } from '../run.ts';

export interface FailureReason {
  /** As it stands in the answer. */
  readonly text: string;
  /** What the software itself wrote: no wrappers, no guess of a model behind it. A slice of `text`. */
  readonly core: string;
  readonly coreStart: number;
  readonly place: JsonPlace;
  readonly block: Block | undefined;
  readonly task: Task | undefined;
  /** Reasons of given-up tasks are words of a model, unless they begin with a template of the software. */
  readonly isProse: boolean;
}

/** A pattern found in a reason. */
export interface ReasonHit {
  readonly reason: FailureReason;
  readonly match: RegExpExecArray;
  /** Offsets in `reason.text`. */
  readonly start: number;
  readonly end: number;
}

const WRAPPERS =
  /^(?:\w{1,40} block (?:failed\. failure reason|terminated\. Reason|timed out\. Reason): |Unexpected error: )+/;
/** The templates stand at the beginning; longer texts are dumps. */
const MAX_CORE_CHARS = 20_000;
/** Behind these words stands the summary of a model. */
const MODEL_TAIL = / Possible failure reasons: /;
const ENDED_BADLY: ReadonlySet<string> = new Set(['failed', 'terminated', 'timed_out', 'canceled']);

const cache = new WeakMap<Run, readonly FailureReason[]>();

/** Innermost and earliest first, the run's own reason last; only of the last attempt. */
export function failureReasons(run: Run): readonly FailureReason[] {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const reasons = [
    ...failedBlocks(run).flatMap((block) => blockReason(run, block)),
    ...run.tasks.flatMap(taskReason),
    ...runReason(run),
  ];
  cache.set(run, reasons);
  return reasons;
}

/** Blocks of the last attempt that ended badly, children before their parents, in order of time. */
export function failedBlocks(run: Run): readonly Block[] {
  const blocks = lastAttempt(flattenBlocks(run.blocks));
  const failed = blocks.filter((block) => ENDED_BADLY.has(block.status ?? ''));
  const leaves = failed.filter((block) => !block.children.some((child) => failed.includes(child)));
  return [...leaves, ...failed.filter((block) => !leaves.includes(block)).toReversed()];
}

function lastAttempt(blocks: readonly Block[]): readonly Block[] {
  const last = blocks.reduce((highest, block) => Math.max(highest, block.attempt), 1);
  return blocks.filter((block) => block.attempt === last);
}

/** Reasons that hold one of the patterns, in the order of `failureReasons`. */
export function matchReasons(run: Run, patterns: readonly RegExp[]): readonly ReasonHit[] {
  return failureReasons(run).flatMap((reason) => matchReason(reason, patterns) ?? []);
}

function matchReason(reason: FailureReason, patterns: readonly RegExp[]): ReasonHit | undefined {
  for (const pattern of patterns) {
    const match = pattern.exec(reason.core);
    if (match === null || (reason.isProse && match.index > 0)) continue;
    const start = reason.coreStart + match.index;
    return { reason, match, start, end: start + match[0].length };
  }
  return undefined;
}

export function citeReason({ reason, start, end }: ReasonHit, claim: string): Evidence {
  return citeJsonPart(reason.place, reason.text, { start, end }, claim);
}

/** The innermost reason and, where it says the same, the run's own: the first explains, the second ends the run. */
export function citeReasons(
  run: Run,
  first: ReasonHit,
  claim: string,
): readonly [Evidence, ...Evidence[]] {
  const main = citeReason(first, claim);
  const last = failureReasons(run).at(-1);
  const start = last?.text.indexOf(first.match[0]) ?? -1;
  if (last === undefined || last.place === first.reason.place || start < 0) return [main];
  const span = { start, end: start + first.match[0].length };
  return [main, citeJsonPart(last.place, last.text, span, 'the run ended with the same words')];
}

/** Steps that had begun and could have led to the reason: of its task, or of the whole run where it names none. */
export function stepsBehind(run: Run, { task, block }: FailureReason): readonly Step[] {
  const taskId = task?.taskId ?? block?.taskId;
  if (taskId === undefined && block !== undefined) return [];
  return realSteps(run).filter(
    (step) => step.status !== 'created' && (taskId === undefined || step.taskId === taskId),
  );
}

function blockReason(run: Run, block: Block): readonly FailureReason[] {
  if (block.failureReason === undefined) return [];
  const place = {
    source: block.place.source,
    pointer: `${block.place.pointer}/failure_reason`,
  };
  const task = run.tasks.find((candidate) => candidate.taskId === block.taskId);
  const isProse = block.status === 'terminated' && block.taskId !== undefined;
  return [toReason(block.failureReason, { place, block, task, isProse })];
}

function taskReason(task: Task): readonly FailureReason[] {
  if (task.failureReason === undefined || task.document === undefined) return [];
  const place = { source: task.document.source, pointer: '/failure_reason' };
  const isProse = task.status === 'terminated';
  return [toReason(task.failureReason, { place, block: task.block, task, isProse })];
}

function runReason(run: Run): readonly FailureReason[] {
  const { failureReason, document, status } = run.outcome;
  if (failureReason === undefined || document === undefined) return [];
  const place = { source: document.source, pointer: '/failure_reason' };
  const task = run.blocks.length === 0 ? run.tasks[0] : undefined;
  const isProse = status === 'terminated';
  return [toReason(failureReason, { place, block: undefined, task, isProse })];
}

function toReason(
  text: string,
  origin: Pick<FailureReason, 'place' | 'block' | 'task' | 'isProse'>,
): FailureReason {
  const coreStart = WRAPPERS.exec(text)?.[0].length ?? 0;
  const tail = MODEL_TAIL.exec(text);
  const coreEnd = tail !== null && tail.index > coreStart ? tail.index : text.length;
  const core = text.slice(coreStart, Math.min(coreEnd, coreStart + MAX_CORE_CHARS));
  return { text, core, coreStart, ...origin };
}
