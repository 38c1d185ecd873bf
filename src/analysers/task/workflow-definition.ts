import { defineReasonAnalyser } from '../reason-analyser.ts';

/** The workflow cannot be run as it is written: unknown labels, circles, empty loops, a login that is bound to nothing. */
export const workflowDefinition = defineReasonAnalyser('task.workflow_definition', [
  {
    code: 'task.workflow_definition',
    info: {
      meaning: 'The workflow is defined in a way that cannot be run.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Open the workflow and correct the block that is named here: next blocks, labels and what is inside loops.',
        'The check on saving does not look inside loops, so look there first.',
      ],
    },
    patterns: [
      /(?:While-)?[Ll]oop graph validation failed[^\n]{0,120}/,
      /[Gg]raph validation failed[^\n]{0,120}/,
      /Unable to find block with label[^\n]{0,120}/,
      /Next block label [^\n]{0,120} not found/,
      /Cycle detected while traversing[^\n]{0,120}/,
      /No defined blocks to loop[^\n]{0,60}/,
      /Workflow has no executable blocks/,
      /has no blocks to run/,
      /Validation block should not be the first block/,
      /(?:Duplicate|Conflicting) (?:block )?labels?[^\n]{0,80}/i,
      /(?:Invalid|Unsupported|Unknown) (?:workflow definition|block type)[^\n]{0,80}/i,
    ],
    title: (hit, where) =>
      `The workflow cannot be run as it is defined: ${where} says "${short(hit.match[0])}".`,
    explanation:
      'The engine refused the definition itself, before the blocks concerned did anything. The same definition fails every time.',
    claim: 'the definition was refused',
    confidence: 0.95,
    step: 'none',
  },
]);

function short(text: string): string {
  return text.replace(/[.\s]{1,20}$/, '').slice(0, 140);
}
