import { describe, expect, it } from 'vitest';
import type { Clock } from '../../src/acquire/clock.ts';
import { DEFAULT_LIMITS } from '../../src/acquire/limits.ts';
import { backoffMs, readRefusal, retryAfterMs } from '../../src/acquire/retry-policy.ts';

function clockAt(nowMs: number, random = 1): Clock {
  return { nowMs: () => nowMs, random: () => random, sleep: () => Promise.resolve() };
}

describe('backoffMs', () => {
  it('doubles up to its cap', () => {
    const waits = [0, 1, 2, 5, 6, 60].map((failures) =>
      backoffMs(failures, DEFAULT_LIMITS, clockAt(0)),
    );
    expect(waits).toEqual([250, 500, 1000, 8000, 10_000, 10_000]);
  });

  it('is anything between nothing and that', () => {
    expect(backoffMs(2, DEFAULT_LIMITS, clockAt(0, 0))).toBe(0);
    expect(backoffMs(2, DEFAULT_LIMITS, clockAt(0, 0.5))).toBe(500);
  });
});

describe('retryAfterMs', () => {
  it('reads seconds', () => {
    expect(retryAfterMs(new Map([['retry-after', '7']]), clockAt(0))).toBe(7000);
  });

  it("reads dates by the server's clock, not by ours", () => {
    const headers = new Map([
      ['date', 'Mon, 23 Nov 2026 12:00:00 GMT'],
      ['retry-after', 'Mon, 23 Nov 2026 12:00:05 GMT'],
    ]);
    expect(retryAfterMs(headers, clockAt(Date.UTC(2020, 1, 1)))).toBe(5000);
  });

  it.each(['', 'soon', '-5'])('ignores %j', (value) => {
    expect(retryAfterMs(new Map([['retry-after', value]]), clockAt(0))).toBeUndefined();
  });
});

describe('readRefusal', () => {
  it.each([
    [403, '<Code>AccessDenied</Code><Message>Request has expired</Message>', 'expired'],
    [400, '<Code>ExpiredToken</Code>', 'expired'],
    [403, '{"detail":"Invalid or expired artifact URL"}', 'expired'],
    [403, 'AuthenticationFailed: Signature not valid in the specified time frame', 'expired'],
    [403, '<Code>InvalidObjectState</Code>', 'archived'],
    [403, '<Code>AccessDenied</Code>', 'denied'],
    [400, 'bad request', undefined],
    [404, 'Request has expired', undefined],
  ])('takes %i with %s for %s', (status, body, expected) => {
    expect(readRefusal(status, body)).toBe(expected);
  });
});
