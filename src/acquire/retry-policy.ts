import type { Clock } from './clock.ts';
import type { Limits } from './limits.ts';

const TRANSIENT_STATUSES: ReadonlySet<number> = new Set([408, 425, 429, 500, 502, 503, 504]);

export function isTransientStatus(status: number): boolean {
  return TRANSIENT_STATUSES.has(status) || (status >= 520 && status <= 529);
}

/** Full jitter: with eight workers, equal waits would come back as one wave. */
export function backoffMs(failures: number, limits: Limits, clock: Clock): number {
  const ceiling = Math.min(limits.backoffCapMs, limits.backoffBaseMs * 2 ** Math.min(failures, 20));
  return Math.ceil(clock.random() * ceiling);
}

/** `Retry-After` in seconds or as a date; the date is read by the server's own clock, which may be hours off ours. */
export function retryAfterMs(
  headers: ReadonlyMap<string, string>,
  clock: Clock,
): number | undefined {
  const value = headers.get('retry-after')?.trim();
  if (value === undefined || value === '') return undefined;
  if (/^\d{1,9}$/.test(value)) return Number(value) * 1000;
  // Date.parse takes almost anything for a date; HTTP's dates begin with a weekday.
  const until = /^[A-Z][a-z]{2}/.test(value) ? Date.parse(value) : Number.NaN;
  if (Number.isNaN(until)) return undefined;
  const serverNow = Date.parse(headers.get('date') ?? '');
  return Math.max(0, until - (Number.isNaN(serverNow) ? clock.nowMs() : serverNow));
}

export type SignedUrlRefusal = 'expired' | 'archived' | 'denied' | undefined;

/** What a storage service means by its 400 or 403; each says it in words of its own. */
export function readRefusal(status: number, body: string): SignedUrlRefusal {
  if (status !== 400 && status !== 401 && status !== 403) return undefined;
  if (/InvalidObjectState/.test(body)) return 'archived';
  const isExpired =
    /Request has expired|ExpiredToken|Invalid or expired artifact URL|expired/i.test(body) ||
    (/AuthenticationFailed/.test(body) && /time frame|Signature not valid/i.test(body));
  if (isExpired) return 'expired';
  return status === 403 || /AuthenticationFailed/.test(body) ? 'denied' : undefined;
}
