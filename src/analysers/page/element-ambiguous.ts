import { times } from '../../support/count-words.ts';
import { defineExceptionAnalyser } from '../exception-analyser.ts';

/** The selector meets several nodes: the page cloned an element together with the id that Skyvern had written into it. */
export const elementAmbiguous = defineExceptionAnalyser({
  code: 'page.element_ambiguous',
  info: {
    meaning: 'Several elements answer to the selector of one.',
    owner: 'site',
    retry: 'after-change',
    fixes: [
      'Name the wanted element more closely in the goal (its section, position or neighbouring text).',
      'Use a code block with a selector that meets one element only; carousels and responsive menus often hold clones.',
    ],
  },
  matches: ({ exceptionType, message }) =>
    exceptionType === 'MultipleElementsFound' ||
    /strict mode violation|resolved to (?:[2-9]|\d{2,6}) elements/.test(message),
  title: ({ step, message }, target) =>
    `The ${target} could not be used in step ${step.order}: its selector meets ${/\b(\d{1,6}) elements/.exec(message)?.[1] ?? 'several'} elements.`,
  explanation: (failures) =>
    `The page holds copies of the element, id included, so the click cannot tell which one is meant (failed ${times(failures.length)}).`,
  claim: 'the selector met more than one element',
  confidence: 0.9,
});
