/** What the causes of pages mean that more than one rule can find. */
import type { FindingInfo } from './define-analyser.ts';

export const DIALOG_INFO: FindingInfo = {
  meaning: 'A browser dialog asked for confirmation and was dismissed.',
  owner: 'agent',
  retry: 'after-change',
  fixes: [
    'Say in the goal that the confirmation dialog has to be accepted.',
    'If it repeats, do this step with a code block that accepts dialogs.',
  ],
};

export const FORM_VALIDATION_INFO: FindingInfo = {
  meaning: 'The page checked the input and refused it.',
  owner: 'task',
  retry: 'after-change',
  fixes: [
    'Correct the value in the task or payload to what the message asks for.',
    'If the field is one the task does not mention, add its value (or the box to tick) to the goal.',
  ],
};

export const IFRAME_INFO: FindingInfo = {
  meaning: 'The needed part of the page is in a frame that stayed empty or out of reach.',
  owner: 'site',
  retry: 'after-change',
  fixes: [
    'If the frame was refused, tell the owners of both sites: framing headers must allow the embedding page.',
    'Open the address of the frame directly with a goto_url block.',
  ],
};

export const NOT_INTERACTABLE_INFO: FindingInfo = {
  meaning:
    'The element exists but the page does not let it be used (disabled, read-only or not visible).',
  owner: 'site',
  retry: 'after-change',
  fixes: [
    'Look at the page for the reason the element is disabled (a closed period, a missing selection, a missing right) and remove it.',
    'If the state is legitimate, give the task a terminate criterion that names it, so that the run ends at once with a clear word.',
  ],
};

export const OPTION_INFO: FindingInfo = {
  meaning: 'The select box or dropdown does not offer the option that the task wants.',
  owner: 'task',
  retry: 'after-change',
  fixes: [
    'Compare the wanted value with the options on the page: correct the spelling in the task, or name an alternative.',
    'If the option depends on an earlier choice, say in the goal what has to be chosen first.',
  ],
};
