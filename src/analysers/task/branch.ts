import { citeJson, type Evidence } from '../../run/evidence.ts';
import type { ReasonHit } from '../../run/facts/failure-reason.ts';
import { flattenBlocks } from '../../run/read-blocks.ts';
import type { Run } from '../../run/run.ts';
import { childPointer } from '../../support/json-pointer.ts';
import { asObject, at } from '../../support/unknown.ts';
import { defineReasonAnalyser } from '../reason-analyser.ts';

/** A conditional block could not decide: its expression cannot be computed, or no branch fits and there is no default. */
export const branch = defineReasonAnalyser('task.branch', [
  {
    code: 'task.branch',
    info: {
      meaning: 'A conditional block could not choose a branch.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Let the expression cope with missing values, for example with a default filter.',
        'Add a default branch.',
      ],
    },
    patterns: [
      /No conditional branch matched[^\n]{0,120}/,
      /Failed to evaluate (?:natural language branches|branch \d+)[^\n]{0,300}/,
      /Branch (?:evaluation|condition) failed[^\n]{0,200}/i,
    ],
    title: (hit, where, run) => {
      const missing = missingValues(run, hit);
      const reason = /Reason: ((?!Failed)[^.\n]{5,120})/.exec(hit.match[0])?.[1];
      const cause = missing[0] === undefined ? reason : 'a value that it compares is empty';
      return `The condition of ${where} could not be decided${cause === undefined ? '' : `: ${cause}`}.`;
    },
    explanation: (hit, run) =>
      missingValues(run, hit).length > 0
        ? 'The expression takes a value from an earlier block, and that block returned none.'
        : 'The engine stopped at the condition itself; no step is to blame.',
    claim: 'the condition could not be decided',
    confidence: 0.95,
    step: 'none',
    support: missingValues,
  },
]);

/** Empty values in the outputs that the expression names. */
function missingValues(run: Run, { reason }: ReasonHit): readonly Evidence[] {
  return flattenBlocks(run.blocks).flatMap((block) => {
    const prefix = `${block.label ?? ''}_output.extracted_information.`;
    if (block.label === undefined || !reason.core.includes(prefix)) return [];
    const output = asObject(at(block.output, 'extracted_information')) ?? {};
    return Object.entries(output)
      .filter(([key, value]) => value === null && reason.core.includes(`${prefix}${key}`))
      .map(([key, value]) =>
        citeJson(
          {
            source: block.place.source,
            pointer: childPointer(`${block.place.pointer}/output/extracted_information`, key),
          },
          value,
          `block '${block.label ?? '?'}' returned no ${key}`,
        ),
      );
  });
}
