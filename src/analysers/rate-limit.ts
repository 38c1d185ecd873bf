import { failedStatus } from '../requests/failed-status.ts';
import { headerOf } from '../requests/headers.ts';
import type { FailedRequest } from '../requests/verdict.ts';

/** 429, or 503 with a time to come back: for a page of its own that time is the end of the maintenance. */
export function isRateLimit(request: FailedRequest): boolean {
  const status = failedStatus(request);
  return (
    status === 429 ||
    (status === 503 &&
      !request.isTopDocument &&
      headerOf(request.exchange.responseHeaders, 'retry-after') !== undefined)
  );
}
