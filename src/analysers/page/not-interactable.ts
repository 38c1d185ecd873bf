import { times } from '../../support/count-words.ts';
import type { ActionFailure } from '../../run/facts/action-failures.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The element is there and may not be used: disabled, read-only, invisible, outside the viewport. A button that waits for a valid form is
 * a symptom of form validation; an element below an overlay belongs to `page.covered`.
 */
export const notInteractable = defineExceptionAnalyser({
  code: 'page.not_interactable',
  info: SHARED_CAUSES['page.not_interactable'],
  matches: isUnusable,
  title: (failure, target) =>
    `The ${target} is ${stateOf(failure)}, so step ${failure.step.order} could not use it.`,
  explanation: (failures) =>
    `The element was found on the page, but it refused the action (${times(failures.length)}).`,
  claim: 'the element refuses the action',
  confidence: 0.88,
});

const TYPES = new Map([
  ['InteractWithDisabledElement', 'disabled'],
  ['InputToReadonlyElement', 'read-only'],
  ['InputToInvisibleElement', 'not visible'],
  ['ElementOutOfCurrentViewport', 'outside the visible page'],
  ['NoElementBoudingBox', 'without a place on the page'],
  ['NoElementBoundingBox', 'without a place on the page'],
]);

const PHRASES: readonly (readonly [RegExp, string])[] = [
  [/element is not enabled/, 'disabled'],
  [/element is not editable/, 'read-only'],
  [/element is not visible/, 'not visible'],
  [/element is outside of the viewport/, 'outside the visible page'],
];

function isUnusable(failure: ActionFailure): boolean {
  if (TYPES.has(failure.exceptionType)) return true;
  return (
    failure.isFinal &&
    !/intercepts pointer events/.test(failure.message) &&
    PHRASES.some(([pattern]) => pattern.test(failure.message))
  );
}

function stateOf({ exceptionType, message }: ActionFailure): string {
  return (
    TYPES.get(exceptionType) ??
    PHRASES.find(([pattern]) => pattern.test(message))?.[1] ??
    'not usable'
  );
}
