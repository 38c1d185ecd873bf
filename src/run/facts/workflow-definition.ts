/** What the definition of a workflow says: its blocks, loops included, and the names that templates may use. */
import { asArray, asObject, asText, at, type JsonObject } from '../../support/unknown.ts';
import type { Run } from '../run.ts';

export interface BlockDefinition {
  readonly label: string;
  readonly type: string;
  /** RFC 6901 pointer into the answer about the workflow. */
  readonly pointer: string;
  /** The block's own texts, by field; not those of blocks inside it. */
  readonly texts: readonly { readonly field: string; readonly text: string }[];
  readonly isInLoop: boolean;
}

/** Definitions are written by people: more than this is hostile. */
const MAX_BLOCKS = 2_000;
const MAX_VALUES = 5_000;
const INNER_BLOCKS = 'loop_blocks';
/** Fields about other things than what the block does. */
const FOREIGN_FIELDS: ReadonlySet<string> = new Set([
  INNER_BLOCKS,
  'output_parameter',
  'parameters',
  'label',
  'block_type',
  'next_block_label',
]);

const cache = new WeakMap<Run, readonly BlockDefinition[]>();

/** All blocks of the definition in reading order; empty for plain tasks. */
export function blockDefinitions(run: Run): readonly BlockDefinition[] {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const definitions = readDefinitions(at(run.workflow?.value, 'workflow_definition', 'blocks'));
  cache.set(run, definitions);
  return definitions;
}

function readDefinitions(blocks: unknown): readonly BlockDefinition[] {
  const definitions: BlockDefinition[] = [];
  const stack = queued(blocks, '/workflow_definition/blocks', false);
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { value, pointer, isInLoop } = next;
    if (definitions.length >= MAX_BLOCKS) break;
    definitions.push({
      label: asText(value['label']) ?? '',
      type: asText(value['block_type']) ?? 'unknown',
      pointer,
      texts: ownTexts(value),
      isInLoop,
    });
    for (const inner of queued(value[INNER_BLOCKS], `${pointer}/${INNER_BLOCKS}`, true))
      stack.push(inner);
  }
  return definitions;
}

interface Queued {
  readonly value: JsonObject;
  readonly pointer: string;
  readonly isInLoop: boolean;
}

/** Last block first, so that a stack gives them in reading order. */
function queued(blocks: unknown, pointer: string, isInLoop: boolean): Queued[] {
  return (asArray(blocks) ?? [])
    .flatMap((row, index): readonly Queued[] => {
      const value = asObject(row);
      return value === undefined ? [] : [{ value, pointer: `${pointer}/${index}`, isInLoop }];
    })
    .toReversed();
}

function ownTexts(block: JsonObject): readonly { readonly field: string; readonly text: string }[] {
  const texts: { field: string; text: string }[] = [];
  const stack: [string, unknown][] = Object.entries(block).filter(
    ([field]) => !FOREIGN_FIELDS.has(field),
  );
  stack.reverse();
  for (let seen = 0; seen < MAX_VALUES; seen += 1) {
    const next = stack.pop();
    if (next === undefined) break;
    const [field, value] = next;
    if (typeof value === 'string') texts.push({ field, text: value });
    const inner = asArray(value) ?? Object.values(asObject(value) ?? {});
    for (const item of inner.slice(0, MAX_VALUES)) stack.push([field, item]);
  }
  return texts;
}

/** Keys of declared parameters and outputs. */
export function declaredKeys(run: Run): ReadonlySet<string> {
  const parameters = asArray(at(run.workflow?.value, 'workflow_definition', 'parameters')) ?? [];
  return new Set(parameters.flatMap((parameter) => asText(at(parameter, 'key')) ?? []));
}

/** True when a text of the one block names the output of the other. */
export function usesOutputOf(run: Run, label: string | undefined, other: string): boolean {
  return blockDefinitions(run).some(
    (definition) =>
      definition.label === label &&
      definition.texts.some(({ text }) => namesWord(text, `${other}_output`)),
  );
}

function namesWord(text: string, word: string): boolean {
  for (let start = text.indexOf(word); start >= 0; start = text.indexOf(word, start + 1)) {
    const isWhole =
      !/\w/.test(text.charAt(start - 1)) && !/\w/.test(text.charAt(start + word.length));
    if (isWhole) return true;
  }
  return false;
}
