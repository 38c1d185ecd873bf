import type { ReasonHit } from '../../run/facts/failure-reason.ts';
import { citeJson, type Evidence } from '../../run/evidence.ts';
import type { Run } from '../../run/run.ts';
import { defineReasonAnalyser } from '../reason-analyser.ts';

/** A limit of the agent was reached. That is how a run ends, never why; the words behind it are the guess of a model and are left out. */
export const caps = defineReasonAnalyser('agent.caps', [
  {
    code: 'agent.step_cap',
    info: {
      meaning: 'The run used up its steps.',
      owner: 'agent',
      retry: 'after-change',
      fixes: [
        'Look at what the last steps did again and again; more steps help only if each of them got further.',
      ],
    },
    patterns: [
      /Reached the maximum steps \((\d+)\)/,
      /Reached the max(?:imum)? (?:number of )?steps[^\n]{0,40}/i,
    ],
    title: ({ match }) =>
      `The run used up its ${match[1] ?? ''} steps without reaching the goal.`.replace('  ', ' '),
    explanation:
      'The limit says only that the goal was not reached in time, not what stood in the way.',
    claim: 'the limit of steps was reached',
    confidence: 0.35,
    step: 'last',
    support: (run) => citeCode(run, 'REACH_MAX_STEPS'),
  },
  {
    code: 'agent.retry_cap',
    info: {
      meaning: 'One step failed as often as it may be tried.',
      owner: 'agent',
      retry: 'after-change',
      fixes: ['Look at the exception of the attempts of that step: they failed for one reason.'],
    },
    patterns: [/Max retries per step \((\d+)\) exceeded/],
    title: ({ match }) => `One step failed in every attempt (${match[1] ?? '?'} retries).`,
    explanation: 'The limit says only that the step kept failing, not why.',
    claim: 'the limit of retries was reached',
    confidence: 0.35,
    step: 'last',
    support: (run) => citeCode(run, 'REACH_MAX_RETRIES'),
  },
  {
    code: 'agent.iteration_cap',
    info: {
      meaning: 'The agent used up its rounds of planning.',
      owner: 'agent',
      retry: 'after-change',
      fixes: ['Split the goal into smaller tasks, or raise the limit if each round got further.'],
    },
    patterns: [
      /[Rr]eached the max(?:imum)? (?:number of )?iterations[^\n]{0,60}/,
      /[Mm]ax(?:imum)? (?:number of )?iterations[^\n]{0,20}(?:reached|exceeded)/,
      /\bBUDGET_EXHAUSTED\b/,
    ],
    applies: ({ reason }: ReasonHit) =>
      !['for_loop', 'while_loop'].includes(reason.block?.type ?? ''),
    title: () => 'The agent used up its rounds of planning without reaching the goal.',
    explanation:
      'The limit says only that the goal was not reached in time, not what stood in the way.',
    claim: 'the limit of rounds was reached',
    confidence: 0.35,
    step: 'last',
  },
]);

/** The code that Skyvern sets together with the reason. */
function citeCode(run: Run, code: string): readonly Evidence[] {
  const error = run.outcome.errors.find((candidate) => candidate.code === code);
  return error === undefined
    ? []
    : [
        citeJson(
          { source: error.place.source, pointer: `${error.place.pointer}/error_code` },
          code,
          'the code that Skyvern set',
        ),
      ];
}
