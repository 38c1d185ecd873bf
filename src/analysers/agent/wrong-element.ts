import { times } from '../../support/count-words.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** The chosen element cannot take the action: text into a button, a click into a dropdown's container. */
export const wrongElement = defineExceptionAnalyser({
  code: 'agent.wrong_element',
  info: SHARED_CAUSES['agent.wrong_element'],
  matches: ({ exceptionType }) => TYPES.has(exceptionType),
  title: ({ step, action }, target) =>
    `Step ${step.order} tried to ${VERBS.get(action.type) ?? action.type} the ${target}, which cannot take that.`,
  explanation: (failures) =>
    `The element exists, but it is of the wrong kind for the action (${times(failures.length)}); the right one stands elsewhere on the page.`,
  claim: 'the element is of the wrong kind for the action',
  confidence: 0.9,
});

const TYPES: ReadonlySet<string> = new Set([
  'InvalidElementForTextInput',
  'InputActionOnSelect2Dropdown',
  'InteractWithDropdownContainer',
]);
const VERBS = new Map([
  ['input_text', 'type into'],
  ['select_option', 'select in'],
  ['click', 'click'],
]);
