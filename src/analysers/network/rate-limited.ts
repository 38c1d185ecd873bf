import { failedStatus } from '../../requests/failed-status.ts';
import { headerOf } from '../../requests/headers.ts';
import { isRateLimit } from '../rate-limit.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** The site limits requests: 429, or 503 with Retry-After. A 429 of a protection service is a bot wall; one of the model's API is another cause. */
export const rateLimited = defineRequestAnalyser({
  code: 'network.rate_limited',
  info: SHARED_CAUSES['network.rate_limited'],
  matches: (request) => request.challenge?.signal !== 'block' && isRateLimit(request),
  outcome: (request) => {
    const wait = headerOf(request.exchange.responseHeaders, 'retry-after');
    return `was refused for too many requests (${failedStatus(request)}${wait === undefined ? '' : `, retry after ${wait}`})`;
  },
  explanation: 'The server asks to slow down; the page shows what it can without the answer.',
  confidence: 0.9,
});
