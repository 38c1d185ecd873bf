import type { FindingInfo } from '../define-analyser.ts';

export const DIALOG_INFO: FindingInfo = {
  meaning: 'A browser dialog asked for confirmation and was dismissed.',
  owner: 'agent',
  retry: 'after-change',
  fixes: [
    'Say in the goal that the confirmation dialog has to be accepted.',
    'If it repeats, do this step with a code block that accepts dialogs.',
  ],
};
