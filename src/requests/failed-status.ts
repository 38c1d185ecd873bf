import type { FailedRequest } from './verdict.ts';

/** HTTP status of a request that was answered with an error, 0 for every other failure. */
export function failedStatus({ failure }: FailedRequest): number {
  return failure.kind === 'status' ? failure.status : 0;
}
