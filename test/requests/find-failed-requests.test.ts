import { describe, expect, it } from 'vitest';
import { runOfHar } from '../../src/requests/bare-har.ts';
import { findFailedRequests } from '../../src/requests/find-failed-requests.ts';
import { requestsOfAction } from '../../src/requests/timeline.ts';
import type { Exchange } from '../../src/run/run.ts';
import {
  action,
  consoleMessage,
  documentExchange,
  exchange,
  network,
  requestRun,
  step,
} from '../support/har-builder.ts';
import type { RunParts } from '../support/har-builder.ts';

const PAGE = documentExchange();
const report = (parts: RunParts): ReturnType<typeof findFailedRequests> =>
  findFailedRequests(requestRun(parts));
const post = (parts: Parameters<typeof exchange>[0] = {}): Exchange =>
  exchange({ url: 'https://shop.test/api/orders', method: 'POST', at: 10_000, ...parts });

describe('ties to steps and actions', () => {
  const click = action({ at: 9900 });
  const steps = [step({ actions: [action({ at: 2000 }), click] })];

  it('goes to the action in whose time the request began', () => {
    const [failed] = report({ exchanges: [PAGE, post({ status: 500 })], steps }).failed;
    expect(failed?.link).toMatchObject({ strength: 'action', action: click });
    expect(failed).toMatchObject({
      trigger: 'action',
      isSubmit: true,
      verdict: { level: 'mattered' },
    });
  });

  it('allows the clocks to differ a little', () => {
    const [failed] = report({ exchanges: [PAGE, post({ status: 500, at: 9750 })], steps }).failed;
    expect(failed?.link).toMatchObject({ strength: 'action', action: click });
  });

  it('falls back to the step long after an action, and to nothing outside every step', () => {
    const strengths = [40_000, 90_000].map(
      (at) =>
        report({ exchanges: [PAGE, post({ status: 500, at })], steps }).failed[0]?.link.strength,
    );
    expect(strengths).toEqual(['step', 'none']);
  });

  it('tells what the new page asked for from what the click asked for', () => {
    const next = documentExchange({ url: 'https://shop.test/list', at: 10_000 });
    const list = exchange({ url: 'https://shop.test/api/list', status: 500, at: 10_400 });
    const { failed } = report({ exchanges: [PAGE, next, list], steps });
    expect(failed[0]).toMatchObject({ trigger: 'page-load', verdict: { level: 'possible' } });
  });

  it('lists the requests of one action', () => {
    const run = requestRun({ exchanges: [PAGE, post(), post({ at: 80_000 })], steps });
    expect(requestsOfAction(run, click).map(({ index }) => index)).toEqual([1]);
  });
});

describe('groups', () => {
  it('hold what failed alike at one endpoint, worst first', () => {
    const exchanges = [
      PAGE,
      exchange({ url: 'https://shop.test/api/menu', status: 500, at: 200 }),
      post({ url: 'https://shop.test/api/orders/1/pay', status: 500 }),
      post({ url: 'https://shop.test/api/orders/22/pay', status: 500, at: 20_000 }),
      post({ url: 'https://shop.test/api/orders/22/pay', status: 409, at: 30_000 }),
    ];
    const { groups } = report({ exchanges });
    expect(
      groups.map(({ template, failureText, requests }) => [template, failureText, requests.length]),
    ).toEqual([
      ['shop.test/api/orders/{id}/pay', '500', 2],
      ['shop.test/api/orders/{id}/pay', '409', 1],
      ['shop.test/api/menu', '500', 1],
    ]);
  });

  it('keep a page and a script request to the same address apart', () => {
    const url = 'https://shop.test/gone';
    const exchanges = [
      PAGE,
      exchange({ url, status: 404, at: 100 }),
      documentExchange({ url, status: 404, at: 9000 }),
    ];
    expect(report({ exchanges }).groups.length).toBe(2);
  });

  it('call many tries in a short time a storm', () => {
    const tries = Array.from({ length: 6 }, (_, index) =>
      post({ status: 503, at: 10_000 + index * 300 }),
    );
    expect(report({ exchanges: [PAGE, ...tries] }).groups[0]?.isStorm).toBe(true);
  });
});

describe('blocked by a rule of the browser', () => {
  const url = 'https://api.shop.test/price';

  it('joins a failure without words with the console line that explains it', () => {
    const text = `Access to fetch at '${url}' from origin 'https://shop.test' has been blocked by CORS policy: No header`;
    const { failed } = report({
      exchanges: [PAGE, post({ url, status: -1, failureText: 'net::ERR_FAILED' })],
      console: [consoleMessage({ text, at: 10_050, line: 4 })],
    });
    expect(failed[0]).toMatchObject({ policy: 'cors', console: [{ line: 4 }] });
  });

  it('lists what only the console knows of', () => {
    const text = `Connecting to '${url}' violates the following Content Security Policy directive: "connect-src 'self'"`;
    const { unrecorded } = report({ exchanges: [PAGE], console: [consoleMessage({ text })] });
    expect(unrecorded).toMatchObject([{ what: 'csp', url, party: 'first' }]);
  });

  it('takes the page that a line was written on for no request', () => {
    const line = consoleMessage({ text: 'chat: agent offline', url: 'https://shop.test/' });
    const failedPage = documentExchange({ status: 500 });
    expect(report({ exchanges: [failedPage], console: [line] }).failed[0]?.console).toEqual([]);
  });
});

describe('redirects', () => {
  const hop = (at: number, path: string, to: string): Exchange =>
    documentExchange({
      url: `https://shop.test${path}`,
      status: 302,
      redirectUrl: `https://shop.test${to}`,
      at,
    });

  it('names the circle the browser stopped', () => {
    const hops = Array.from({ length: 10 }, (_, index) =>
      index % 2 === 0 ? hop(index, '/a', '/b') : hop(index, '/b', '/a'),
    );
    const end = documentExchange({
      url: 'https://shop.test/a',
      status: -1,
      failureText: 'net::ERR_TOO_MANY_REDIRECTS',
      at: 50,
    });
    const { redirects, groups } = report({ exchanges: [...hops, end] });
    expect(redirects).toMatchObject([
      { shape: 'loop', cycle: ['https://shop.test/a', 'https://shop.test/b'] },
    ]);
    expect(groups.length).toBe(1);
  });

  it('does not call a sign-in over several hosts a loop', () => {
    const { redirects } = report({
      exchanges: [
        hop(0, '/', '/sso'),
        hop(10, '/sso', '/back'),
        documentExchange({ url: 'https://shop.test/back', at: 20 }),
      ],
    });
    expect(redirects).toMatchObject([{ shape: 'arrived', cycle: [] }]);
  });
});

describe('rate limits', () => {
  const limited = (at: number, wait: string): Exchange =>
    post({ status: 429, at, responseHeaders: { 'Retry-After': wait } });

  it('say whether the wait was kept', () => {
    const { rateLimits } = report({
      exchanges: [PAGE, limited(10_000, '5'), limited(12_000, '2'), post({ at: 20_000 })],
    });
    expect(
      rateLimits.map(({ retryAfterMs, wasRespected }) => [retryAfterMs, wasRespected]),
    ).toEqual([
      [5000, false],
      [2000, true],
    ]);
  });

  it('read a date against the time of the answer', () => {
    const { rateLimits } = report({
      exchanges: [PAGE, limited(0, 'Mon, 05 Jan 2026 09:01:00 GMT')],
    });
    expect(rateLimits[0]).toMatchObject({ retryAfterMs: 60_000 - 20, wasRespected: undefined });
  });
});

describe('bot walls', () => {
  it('are named by what blocked, not by what is merely there', () => {
    const blocked = {
      status: 403,
      responseHeaders: { 'cf-mitigated': 'challenge', 'cf-ray': '1' },
    };
    const present = { status: 500, responseHeaders: { 'cf-ray': '1' } };
    const signals = [blocked, present].map(
      (parts) => report({ exchanges: [documentExchange(parts)] }).failed[0]?.challenge?.signal,
    );
    expect(signals).toEqual(['block', 'presence']);
  });

  it('that let the next try through are recovered', () => {
    const first = documentExchange({
      status: 403,
      responseHeaders: { 'cf-mitigated': 'challenge' },
    });
    const { excluded } = report({ exchanges: [first, documentExchange({ at: 6000 })] });
    expect(excluded).toEqual([{ noise: 'recovered', count: 1 }]);
  });

  it('are not seen in a policy header that names a vendor on a healthy page', () => {
    const page = documentExchange({
      responseHeaders: { 'content-security-policy': 'script-src challenges.cloudflare.com' },
    });
    expect(report({ exchanges: [page] }).failed).toEqual([]);
  });
});

describe('the story of the sign-in', () => {
  const kinds = (exchanges: readonly Exchange[]): readonly string[] =>
    report({ exchanges }).auth.map(({ kind }) => kind);

  it('tells 401, renewal, success', () => {
    const ask = { url: 'https://shop.test/api/cart' };
    const exchanges = [
      PAGE,
      exchange({ ...ask, status: 401, at: 100 }),
      post({ url: 'https://shop.test/oauth/token', at: 200 }),
      exchange({ ...ask, at: 300 }),
    ];
    expect(kinds(exchanges)).toEqual(['challenged', 'refreshed']);
  });

  it('tells a page in mid-run that leads to the sign-in', () => {
    const away = documentExchange({
      url: 'https://shop.test/bills',
      status: 302,
      redirectUrl: 'https://shop.test/signin?reason=timeout',
      at: 5000,
    });
    expect(kinds([PAGE, away])).toEqual(['sent-to-sign-in']);
  });

  it('tells a refused password', () => {
    const signIn = post({
      url: 'https://shop.test/u',
      status: 401,
      postParams: [{ name: 'pw', value: 'x' }],
    });
    expect(kinds([PAGE, signIn])).toEqual(['sign-in-refused']);
  });
});

describe('errors inside answers that say 200', () => {
  const answer = (body: unknown): Exchange =>
    post({ status: 200, responseText: JSON.stringify(body) });
  const found = (body: unknown): number =>
    report({ exchanges: [PAGE, answer(body)], bodies: 'recorded' }).appErrors.length;

  it.each([
    [{ data: null, errors: [{ message: 'no' }] }],
    [{ success: false, message: 'no' }],
    [{ error: { code: 'E1' } }],
    [{ jsonrpc: '2.0', error: { message: 'no' } }],
    [{ status: 'error' }],
  ])('%j is one', (body) => {
    expect(found(body)).toBe(1);
  });

  it.each([
    [{ data: { a: 1 }, errors: [{}] }],
    [{ success: true }],
    [{ error: null }],
    [[]],
    [{ errors: [] }],
  ])('%j is none', (body) => {
    expect(found(body)).toBe(0);
  });

  it('are not observable without bodies, and the report says so', () => {
    const { appErrors, notes } = report({ exchanges: [PAGE, post()] });
    expect(appErrors).toEqual([]);
    expect(notes).toContainEqual(expect.stringContaining('not observable'));
  });
});

describe('what the recording cannot show', () => {
  it('is said of a run with steps and no HAR', () => {
    const run = { ...requestRun({ exchanges: [], steps: [step()] }), network: undefined };
    expect(findFailedRequests(run).notes).toEqual([expect.stringContaining('browser died')]);
  });

  it('is said of clocks that never meet', () => {
    const { notes } = report({
      exchanges: [PAGE],
      steps: [step({ from: 7_200_000, to: 7_300_000 })],
    });
    expect(notes).toContainEqual(expect.stringContaining('clocks'));
  });

  it('counts what was unfinished apart from what failed', () => {
    const { failed, unfinished } = report({
      exchanges: [PAGE, exchange({ status: -1, durationMs: undefined, at: 500 })],
    });
    expect(failed).toEqual([]);
    expect(unfinished.map(({ exchange: { index } }) => index)).toEqual([1]);
  });
});

describe('a bare HAR', () => {
  it('is judged by the pages it loaded', () => {
    const exchanges = [
      PAGE,
      post({ status: 500 }),
      exchange({ url: 'https://cdn.other.test/x.js', status: 500, at: 90 }),
    ];
    const { groups, excluded } = findFailedRequests(runOfHar(network(exchanges)));
    expect(groups.map(({ template }) => template)).toEqual(['shop.test/api/orders']);
    expect(excluded).toEqual([{ noise: 'third-party', count: 1 }]);
  });

  it('orders the first failure and what followed', () => {
    const pay = post({ url: 'https://shop.test/pay', status: 500, at: 30_000 });
    const { cascade } = findFailedRequests(runOfHar(network([PAGE, post({ status: 502 }), pay])));
    expect(cascade?.first.exchange.index).toBe(1);
    expect(cascade?.followers.map(({ relation }) => relation)).toEqual(['same host']);
  });
});

describe('odd traffic of a real browser', () => {
  const go = (path: string, parts: Parameters<typeof exchange>[0]): Exchange =>
    exchange({ url: `https://shop.test${path}`, ...parts });
  const failure = (failureText: string): Parameters<typeof exchange>[0] => ({
    status: -1,
    failureText,
  });

  it('lists every failure and nothing that is none', () => {
    const due = [
      go('/404', { status: 404 }),
      go('/500', { status: 500 }),
      go('/blocked', { ...failure('net::ERR_BLOCKED_BY_CLIENT.Inspector'), wasAborted: true }),
      go('/reset', failure('net::ERR_EMPTY_RESPONSE')),
      exchange({ url: 'https://no-such-host.invalid/x', ...failure('net::ERR_NAME_NOT_RESOLVED') }),
      go('/slow', failure('net::ERR_ABORTED')),
      go('/cut', { status: 200, failureText: 'net::ERR_CONTENT_LENGTH_MISMATCH' }),
      go('/api', { status: -1, isApiRequest: true, pageRef: undefined }),
    ];
    const harmless = [
      go('/302', { status: 302, redirectUrl: 'https://shop.test/200' }),
      go('/204', { status: 204, failureText: 'net::ERR_ABORTED' }),
      go('/mock', { status: 201, wasFulfilled: true }),
      go('/pending', { status: -1, durationMs: undefined }),
      go('/stream', { mimeType: 'text/event-stream' }),
    ];
    const { failed } = report({ exchanges: [PAGE, ...due, ...harmless] });
    expect(failed.map(({ exchange: { index } }) => index)).toEqual(
      due.map((_, index) => index + 1),
    );
  });
});
