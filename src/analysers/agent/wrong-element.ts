import { times } from '../../support/count-words.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';

/** The chosen element cannot take the action: text into a button, a click into a dropdown's container. */
export const wrongElement = defineExceptionAnalyser({
  code: 'agent.wrong_element',
  info: {
    meaning: 'The model chose an element that cannot take the action.',
    owner: 'agent',
    retry: 'after-change',
    fixes: [
      'Name the field in the goal as the page labels it, and say where it stands (beside, below which text).',
      'Try a stronger model; the element tree of the step shows what it could have chosen.',
    ],
  },
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
