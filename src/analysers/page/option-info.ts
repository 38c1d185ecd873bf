import type { FindingInfo } from '../define-analyser.ts';

export const OPTION_INFO: FindingInfo = {
  meaning: 'The select box or dropdown does not offer the option that the task wants.',
  owner: 'task',
  retry: 'after-change',
  fixes: [
    'Compare the wanted value with the options on the page: correct the spelling in the task, or name an alternative.',
    'If the option depends on an earlier choice, say in the goal what has to be chosen first.',
  ],
};
