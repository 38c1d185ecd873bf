import { describe, expect, it } from 'vitest';
import { findFailedRequests } from '../../src/requests/find-failed-requests.ts';
import { NOISE_KINDS } from '../../src/requests/noise.ts';
import type { NoiseKind } from '../../src/requests/noise.ts';
import type { Exchange } from '../../src/run/run.ts';
import { action, documentExchange, exchange, requestRun, step } from '../support/har-builder.ts';
import type { RunParts } from '../support/har-builder.ts';

const PAGE = documentExchange();
const ABORTED = { status: -1, failureText: 'net::ERR_ABORTED' };
const later = { at: 5000 };

/** The noise kind of the first failed request after the page. */
function noiseOf(
  exchanges: readonly Exchange[],
  parts: Partial<RunParts> = {},
): string | undefined {
  const [failed] = findFailedRequests(
    requestRun({ exchanges: [PAGE, ...exchanges], ...parts }),
  ).failed;
  if (failed === undefined) return 'not failed';
  return failed.verdict.level === 'excluded' ? failed.verdict.noise : failed.verdict.level;
}

const api = (url: string, parts: Parameters<typeof exchange>[0] = {}): Exchange =>
  exchange({
    url: `https://shop.test${url}`,
    requestHeaders: { accept: '*/*' },
    ...later,
    ...parts,
  });

/** One request per kind: leaving a kind out does not compile. */
const EXAMPLES = {
  'browser-internal': [
    exchange({ url: 'chrome-extension://abc/x.js', status: -1, failureText: 'net::ERR_FAILED' }),
  ],
  preflight: [api('/api/orders', { method: 'OPTIONS', status: 403 })],
  prefetch: [
    api('/next', { status: 503, requestHeaders: { 'sec-purpose': 'prefetch;prerender' } }),
  ],
  'service-worker': [api('/service-worker.js', { status: 404 })],
  intercepted: [
    api('/data', {
      status: -1,
      wasAborted: true,
      failureText: 'net::ERR_BLOCKED_BY_CLIENT.Inspector',
    }),
  ],
  'well-known': [api('/favicon.ico', { status: 404 })],
  telemetry: [exchange({ url: 'https://rum.vendor.test/v1/x', method: 'POST', status: 503 })],
  beacon: [
    api('/seen', {
      method: 'POST',
      status: 500,
      requestHeaders: { 'sec-fetch-mode': 'no-cors', 'sec-fetch-dest': 'empty' },
    }),
  ],
  download: [
    documentExchange({
      url: 'https://shop.test/invoice/7',
      failureText: 'net::ERR_ABORTED',
      responseHeaders: { 'content-disposition': 'attachment; filename="7.pdf"' },
      ...later,
    }),
  ],
  aborted: [api('/suggest?q=ab', ABORTED)],
  'auth-handshake': [
    api('/intranet', { status: 401, responseHeaders: { 'www-authenticate': 'Negotiate' } }),
    api('/intranet', { at: 5100 }),
  ],
  'session-probe': [api('/api/session', { status: 401 })],
  recovered: [
    api('/api/orders', { method: 'POST', status: 502 }),
    api('/api/orders', { method: 'POST', at: 30_000 }),
  ],
  'optional-asset': [api('/hero.png', { status: 404 })],
  'third-party': [exchange({ url: 'https://widget.test/box.js', status: 502 })],
  tolerated: [api('/api/recommendations', { status: 500 })],
} satisfies Readonly<Record<NoiseKind, readonly Exchange[]>>;

describe('every kind of noise', () => {
  it.each(Object.entries(EXAMPLES))('%s is left out by its name', (noise, exchanges) => {
    const status = noise === 'tolerated' ? 'completed' : 'failed';
    expect(noiseOf(exchanges, { status })).toBe(noise);
  });

  it('has words for the report', () => {
    expect(Object.keys(NOISE_KINDS).toSorted()).toEqual(Object.keys(EXAMPLES).toSorted());
  });

  it('is still listed and counted', () => {
    const report = findFailedRequests(requestRun({ exchanges: [PAGE, ...EXAMPLES['well-known']] }));
    expect(report.failed.length).toBe(1);
    expect(report.groups).toEqual([]);
    expect(report.excluded).toEqual([{ noise: 'well-known', count: 1 }]);
  });
});

describe('what looks like noise and is none', () => {
  it('keeps a session probe that answered before', () => {
    expect(noiseOf([api('/api/session', { at: 900 }), api('/api/session', { status: 401 })])).toBe(
      'possible',
    );
  });

  it('keeps a session probe after a password was sent', () => {
    const signIn = api('/login', {
      method: 'POST',
      at: 900,
      postParams: [{ name: 'pw', value: 'x' }],
    });
    expect(noiseOf([signIn, api('/api/session', { status: 401 })])).toBe('possible');
  });

  it('keeps a submit that was cut off and never answered', () => {
    expect(noiseOf([api('/api/orders', { method: 'POST', ...ABORTED })])).toBe('mattered');
  });

  it('drops a cancelled save when a later one was answered', () => {
    const save = (at: number, parts: object = {}): Exchange =>
      api('/api/draft', { method: 'PUT', at, ...parts });
    expect(noiseOf([save(5000, ABORTED), save(5300, { status: 409 })])).toBe('aborted');
  });

  it('keeps a navigation that was tried again and never arrived', () => {
    const go = (at: number): Exchange =>
      documentExchange({ url: 'https://shop.test/slow', at, ...ABORTED });
    expect(noiseOf([go(5000), go(35_000)])).toBe('mattered');
  });

  it('drops a navigation that another one replaced', () => {
    const next = documentExchange({ url: 'https://shop.test/b', at: 6000 });
    expect(
      noiseOf([documentExchange({ url: 'https://shop.test/a', ...later, ...ABORTED }), next]),
    ).toBe('aborted');
  });

  it('does not take another GraphQL question for a recovery', () => {
    const ask = (at: number, status: number, postText?: string): Exchange =>
      api('/graphql', { method: 'POST', at, status, postText });
    expect(noiseOf([ask(5000, 500), ask(6000, 200)])).toBe('mattered');
    const named = (name: string): string => JSON.stringify({ operationName: name, query: '…' });
    expect(noiseOf([ask(5000, 500, named('Pay')), ask(6000, 200, named('Menu'))])).toBe('mattered');
    expect(noiseOf([ask(5000, 500, named('Pay')), ask(6000, 200, named('Pay'))])).toBe('recovered');
  });

  it('does not take a redirect back to the sign-in for a recovery', () => {
    const post = (at: number, parts: object): Exchange =>
      api('/account', { method: 'POST', at, ...parts });
    const back = { status: 302, redirectUrl: 'https://shop.test/login?next=/account' };
    expect(noiseOf([post(5000, { status: 500 }), post(9000, back)])).toBe('mattered');
  });

  it("keeps the site's own endpoint called events", () => {
    expect(noiseOf([api('/api/events', { method: 'POST', status: 500 })])).toBe('mattered');
  });

  it("keeps another company's frame that refuses to be framed", () => {
    const frame = documentExchange({
      url: 'https://pay.test/embed',
      at: 300,
      failureText: 'net::ERR_BLOCKED_BY_RESPONSE',
      requestHeaders: { referer: 'https://shop.test/' },
    });
    expect(noiseOf([frame])).toBe('mattered');
  });

  it('keeps a submit to a domain of the same house', () => {
    const price = exchange({
      url: 'https://shop-core.test/price',
      method: 'POST',
      status: 500,
      ...later,
    });
    expect(noiseOf([price], { url: 'https://shop.test/' })).toBe('third-party');
    const base = documentExchange({ url: 'https://bluelagoon.test/' });
    const run = requestRun({
      exchanges: [base, { ...price, url: 'https://bluelagoon-core.test/price' }],
      url: 'https://bluelagoon.test/',
    });
    expect(findFailedRequests(run).failed[0]?.party).toBe('sibling');
  });
});

describe('scripts', () => {
  const script = (at: number): Exchange => api('/app.js', { status: 404, at });

  it('matter on a page where nothing ever worked', () => {
    expect(noiseOf([script(50)])).toBe('mattered');
  });

  it('are optional everywhere once a page took actions without them', () => {
    const steps = [step({ actions: [action({ at: 3000 })] })];
    const second = documentExchange({ url: 'https://shop.test/2', at: 9000 });
    const report = findFailedRequests(
      requestRun({ exchanges: [PAGE, script(50), second, script(9050)], steps }),
    );
    expect(report.excluded).toEqual([{ noise: 'optional-asset', count: 2 }]);
  });
});
