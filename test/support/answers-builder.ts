/** Runs that ended badly, together with the answers of the API that say so, so that tests can follow evidence to its bytes. */
import type { Evidence } from '../../src/run/evidence.ts';
import type { Block, Run, Task } from '../../src/run/run.ts';
import { resolvePointer } from '../../src/support/json-pointer.ts';
import { blockWith, outcomeWith, resourceSource, runWith, RUN_START_MS } from './run-builder.ts';

export interface Answered {
  readonly run: Run;
  /** Values of the answers by the name of their file in the bundle. */
  readonly answers: ReadonlyMap<string, unknown>;
}

export interface EndedRun {
  readonly reason?: string | undefined;
  readonly status?: string;
  readonly parameters?: unknown;
  readonly prompt?: string;
  readonly blocks?: readonly EndedBlock[];
  readonly workflow?: unknown;
  readonly parts?: Partial<Run>;
}

export interface EndedBlock {
  readonly label: string;
  readonly type?: string;
  readonly status?: string;
  readonly reason?: string;
  readonly output?: unknown;
  readonly url?: string;
  readonly goal?: string;
  readonly taskId?: string;
  readonly continueOnFailure?: boolean;
  readonly attempt?: number;
  readonly parent?: string;
}

/** A run with the answers about itself and its timeline. Blocks start a minute apart. */
export function endedRun(ended: EndedRun): Answered {
  const status = ended.status ?? 'failed';
  const runValue = {
    status,
    failure_reason: ended.reason ?? null,
    run_request: { parameters: ended.parameters ?? {}, prompt: ended.prompt ?? null },
  };
  const blocks = (ended.blocks ?? []).map(toBlock);
  const timeline = (ended.blocks ?? []).map((block) => ({ block: blockRow(block) }));
  const source = resourceSource('run');
  const base = outcomeWith();
  const outcome = outcomeWith({
    status,
    failureReason: ended.reason,
    document: { source, value: runValue },
    request: { ...base.request, parameters: ended.parameters, prompt: ended.prompt },
  });
  const workflow =
    ended.workflow === undefined
      ? undefined
      : { source: resourceSource('workflow'), value: ended.workflow };
  const run = runWith({ outcome, blocks: nested(blocks), workflow, ...ended.parts });
  const answers = new Map([
    [source.entry, runValue],
    [resourceSource('timeline').entry, timeline],
    ...run.tasks.flatMap(answerOfTask),
  ]);
  return { run, answers };
}

function answerOfTask({ document }: Task): readonly [string, unknown][] {
  return document === undefined ? [] : [[document.source.entry, document.value]];
}

function toBlock(ended: EndedBlock, index: number): Block {
  const startMs = RUN_START_MS + index * 60_000;
  return blockWith({
    blockId: `wrb_${ended.label}_${index}`,
    label: ended.label,
    type: ended.type ?? 'navigation',
    status: ended.status ?? 'failed',
    failureReason: ended.reason,
    output: ended.output,
    url: ended.url,
    goal: ended.goal,
    taskId: ended.taskId,
    continueOnFailure: ended.continueOnFailure ?? false,
    attempt: ended.attempt ?? 1,
    parentId: ended.parent,
    createdAtMs: startMs,
    modifiedAtMs: startMs + 50_000,
    place: { source: resourceSource('timeline'), pointer: `/${index}/block` },
  });
}

function blockRow(ended: EndedBlock): unknown {
  return {
    label: ended.label,
    status: ended.status ?? 'failed',
    failure_reason: ended.reason ?? null,
    output: ended.output ?? null,
    url: ended.url ?? '',
    navigation_goal: ended.goal ?? null,
    continue_on_failure: ended.continueOnFailure ?? false,
  };
}

/** Blocks that name a parent by label become its children. */
function nested(blocks: readonly Block[]): readonly Block[] {
  const parents = blocks.filter(({ parentId }) => parentId === undefined);
  return parents.map((parent) => ({
    ...parent,
    children: blocks
      .filter(({ parentId }) => parentId !== undefined && parentId === parent.label)
      .map((child) => ({ ...child, parentId: parent.blockId })),
  }));
}

/** True when what the evidence quotes stands at the place it points to. */
export function isQuoted({ answers }: Answered, { source, locator, excerpt }: Evidence): boolean {
  if (locator.kind !== 'json' || source === undefined) return false;
  const value = resolvePointer(answers.get(source.entry), locator.pointer);
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return text !== undefined && text.includes(excerpt);
}
