import { describeElement } from '../../run/describe-action.ts';
import {
  actionFailures,
  citeExceptionType,
  citeFailure,
  type ActionFailure,
} from '../../run/facts/action-failures.ts';
import { succeededLater } from '../../run/facts/progress.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The element was in the tree when the page was read and gone when it was used: MissingElement with a real selector, or a click that
 * hits a detached node. `selector=None` is another story: an id the model made up.
 */
export const elementStale = defineAnalyser({
  id: 'page.element_stale',
  needs: ['steps'],
  findings: {
    'page.element_stale': {
      meaning: 'The page replaced the element between being read and being used.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'Wait for the page to settle before acting: add a wait block or a completion condition that names a stable text.',
        'If the page re-renders all the time, use a code block with a selector that survives re-rendering.',
      ],
    },
  },
  run: (run) => {
    const failures = actionFailures(run).filter(isStale);
    const [first] = failures;
    return first === undefined ? [] : [staleFinding(run, first, failures)];
  },
});

const DETACHED = /not attached to the DOM|detached from the DOM|element was detached/i;

function isStale(failure: ActionFailure): boolean {
  if (failure.exceptionType === 'MissingElement')
    return !/selector=None\b/.test(failure.message) && /selector=/.test(failure.message);
  return failure.isFinal && DETACHED.test(failure.message);
}

function staleFinding(
  run: Run,
  first: ActionFailure,
  failures: readonly ActionFailure[],
): Finding<'page.element_stale'> {
  const { step, action } = first;
  const target =
    action.element === undefined
      ? `element ${action.elementId ?? '?'}`
      : describeElement(action.element);
  return {
    code: 'page.element_stale',
    title: `The ${target} was gone when step ${step.order} came to use it.`,
    explanation: `It was in the element tree that the step started from, but not on the page any more when the action ran${failures.length > 1 ? ` (${failures.length} times)` : ''}: the page had rendered itself anew.`,
    bearing: {
      tier: 'typed',
      confidence: 0.9,
      persistence: succeededLater(run, step, action) ? 'recovered' : 'persistent',
    },
    step,
    atMs: action.finishedAtMs,
    locus: target,
    evidence: [
      citeFailure(first, `the ${action.type} found no element behind its selector`),
      citeExceptionType(first, 'the exception that Skyvern recorded'),
    ],
  };
}
