import { describe, expect, it } from 'vitest';
import { exchangeFate, networkTrouble } from '../../src/requests/failure.ts';
import { exchange } from '../support/har-builder.ts';

const fateOf = (parts: Parameters<typeof exchange>[0]): string => {
  const fate = exchangeFate(exchange(parts));
  return fate.kind === 'failed' ? fate.failure.kind : fate.kind;
};

describe('the fate of an exchange', () => {
  it.each([
    ['an answer', { status: 200 }, 'answered'],
    ['a redirect', { status: 302 }, 'answered'],
    [
      '204 that old recorders mark as aborted',
      { status: 204, failureText: 'net::ERR_ABORTED' },
      'answered',
    ],
    ['304 marked as aborted', { status: 304, failureText: 'net::ERR_ABORTED' }, 'answered'],
    ['404 marked as aborted', { status: 404, failureText: 'net::ERR_ABORTED' }, 'status'],
    [
      'a body cut short',
      { status: 200, failureText: 'net::ERR_CONTENT_LENGTH_MISMATCH' },
      'cut-short',
    ],
    [
      'a refused frame',
      { status: 200, failureText: 'net::ERR_BLOCKED_BY_RESPONSE' },
      'refused-answer',
    ],
    ['200 marked as aborted', { status: 200, failureText: 'net::ERR_ABORTED' }, 'aborted'],
    ['a reset', { status: -1, failureText: 'net::ERR_CONNECTION_RESET' }, 'network'],
    ['an abort', { status: -1, failureText: 'net::ERR_ABORTED' }, 'aborted'],
    ['pending at close', { status: -1, durationMs: undefined }, 'unfinished'],
    ["the driver's own client without an answer", { status: -1, isApiRequest: true }, 'no-answer'],
    ['status 0 of other exporters', { status: 0, durationMs: 3 }, 'no-answer'],
    ['status 0 still awaited', { status: 0, durationMs: undefined }, 'unfinished'],
    ['an open event stream', { status: 200, mimeType: 'text/event-stream' }, 'answered'],
  ])('%s', (_name, parts, kind) => {
    expect(fateOf(parts)).toBe(kind);
  });
});

describe('the trouble behind an error text', () => {
  it.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'dns'],
    ['net::ERR_CERT_DATE_INVALID', 'tls'],
    ['net::ERR_CONNECTION_TIMED_OUT', 'timeout'],
    ['net::ERR_CONNECTION_REFUSED', 'connection'],
    ['net::ERR_TUNNEL_CONNECTION_FAILED', 'proxy'],
    ['net::ERR_TOO_MANY_REDIRECTS', 'redirect-loop'],
    ['net::ERR_UNSAFE_PORT', 'bad-address'],
    ['net::ERR_FAILED', 'unexplained'],
    ['csp', 'blocked'],
    ['Error during WebSocket handshake: Unexpected response code: 404', 'websocket'],
  ])('%s is %s', (text, trouble) => {
    expect(networkTrouble(text)).toBe(trouble);
  });
});
