import { describe, expect, test } from 'vitest';
import { html, verdictOf, type Film } from '../../support/page-run.ts';
import {
  alert,
  DASHBOARD,
  formPost,
  insideFilm,
  orderFilm,
  orderForm,
  page,
  post,
  redirect,
  SITE,
  sitePage,
  withoutHar,
  xhr,
} from '../../support/site-film.ts';

const FAILED = orderForm(alert('Network error. Please try again.'));
const REACH = (error: string): string =>
  html(
    `<div id="main-frame-error"><h1>This site can’t be reached</h1><p>The connection was interrupted.</p><div class="error-code">${error}</div></div>`,
    { title: 'portal.test' },
  );

function lost(failureText: string): { readonly status: number; readonly failureText: string } {
  return { status: -1, failureText };
}

const CASES: readonly (readonly [string, string, Film])[] = [
  [
    'a save whose connection was reset',
    'network.connection @0',
    orderFilm({
      click: { exchanges: [post('/api/orders', lost('net::ERR_CONNECTION_RESET'))], after: FAILED },
    }),
  ],
  [
    'a form whose connection was refused',
    'network.connection @0',
    orderFilm({
      click: {
        exchanges: [formPost('/orders', lost('net::ERR_CONNECTION_REFUSED'))],
        after: REACH('ERR_CONNECTION_REFUSED'),
      },
    }),
  ],
  [
    'a link whose answer was empty',
    'network.connection @1',
    insideFilm({
      click: {
        exchanges: [page('/report', lost('net::ERR_EMPTY_RESPONSE'))],
        after: REACH('ERR_EMPTY_RESPONSE'),
      },
    }),
  ],
  [
    'data that broke off',
    'network.connection @1',
    insideFilm({
      click: {
        exchanges: [
          xhr('/api/report', { status: 200, failureText: 'net::ERR_INCOMPLETE_CHUNKED_ENCODING' }),
        ],
        after: sitePage('<h1>Report</h1>' + alert('Failed to load the report.')),
      },
    }),
  ],
  [
    'data with a wrong length',
    'network.connection @1',
    insideFilm({
      click: {
        exchanges: [
          xhr('/api/report', { status: 200, failureText: 'net::ERR_CONTENT_LENGTH_MISMATCH' }),
        ],
        after: DASHBOARD,
      },
    }),
  ],
  [
    'an interface whose name has no address',
    'network.dns @0',
    orderFilm({
      click: {
        exchanges: [post('https://api.portal.test/orders', lost('net::ERR_NAME_NOT_RESOLVED'))],
        after: FAILED,
      },
    }),
  ],
  [
    'a foreign interface whose name has no address',
    'network.dns @0',
    orderFilm({
      click: {
        exchanges: [
          post('https://pay.processor.example/charges', lost('net::ERR_NAME_NOT_RESOLVED')),
        ],
        after: orderForm(alert('Payment could not be started.')),
      },
    }),
  ],
  [
    'a foreign interface whose name has no address, read only',
    'network.dns @1',
    insideFilm({
      click: {
        exchanges: [xhr('https://data.backend.example/report', lost('net::ERR_NAME_NOT_RESOLVED'))],
        after: sitePage('<h1>Report</h1>' + alert('Failed to load the report.')),
      },
    }),
  ],
  [
    'a link to a host without address',
    'network.dns @1',
    insideFilm({
      click: {
        exchanges: [page('https://reports.portal.test/', lost('net::ERR_NAME_NOT_RESOLVED'))],
        after: REACH('ERR_NAME_NOT_RESOLVED'),
      },
    }),
  ],
  [
    'a link to a host with a wrong certificate',
    'network.tls @1',
    insideFilm({
      click: {
        exchanges: [
          page('https://reports.portal.test/', lost('net::ERR_CERT_COMMON_NAME_INVALID')),
        ],
        after: html(
          '<h1>Your connection is not private</h1><p>Attackers might be trying to steal your information.</p><div>NET::ERR_CERT_COMMON_NAME_INVALID</div>',
        ),
      },
    }),
  ],
  [
    'a save to an interface with an expired certificate',
    'network.tls @0',
    orderFilm({
      click: {
        exchanges: [post('https://api.portal.test/orders', lost('net::ERR_CERT_DATE_INVALID'))],
        after: FAILED,
      },
    }),
  ],
  [
    'a browser without network',
    'network.offline @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', lost('net::ERR_INTERNET_DISCONNECTED'))],
        after: FAILED,
      },
    }),
  ],
  [
    'a save that timed out in the browser',
    'network.timeout @0',
    orderFilm({
      click: { exchanges: [post('/api/orders', lost('net::ERR_TIMED_OUT'))], after: FAILED },
    }),
  ],
  [
    'a link that timed out in the browser',
    'network.timeout @1',
    insideFilm({
      click: {
        exchanges: [page('/report', lost('net::ERR_CONNECTION_TIMED_OUT'))],
        after: REACH('ERR_CONNECTION_TIMED_OUT'),
      },
    }),
  ],
  [
    'a save that the page gave up after a while',
    'network.timeout @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', lost('net::ERR_ABORTED'))],
        console: ['Error: timeout of 10000ms exceeded'],
        after: orderForm(alert('The server did not respond in time.')),
      },
    }),
  ],
  [
    'data that the page gave up after a while',
    'network.timeout @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', lost('net::ERR_ABORTED'))],
        console: ['AxiosError: timeout of 8000ms exceeded'],
        after: sitePage('<h1>Report</h1>' + alert('The report took too long. Please try again.')),
      },
    }),
  ],
  [
    'data that the page gave up and only the page says so',
    'network.timeout @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', lost('net::ERR_ABORTED'))],
        after: sitePage('<h1>Report</h1>' + alert('Request timed out. Please try again.')),
      },
    }),
  ],
  [
    'a save that was never answered',
    'network.timeout @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: -1, durationMs: undefined })],
        after: orderForm('<p>Saving…</p>'),
      },
    }),
  ],
  [
    'a link that redirects in circles',
    'network.redirect_loop @1',
    insideFilm({
      click: {
        exchanges: [
          ...Array.from({ length: 10 }, (_, hop) =>
            redirect(hop % 2 === 0 ? '/report' : '/check', hop % 2 === 0 ? '/check' : '/report', {
              at: 65_300 + hop * 20,
            }),
          ),
          page('/report', { ...lost('net::ERR_TOO_MANY_REDIRECTS'), at: 65_600 }),
        ],
        after: html(
          '<h1>This page isn’t working</h1><p>portal.test redirected you too many times.</p><div>ERR_TOO_MANY_REDIRECTS</div>',
        ),
      },
    }),
  ],
  [
    'a sign-in page and a page that send to each other',
    'network.redirect_loop @1',
    insideFilm({
      click: {
        exchanges: Array.from({ length: 8 }, (_, hop) =>
          page(hop % 2 === 0 ? '/report' : '/login?next=/report', { at: 65_300 + hop * 700 }),
        ),
        after: html('<p>Redirecting…</p>'),
      },
    }),
  ],
  [
    'an interface without CORS',
    'network.cors_or_csp_blocked @0',
    orderFilm({
      click: {
        exchanges: [post('https://api.portal.test/orders', lost('net::ERR_FAILED'))],
        console: [
          "Access to fetch at 'https://api.portal.test/orders' from origin 'https://portal.test' has been blocked by CORS policy: No 'Access-Control-Allow-Origin' header is present on the requested resource.",
        ],
        after: FAILED,
      },
    }),
  ],
  [
    'a foreign interface without CORS, read only',
    'network.cors_or_csp_blocked @1',
    insideFilm({
      click: {
        exchanges: [xhr('https://data.backend.example/report', lost('net::ERR_FAILED'))],
        console: [
          "Access to XMLHttpRequest at 'https://data.backend.example/report' from origin 'https://portal.test' has been blocked by CORS policy: Response to preflight request doesn't pass access control check.",
        ],
        after: sitePage('<h1>Report</h1>' + alert('Failed to load the report.')),
      },
    }),
  ],
  [
    'an interface that a policy forbids',
    'network.cors_or_csp_blocked @0',
    orderFilm({
      click: {
        console: [
          "Connecting to 'https://api.portal.test/orders' violates the following Content Security Policy directive: \"connect-src 'self'\". The action has been blocked.",
        ],
        after: FAILED,
      },
    }),
  ],
  [
    'a foreign interface that a policy forbids',
    'network.cors_or_csp_blocked @0',
    orderFilm({
      click: {
        console: [
          "Refused to connect to 'https://rates.processor.example/v1' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
        ],
        after: FAILED,
      },
    }),
  ],
  [
    'an unencrypted interface on an encrypted page',
    'network.cors_or_csp_blocked @0',
    orderFilm({
      click: {
        console: [
          "Mixed Content: The page at 'https://portal.test/orders/new' was loaded over HTTPS, but requested an insecure XMLHttpRequest endpoint 'http://api.portal.test/orders'. This request has been blocked; the content must be served over HTTPS.",
        ],
        after: FAILED,
      },
    }),
  ],
  [
    'a script of the site that a policy forbids, on a page without content',
    'network.cors_or_csp_blocked @1',
    insideFilm({
      click: {
        exchanges: [
          page('/report'),
          xhr('/assets/report.js', {
            ...lost('csp'),
            mimeType: 'application/javascript',
            requestHeaders: { 'sec-fetch-dest': 'script' },
            at: 65_600,
          }),
        ],
        console: [
          "Loading the script 'https://portal.test/assets/report.js' violates the following Content Security Policy directive: \"script-src 'nonce-x'\". The action has been blocked.",
        ],
        after: html('<div id="root"></div>'),
      },
    }),
  ],
  [
    'a part of the application that is missing after a click',
    'network.asset_failed @1',
    insideFilm({
      click: {
        exchanges: [
          xhr('/assets/report-a81.js', {
            status: 404,
            requestHeaders: { 'sec-fetch-dest': 'script' },
          }),
        ],
        console: [
          'ChunkLoadError: Loading chunk report failed. (error: https://portal.test/assets/report-a81.js)',
        ],
        after: DASHBOARD,
      },
    }),
  ],
  [
    'a module that is missing after a click',
    'network.asset_failed @1',
    insideFilm({
      click: {
        exchanges: [
          xhr('/assets/Report.js', { status: 404, requestHeaders: { 'sec-fetch-dest': 'script' } }),
        ],
        console: [
          'TypeError: Failed to fetch dynamically imported module: https://portal.test/assets/Report.js',
        ],
        after: sitePage(
          '<h1>Unexpected Application Error!</h1><p>Failed to fetch dynamically imported module</p>',
        ),
      },
    }),
  ],
  [
    'a part of the application answered with the start page',
    'network.asset_failed @1',
    insideFilm({
      click: {
        exchanges: [
          xhr('/assets/report.js', {
            mimeType: 'text/html',
            requestHeaders: { 'sec-fetch-dest': 'script' },
          }),
        ],
        console: [
          'Failed to load module script: Expected a JavaScript module script but the server responded with a MIME type of "text/html". https://portal.test/assets/report.js',
          'TypeError: Failed to fetch dynamically imported module: https://portal.test/assets/report.js',
        ],
        after: DASHBOARD,
      },
    }),
  ],
  [
    'a part of the application whose connection was reset',
    'network.asset_failed @1',
    insideFilm({
      click: {
        exchanges: [
          xhr('/assets/report-a81.js', {
            ...lost('net::ERR_CONNECTION_RESET'),
            requestHeaders: { 'sec-fetch-dest': 'script' },
          }),
        ],
        console: ['ChunkLoadError: Loading chunk 12 failed.'],
        after: DASHBOARD,
      },
    }),
  ],
  [
    'live data whose connection never stands',
    'network.websocket_failed @1',
    insideFilm({
      ends: 'max-steps',
      click: {
        console: [
          "WebSocket connection to 'wss://portal.test/live' failed: Error during WebSocket handshake: Unexpected response code: 502",
          "WebSocket connection to 'wss://portal.test/live' failed: Error during WebSocket handshake: Unexpected response code: 502",
        ],
        after: sitePage('<h1>Report</h1><p>Connecting to live data…</p>'),
      },
    }),
  ],
  [
    'a save that was left before its answer',
    'network.aborted_critical @0',
    orderFilm({
      steps: [
        {
          html: orderForm(),
          actions: [
            {
              type: 'click',
              on: 'Save order',
              exchanges: [post('/api/orders', { ...lost('net::ERR_ABORTED'), at: 5_300 })],
              after: orderForm(),
            },
            {
              type: 'goto_url',
              exchanges: [page('/orders', { at: 13_100 })],
              after: sitePage('<h1>Orders</h1><p>No orders yet.</p>'),
            },
          ],
        },
        { url: `${SITE}/orders`, actions: [] },
      ],
      click: {},
    }),
  ],
];

describe('a request that the network lost or the browser blocked', () => {
  test.each(CASES)('%s: %s', (_name, expected, film) => {
    expect(verdictOf(film)).toBe(expected);
  });
});

describe("without the HAR the browser's own error page decides", () => {
  test.each([
    ['a refused connection', 'network.connection @1', 'ERR_CONNECTION_REFUSED'],
    ['a name without address', 'network.dns @1', 'DNS_PROBE_FINISHED_NXDOMAIN'],
    ['a circle of redirects', 'network.redirect_loop @1', 'ERR_TOO_MANY_REDIRECTS'],
    ['a timeout', 'network.timeout @1', 'ERR_CONNECTION_TIMED_OUT'],
    ['a wrong certificate', 'network.tls @1', 'NET::ERR_CERT_DATE_INVALID'],
  ])('%s: %s', (_name, expected, error) => {
    expect(verdictOf(withoutHar(insideFilm({ click: { after: REACH(error) } })))).toBe(expected);
  });
});

describe('runs that completed stay healthy', () => {
  const done = sitePage('<h1>Thank you</h1><p>Your order 4711 has been saved.</p>');
  const saved = post('/api/orders', { status: 201 });
  test.each([
    [
      'with a probe that was blocked by CORS',
      {
        exchanges: [saved, xhr('https://fonts.example/a.woff2', lost('net::ERR_FAILED'))],
        console: [
          "Access to font at 'https://fonts.example/a.woff2' has been blocked by CORS policy",
        ],
      },
    ],
    [
      'with a broken connection that was made good',
      { exchanges: [post('/api/orders', lost('net::ERR_CONNECTION_RESET')), saved] },
    ],
    [
      'with a live connection that failed',
      {
        exchanges: [saved],
        console: [
          "WebSocket connection to 'wss://portal.test/chat' failed: ",
          "WebSocket connection to 'wss://portal.test/chat' failed: ",
        ],
      },
    ],
    [
      'with a policy that stops an advertisement',
      {
        exchanges: [saved],
        console: [
          "Refused to connect to 'https://ads.example/b' because it violates the following Content Security Policy directive: \"connect-src 'self'\".",
        ],
      },
    ],
    [
      'with a poll that was cut by leaving',
      { exchanges: [saved, xhr('/api/poll', lost('net::ERR_ABORTED'))] },
    ],
  ])('%s', (_name, click) => {
    expect(verdictOf(orderFilm({ ends: 'completed', click: { ...click, after: done } }))).toBe(
      'healthy',
    );
  });
});

describe('noise does not win over what stopped the run', () => {
  const refused = {
    exchanges: [post('/api/orders', { status: 422 })],
    after: orderForm(alert('Amount must be a multiple of 10.')),
  };
  const NOISE: readonly (readonly [string, Partial<Film>])[] = [
    [
      'telemetry that fails',
      {
        exchanges: [
          xhr('https://www.google-analytics.com/collect', {
            at: 1500,
            method: 'POST',
            ...lost('net::ERR_NAME_NOT_RESOLVED'),
          }),
          xhr('https://px.ads.example/e', { at: 1600, status: 503 }),
        ],
      },
    ],
    [
      'a foreign script that fails',
      {
        exchanges: [
          xhr('https://cdn.widget.example/w.js', {
            at: 1500,
            ...lost('net::ERR_CONNECTION_REFUSED'),
            requestHeaders: { 'sec-fetch-dest': 'script' },
          }),
        ],
      },
    ],
    [
      'a live connection that fails',
      {
        console: [
          "WebSocket connection to 'wss://chat.example/s' failed: ",
          "WebSocket connection to 'wss://chat.example/s' failed: ",
        ],
      },
    ],
    ['an icon that is missing', { exchanges: [xhr('/favicon.ico', { at: 1500, status: 404 })] }],
    ['a probe for the session', { exchanges: [xhr('/api/me', { at: 1500, status: 401 })] }],
    [
      'a blocked advertisement',
      {
        console: [
          "Refused to load the script 'https://ads.example/a.js' because it violates the following Content Security Policy directive: \"script-src 'self'\".",
        ],
      },
    ],
    [
      'a widget that got 500',
      { exchanges: [xhr('/api/recommendations', { at: 1500, status: 500 })] },
    ],
  ];
  test.each(NOISE)('%s', (_name, noise) => {
    expect(verdictOf(orderFilm({ ...noise, click: refused }))).toBe('page.form_validation @0');
  });
});
