import type { FindingInfo } from '../define-analyser.ts';

export const FORM_VALIDATION_INFO: FindingInfo = {
  meaning: 'The page checked the input and refused it.',
  owner: 'task',
  retry: 'after-change',
  fixes: [
    'Correct the value in the task or payload to what the message asks for.',
    'If the field is one the task does not mention, add its value (or the box to tick) to the goal.',
  ],
};
