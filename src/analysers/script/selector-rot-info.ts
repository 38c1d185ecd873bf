import type { FindingInfo } from '../define-analyser.ts';

/** Wording of `script.selector_rot`, which an exception or a hand-over to the agent can show. */
export const selectorRotInfo: FindingInfo = {
  meaning: 'A selector in the code finds its element no more.',
  owner: 'task',
  retry: 'after-change',
  fixes: [
    'Compare the selector with the page as it is now and correct it; prefer labels and roles to positions.',
    'Let the run fall back to the agent, or generate the script anew.',
  ],
};
