import { parseUtc } from '../support/iso-time.ts';
import type { JsonDocument, SourceRef } from '../support/source-ref.ts';
import {
  asArray,
  asBoolean,
  asInteger,
  asObject,
  asText,
  at,
  type JsonObject,
} from '../support/unknown.ts';
import type { Block } from './run.ts';

/** Loops nest, but no deeper than this; a timeline that nests on is hostile. */
const MAX_DEPTH = 50;

/**
 * Blocks of a timeline in reading order. The server sends newest first; pointers keep the server's own order.
 * `isCut` when there are deeper ones, which are not read.
 */
export function readBlocks(timeline: JsonDocument): {
  readonly blocks: readonly Block[];
  readonly isCut: boolean;
} {
  let isCut = false;
  const blocks = readLevel(timeline.value, {
    pointer: '',
    source: timeline.source,
    parentId: undefined,
    depth: 0,
    onCut: () => (isCut = true),
  });
  return { blocks, isCut };
}

/** Where in the timeline a list of blocks stands. */
interface Level {
  readonly pointer: string;
  readonly source: SourceRef;
  readonly parentId: string | undefined;
  readonly depth: number;
  readonly onCut: () => unknown;
}

function readLevel(rows: unknown, level: Level): readonly Block[] {
  if (level.depth >= MAX_DEPTH) {
    if ((asArray(rows) ?? []).length > 0) level.onCut();
    return [];
  }
  const blocks = (asArray(rows) ?? []).flatMap((row, index) => {
    const block = asObject(at(row, 'block'));
    return block === undefined ? [] : [{ row, block, pointer: `${level.pointer}/${index}` }];
  });
  return blocks
    .toReversed()
    .map(({ row, block, pointer }) => readBlock(row, block, { ...level, pointer }))
    .toSorted((a, b) => (a.createdAtMs ?? 0) - (b.createdAtMs ?? 0));
}

function readBlock(row: unknown, block: JsonObject, level: Level): Block {
  const { pointer, source, parentId, depth } = level;
  const blockId = asText(block['workflow_run_block_id']) ?? pointer;
  const index = asInteger(block['current_index']);
  return {
    blockId,
    label: asText(block['label']),
    type: asText(block['block_type']) ?? 'unknown',
    status: asText(block['status']),
    taskId: asText(block['task_id']),
    workflowRunId: asText(block['workflow_run_id']),
    failureReason: asText(block['failure_reason']),
    errorCodes: (asArray(block['error_codes']) ?? []).flatMap((code) => asText(code) ?? []),
    continueOnFailure: asBoolean(block['continue_on_failure']) ?? false,
    usedScriptFallback: asBoolean(at(block, 'script_run', 'ai_fallback_triggered')),
    output: block['output'],
    url: asText(block['url']),
    goal:
      asText(block['navigation_goal']) ??
      asText(block['data_extraction_goal']) ??
      asText(block['prompt']),
    iteration: index === undefined ? undefined : { index, value: asText(block['current_value']) },
    loopValues: asArray(block['loop_values']),
    createdAtMs: parseUtc(block['created_at']),
    modifiedAtMs: parseUtc(block['modified_at']),
    attempt: asInteger(block['attempt_number']) ?? asInteger(at(row, 'attempt')) ?? 1,
    children: readLevel(at(row, 'children'), {
      ...level,
      pointer: `${pointer}/children`,
      parentId: blockId,
      depth: depth + 1,
    }),
    parentId,
    place: { source, pointer: `${pointer}/block` },
  };
}

/** Blocks with all that is inside them, in reading order. */
export function flattenBlocks(blocks: readonly Block[]): readonly Block[] {
  const flat: Block[] = [];
  const stack = [...blocks].toReversed();
  for (let block = stack.pop(); block !== undefined; block = stack.pop()) {
    flat.push(block);
    for (const child of block.children.toReversed()) stack.push(child);
  }
  return flat;
}
