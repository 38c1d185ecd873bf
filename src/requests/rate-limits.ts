import type { Exchange } from '../run/run.ts';
import type { RequestContext } from './context.ts';
import { headerOf } from './headers.ts';
import type { FailedRequest } from './verdict.ts';

/** A server that asked for less. */
export interface RateLimit {
  readonly request: FailedRequest;
  /** How long it asked to wait; undefined when it did not say. */
  readonly retryAfterMs: number | undefined;
  /** The next try of the same request, and how long after the answer it came. */
  readonly nextTry: { readonly exchange: Exchange; readonly afterMs: number } | undefined;
  /** Whether the wait was kept; undefined when nothing was asked or nothing followed. */
  readonly wasRespected: boolean | undefined;
}

/** Answers 429, and 503 with a time to come back. */
export function findRateLimits(
  failed: readonly FailedRequest[],
  context: RequestContext,
): readonly RateLimit[] {
  return failed
    .filter(({ exchange }) => isRateLimit(exchange))
    .map((request) => describe(request, context));
}

function isRateLimit({ status, responseHeaders }: Exchange): boolean {
  return (
    status === 429 || (status === 503 && headerOf(responseHeaders, 'retry-after') !== undefined)
  );
}

function describe(request: FailedRequest, { history }: RequestContext): RateLimit {
  const { exchange } = request;
  const retryAfterMs = readRetryAfter(exchange);
  const next = history.nextTry(exchange);
  const endMs = endOf(exchange);
  const hasTimes = next?.startedAtMs !== undefined && endMs !== undefined;
  const nextTry = hasTimes
    ? { exchange: next, afterMs: (next.startedAtMs ?? 0) - endMs }
    : undefined;
  const wasRespected =
    nextTry === undefined || retryAfterMs === undefined
      ? undefined
      : nextTry.afterMs >= retryAfterMs;
  return { request, retryAfterMs, nextTry, wasRespected };
}

/** Seconds, or a date; a date is compared with when the answer came. */
function readRetryAfter(exchange: Exchange): number | undefined {
  const value = headerOf(exchange.responseHeaders, 'retry-after')?.trim().slice(0, 40);
  if (value === undefined) return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Only the one date form of HTTP: anything looser depends on the reader's time zone.
  const atMs = value.endsWith(' GMT') ? Date.parse(value) : Number.NaN;
  const endMs = endOf(exchange);
  return Number.isNaN(atMs) || endMs === undefined ? undefined : Math.max(0, atMs - endMs);
}

function endOf({ startedAtMs, durationMs }: Exchange): number | undefined {
  return startedAtMs === undefined ? undefined : startedAtMs + (durationMs ?? 0);
}
