import { failedStatus } from '../../requests/failed-status.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';

/** The server refused what was sent (400-499). 401, 407 and 429 have causes of their own, so have uploads that are too large. */
export const http4xxSubmit = defineRequestAnalyser({
  code: 'network.http_4xx_submit',
  info: {
    meaning: 'The server refused a request that hands something in.',
    owner: 'site',
    retry: 'after-change',
    fixes: [
      'Read the status: 409 means that the record changed or exists already, 400 and 422 that a value was refused, 403 that a right is missing.',
      'Repeat the action by hand with the same values and look at the answer of this request in the browser.',
    ],
  },
  matches: (request) => {
    const status = failedStatus(request);
    return (
      status >= 400 &&
      status < 500 &&
      ![401, 402, 407, 413, 415, 429, 451].includes(status) &&
      request.isSubmit &&
      request.challenge?.signal !== 'block'
    );
  },
  explanation: 'What the task wanted to hand in did not get through.',
  confidence: 0.88,
});
