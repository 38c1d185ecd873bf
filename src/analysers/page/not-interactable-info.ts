import type { FindingInfo } from '../define-analyser.ts';

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
