import type { ActionFailure } from '../../run/facts/action-failures.ts';
import { times } from '../../support/count-words.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';

/**
 * The element was in the tree when the page was read and gone when it was used: MissingElement with a real selector, or a click that
 * hits a detached node. `selector=None` is another story: an id the model made up.
 */
export const elementStale = defineExceptionAnalyser({
  code: 'page.element_stale',
  info: {
    meaning: 'The page replaced the element between being read and being used.',
    owner: 'site',
    retry: 'later',
    fixes: [
      'Wait for the page to settle before acting: add a wait block or a completion condition that names a stable text.',
      'If the page re-renders all the time, use a code block with a selector that survives re-rendering.',
    ],
  },
  matches: isStale,
  title: ({ step }, target) => `The ${target} was gone when step ${step.order} came to use it.`,
  explanation: (failures) =>
    `It was in the element tree that the step started from, but not on the page any more when the action ran (${times(failures.length)}): the page had rendered itself anew.`,
  claim: 'the action found no element behind its selector',
  confidence: 0.9,
});

const DETACHED = /not attached to the DOM|detached from the DOM|element was detached/i;
const STALE_TYPES: ReadonlySet<string> = new Set([
  'MultiFieldTotpGroupChanged',
  'MultiFieldTotpGroupGone',
]);

/** The call log ends while it still waits: nothing on the page answered to the selector of an element that had been read. */
function neverResolved({ action, message, isFinal }: ActionFailure): boolean {
  return (
    isFinal &&
    action.element !== undefined &&
    /Timeout \d+\s?ms exceeded/.test(message) &&
    /waiting for (?:locator|selector|get_by_)/.test(message) &&
    !/resolved to/.test(message)
  );
}

function isStale(failure: ActionFailure): boolean {
  if (failure.exceptionType === 'MissingElement')
    return !/selector=None\b/.test(failure.message) && /selector=/.test(failure.message);
  if (neverResolved(failure)) return true;
  return (
    STALE_TYPES.has(failure.exceptionType) || (failure.isFinal && DETACHED.test(failure.message))
  );
}
