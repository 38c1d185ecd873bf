import { actionFailures, citeExceptionType, citeFailure } from '../../run/facts/action-failures.ts';
import { citeJson } from '../../run/evidence.ts';
import { asText, at } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';

/** The model says COMPLETE again and again and the verifier refuses each time: what the goal asks for cannot be seen on the page. One refusal is a slip. */
export const illegitCompleteStreak = defineAnalyser({
  id: 'agent.illegit_complete_streak',
  needs: ['steps'],
  findings: {
    'agent.illegit_complete_streak': {
      meaning: 'The model kept saying that the goal is reached, and the check kept refusing it.',
      owner: 'task',
      retry: 'after-change',
      fixes: [
        'Compare goal and completion criterion with what the site shows at the end: ask only for what can be seen there.',
        'State a completion criterion that names a text of the last page.',
      ],
    },
  },
  run: (run) => {
    const refusals = actionFailures(run).filter(
      ({ exceptionType }) => exceptionType === 'IllegitComplete',
    );
    const [first] = refusals;
    if (first === undefined || refusals.length < 2) return [];
    const reason = asText(at(first.result.data, 'error'));
    const because =
      reason === undefined
        ? []
        : [
            citeJson(
              {
                source: first.result.place.source,
                pointer: `${first.result.place.pointer}/data/error`,
              },
              reason,
              'why the check refused',
            ),
          ];
    return [
      {
        code: 'agent.illegit_complete_streak',
        title: `The model said ${refusals.length} times that the goal is reached, from step ${first.step.order} on, and the check refused it each time.`,
        explanation: `Nothing else was done in these steps. ${reason === undefined ? 'What the goal asks for does not show on the page.' : `The check missed: ${reason.slice(0, 200)}`}`,
        bearing: {
          tier: 'typed',
          confidence: refusals.length >= 3 ? 0.9 : 0.72,
          persistence: run.outcome.status === 'completed' ? 'recovered' : 'persistent',
        },
        step: first.step,
        atMs: first.action.finishedAtMs,
        locus: 'IllegitComplete',
        evidence: [
          citeExceptionType(first, 'the check refused the completion'),
          citeFailure(first, 'the message of the refusal'),
          ...because,
          ...refusals
            .slice(1, 3)
            .map((refusal) => citeExceptionType(refusal, `again in step ${refusal.step.order}`)),
        ],
      },
    ];
  },
});
