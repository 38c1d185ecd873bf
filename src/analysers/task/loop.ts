import { citeJson, type Evidence } from '../../run/evidence.ts';
import type { ReasonHit } from '../../run/facts/failure-reason.ts';
import { blockDefinitions } from '../../run/facts/workflow-definition.ts';
import { flattenBlocks } from '../../run/read-blocks.ts';
import type { Run } from '../../run/run.ts';
import { childPointer } from '../../support/json-pointer.ts';
import { asArray, at, isObject } from '../../support/unknown.ts';
import { defineReasonAnalyser } from '../reason-analyser.ts';

/**
 * A loop had nothing to loop over, could not read its values, or hit its own limit. Where the list came from an earlier block, that block's
 * output is cited: an empty list is often what the page really says.
 */
export const loop = defineReasonAnalyser('task.loop', [
  {
    code: 'task.loop',
    info: {
      meaning: 'A loop block could not get its values, got none, or reached its own limit.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'If an empty list is a normal result, let the loop complete when there is nothing to do.',
        'Otherwise check the reference of the loop: does it name the list itself, and does the block before it fill that list?',
      ],
    },
    patterns: [
      /No iterable value found for the loop block/,
      /Failed to get loop values[^\n]{0,120}/,
      /Failed to evaluate while-loop[^\n]{0,120}/,
      /Reached max_(?:loop_iterations|steps_per_iteration) limit[^\n]{0,60}/,
      /Invalid loop (?:variable|value|parameter)[^\n]{0,120}/i,
    ],
    title: (hit, where, run) =>
      /No iterable/.test(hit.match[0])
        ? `The loop of ${where} had nothing to do: ${emptyOutputs(run, hit).length > 0 ? 'the list that it takes from an earlier block is empty' : 'its list is empty or missing'}.`
        : `The loop of ${where} could not go on: ${hit.match[0].replace(/[.\s]{1,20}$/, '').slice(0, 120)}.`,
    explanation: (hit, run) =>
      emptyOutputs(run, hit).length > 0
        ? 'The block before it completed and returned no item, and the loop is not allowed to be empty.'
        : 'The engine stopped at the loop itself; no step of an iteration is to blame.',
    claim: 'the loop stopped',
    confidence: 0.95,
    step: 'none',
    support: emptyOutputs,
  },
]);

/** Empty lists in the output of blocks that the loop names. */
function emptyOutputs(run: Run, { reason }: ReasonHit): readonly Evidence[] {
  const definition = blockDefinitions(run).find(({ label }) => label === reason.block?.label);
  if (definition === undefined) return [];
  return flattenBlocks(run.blocks).flatMap((block) => {
    const isNamed =
      block.label !== undefined &&
      definition.texts.some(({ text }) => text.includes(`${block.label ?? ''}_output`));
    return isNamed
      ? emptyLists(at(block.output, 'extracted_information')).map((path) =>
          citeJson(
            {
              source: block.place.source,
              pointer: `${block.place.pointer}/output/extracted_information${path}`,
            },
            [],
            `the list from block '${block.label ?? '?'}' is empty`,
          ),
        )
      : [];
  });
}

/** Pointers of empty lists, at most one level deep. */
function emptyLists(value: unknown): readonly string[] {
  if (asArray(value)?.length === 0) return [''];
  if (!isObject(value)) return [];
  return Object.entries(value)
    .filter(([, inner]) => asArray(inner)?.length === 0)
    .map(([key]) => childPointer('', key))
    .slice(0, 2);
}
