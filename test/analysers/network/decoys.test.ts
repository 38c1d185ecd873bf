import { describe, expect, test } from 'vitest';
import { html, verdictOf, type Film, type FilmStep } from '../../support/page-run.ts';
import {
  alert,
  DASHBOARD,
  FORM_URL,
  insideFilm,
  loginForm,
  orderFilm,
  orderForm,
  page,
  post,
  SITE,
  sitePage,
  xhr,
} from '../../support/site-film.ts';

const REFUSED = {
  exchanges: [post('/api/orders', { status: 422 })],
  after: orderForm(alert('Amount must be a multiple of 10.')),
};
const refusedSteps: readonly FilmStep[] = [
  {
    url: FORM_URL,
    html: orderForm(),
    actions: [
      { type: 'input_text', on: 'amount', text: '3' },
      { type: 'click', on: 'Save order', ...REFUSED },
    ],
  },
  { url: FORM_URL, actions: [{ type: 'click', on: 'Save order', ...REFUSED }] },
  { url: FORM_URL, actions: [] },
];

/** What happened before the form was refused, and how long that took. */
function after(steps: readonly FilmStep[], film: Partial<Film> = {}): Film {
  return orderFilm({ ...film, click: {}, steps: [...steps, ...refusedSteps] });
}

const signIn = (click: object): FilmStep => ({
  url: `${SITE}/login`,
  html: loginForm(),
  actions: [
    { type: 'input_text', on: 'user', text: 'kim' },
    { type: 'input_text', on: 'secret', text: 'x' },
    { type: 'click', on: 'Sign in', ...click },
  ],
});

const EARLIER: readonly (readonly [string, Film, number])[] = [
  [
    'a password that was right at the second try',
    after([
      signIn({
        exchanges: [post('/api/login', { status: 401 })],
        after: loginForm(alert('Wrong password.')),
      }),
      signIn({ exchanges: [post('/api/login')], after: DASHBOARD }),
    ]),
    2,
  ],
  [
    'a page that failed and came at the second try',
    after([
      {
        url: `${SITE}/home`,
        html: DASHBOARD,
        actions: [
          {
            type: 'click',
            on: 'Show report',
            exchanges: [page('/report', { status: 500 })],
            after: html('<h1>Internal Server Error</h1>'),
          },
        ],
      },
      {
        url: `${SITE}/report`,
        actions: [{ type: 'reload_page', exchanges: [page('/report')], after: DASHBOARD }],
      },
    ]),
    2,
  ],
  [
    'a save that worked after too many requests',
    after([
      {
        url: `${SITE}/home`,
        html: DASHBOARD,
        actions: [
          {
            type: 'click',
            on: 'Show report',
            exchanges: [xhr('/api/report', { status: 429 }), xhr('/api/report', { at: 9_000 })],
            after: DASHBOARD,
          },
        ],
      },
    ]),
    1,
  ],
  [
    'a sign-in asked for at the start',
    after([signIn({ exchanges: [post('/api/login')], after: DASHBOARD })], {
      exchanges: [page('/start', { at: 600, status: 302, redirectUrl: `${SITE}/login` })],
    }),
    1,
  ],
  [
    'a bot check that was passed',
    after(
      [
        {
          url: `${SITE}/start`,
          html: html('<h1>Checking your browser</h1>', { title: 'Just a moment...' }),
          actions: [{ type: 'wait' }],
        },
      ],
      {
        exchanges: [
          page('/orders/new', {
            at: 600,
            status: 503,
            responseHeaders: { 'cf-mitigated': 'challenge' },
          }),
          page('/orders/new', { at: 4_000 }),
        ],
      },
    ),
    1,
  ],
  [
    'a download that the browser marks as aborted',
    after([
      {
        url: `${SITE}/home`,
        html: DASHBOARD,
        actions: [
          {
            type: 'click',
            on: 'Show report',
            exchanges: [
              page('/report.pdf', {
                mimeType: 'application/pdf',
                failureText: 'net::ERR_ABORTED',
                responseHeaders: { 'content-disposition': 'attachment' },
              }),
            ],
            after: DASHBOARD,
          },
        ],
      },
    ]),
    1,
  ],
  [
    'a prefetch that failed',
    after([
      {
        url: `${SITE}/home`,
        html: DASHBOARD,
        actions: [
          {
            type: 'click',
            on: 'Show report',
            exchanges: [
              xhr('/api/report'),
              page('/next', { status: 500, requestHeaders: { 'sec-purpose': 'prefetch' } }),
            ],
            after: DASHBOARD,
          },
        ],
      },
    ]),
    1,
  ],
  [
    'a probe of a file that is not there',
    after([
      {
        url: `${SITE}/home`,
        html: DASHBOARD,
        actions: [
          {
            type: 'click',
            on: 'Show report',
            exchanges: [
              xhr('/api/report'),
              xhr('/logo-dark.svg', {
                method: 'HEAD',
                status: 404,
                failureText: 'net::ERR_ABORTED',
              }),
            ],
            after: DASHBOARD,
          },
        ],
      },
    ]),
    1,
  ],
  [
    'data that was cut by leaving',
    after([
      {
        url: `${SITE}/home`,
        html: DASHBOARD,
        actions: [
          {
            type: 'click',
            on: 'Show report',
            exchanges: [
              xhr('/api/poll', { status: -1, failureText: 'net::ERR_ABORTED' }),
              page('/report'),
            ],
            after: DASHBOARD,
          },
        ],
      },
    ]),
    1,
  ],
];

describe('what was overcome does not win over what came later', () => {
  test.each(EARLIER)('%s', (_name, film, step) => {
    expect(verdictOf(film)).toBe(`page.form_validation @${step}`);
  });
});

describe('scripts of protection services on ordinary pages are no walls', () => {
  const watched =
    '<script>window._pxAppId="PX1"</script><script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script><script src="/_Incapsula_Resource?SWJIYLWA=719"></script><script src="https://www.google.com/recaptcha/api.js"></script>';
  test.each([
    [
      'a refused sign-in',
      'access.login_rejected @0',
      orderFilm({
        url: `${SITE}/login`,
        click: {},
        steps: [
          {
            ...signIn({
              exchanges: [post('/api/login', { status: 403, responseHeaders: { 'cf-ray': '8a' } })],
              after: loginForm(alert('Wrong password.') + watched),
            }),
            html: loginForm(watched),
          },
          { actions: [] },
        ],
      }),
    ],
    [
      'a refused form',
      'page.form_validation @0',
      orderFilm({
        click: {
          ...REFUSED,
          after: orderForm(alert('Amount must be a multiple of 10.') + watched),
        },
      }),
    ],
    [
      'a missing right',
      'access.permission_denied @1',
      insideFilm({
        click: {
          exchanges: [
            page('/report', {
              status: 403,
              responseHeaders: { 'cf-ray': '8a', server: 'cloudflare' },
            }),
          ],
          after: sitePage(`<h1>Access denied</h1><p>You do not have permission.</p>${watched}`),
        },
      }),
    ],
    [
      'a server error',
      'network.http_5xx @1',
      insideFilm({
        click: {
          exchanges: [
            page('/report', {
              status: 503,
              responseHeaders: { 'cf-ray': '8a', server: 'cloudflare' },
            }),
          ],
          after: html(`<h1>Service Unavailable</h1>${watched}`),
        },
      }),
    ],
  ])('%s', (_name, expected, film: Film) => {
    expect(verdictOf(film)).toBe(expected);
  });
});

describe('however the run ended, the cause is the same', () => {
  test.each(['max-steps', 'max-retries', 'terminated', 'failed'] as const)('%s', (ends) => {
    const failed = {
      exchanges: [post('/api/orders', { status: 500 })],
      after: orderForm(alert('Something went wrong.')),
    };
    expect(verdictOf(orderFilm({ ends, click: failed }))).toBe('network.http_5xx @0');
    const locked = {
      exchanges: [post('/api/login', { status: 401 })],
      after: loginForm(alert('Wrong password.')),
    };
    const film = orderFilm({
      ends,
      url: `${SITE}/login`,
      click: {},
      steps: [
        signIn(locked),
        { actions: [{ type: 'click', on: 'Sign in', ...locked }] },
        { actions: [] },
      ],
    });
    expect(verdictOf(film)).toBe('access.login_rejected @0');
  });
});

describe('texts that only look like trouble', () => {
  test.each([
    [
      'a record that was not found',
      sitePage('<h1>Orders</h1><p>Order #4045 was not found.</p>'),
      /^(?!network|access)/,
    ],
    [
      'a link to reset a password',
      sitePage('<h1>Profile</h1><p>Password reset page</p>'),
      /^(?!access)/,
    ],
    [
      'a help text about captchas',
      sitePage('<h1>Help</h1><p>We use reCAPTCHA to protect our forms.</p>'),
      /^(?!access)/,
    ],
    [
      'a product named Maintenance',
      sitePage('<h1>Products</h1><ul><li>Maintenance kit 12 EUR</li><li>Filter</li></ul>'),
      /^(?!network)/,
    ],
    [
      'a news item about an outage',
      sitePage(
        '<h1>News</h1><p>Last week our service was temporarily unavailable; we are sorry.</p>',
      ),
      /^(?!network)/,
    ],
    [
      'an offer of a plan',
      sitePage(
        '<h1>Report</h1><p>3 open orders</p><aside><p>Upgrade to premium for more.</p></aside>',
      ),
      /^(?!access)/,
    ],
    [
      'a note on countries',
      sitePage('<h1>Shipping</h1><p>We ship within Germany and Austria.</p>'),
      /^(?!access)/,
    ],
  ])('%s', (_name, shown, expected) => {
    expect(
      verdictOf(insideFilm({ click: { exchanges: [xhr('/api/report')], after: shown } })),
    ).toMatch(expected);
  });
});
