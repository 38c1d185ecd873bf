import { failedStatus } from '../../requests/failed-status.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import type { Run } from '../../run/run.ts';
import { complaintAbout } from '../complaint.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';

/** Statuses with causes of their own: sign-in, payment, uploads, sessions, limits, country. */
const OTHERS: ReadonlySet<number> = new Set([401, 402, 407, 413, 415, 419, 429, 440, 451]);
const INPUT_REFUSED: ReadonlySet<number> = new Set([400, 404, 405, 406, 409, 412, 414, 422]);

/** What a form asks for by GET is handed in too, when the page complains of it. */
function isRefusedSearch(request: FailedRequest, run: Run): boolean {
  return (
    request.trigger === 'action' &&
    request.resource === 'xhr' &&
    INPUT_REFUSED.has(failedStatus(request)) &&
    complaintAbout(run, request) !== undefined
  );
}

/** The server refused what was sent (400-499). Requests by GET count only when an action sent them and the page complains. */
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
  matches: (request, run) => {
    const status = failedStatus(request);
    return (
      status >= 400 &&
      status < 500 &&
      !OTHERS.has(status) &&
      request.challenge?.signal !== 'block' &&
      (request.isSubmit || isRefusedSearch(request, run))
    );
  },
  explanation: 'What the task wanted to hand in did not get through.',
  // Below what a page that names the refused input is worth: its words say more than the status.
  confidence: 0.84,
});
