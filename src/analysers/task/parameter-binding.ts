import { defineReasonAnalyser } from '../reason-analyser.ts';

/** A parameter or credential is declared but bound to nothing: the engine meets it empty at the moment of use. */
export const parameterBinding = defineReasonAnalyser('task.parameter_binding', [
  {
    code: 'task.parameter_binding',
    info: {
      meaning: 'A declared parameter was not bound to a value when the block needed it.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Pass the parameter when starting the run, or give it a default value.',
        'Check that the block lists the parameter among those it uses.',
      ],
    },
    patterns: [
      /[^\n]{0,120}should have already been set through workflow run (?:parameters|context init)/,
      /[^\n]{0,120}is not bound to any block/,
      /Parameter \S{1,80} (?:is not bound|has not been set|was not set)[^\n]{0,80}/i,
    ],
    title: (hit, where) =>
      `A parameter of ${where} had no value: ${hit.match[0].trim().slice(0, 140)}.`,
    explanation: 'The engine stopped at the use of the parameter; the site had no part in it.',
    claim: 'the parameter was not set',
    confidence: 0.95,
    step: 'none',
  },
]);
