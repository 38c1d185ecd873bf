import { describe, expect, test } from 'vitest';
import { diagnosisOf, html, verdictOf, type Film } from '../../support/page-run.ts';
import {
  alert,
  barePage,
  formPost,
  insideFilm,
  loginFilm,
  loginForm,
  orderFilm,
  orderForm,
  page,
  post,
  sitePage,
  withoutHar,
  xhr,
} from '../../support/site-film.ts';

const p = (t: string): string => `<p>${t}</p>`;
const toast = (t: string): string => `<div class="toast toast-body">${t}</div>`;
const CASES: readonly (readonly [string, Film])[] = [
  [
    'network.http_5xx @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 500 })],
        after: orderForm(toast('Oops, das hat nicht geklappt.')),
      },
    }),
  ],
  [
    'network.http_5xx @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 500, mimeType: 'text/html' })],
        after: orderForm(p('Es ist ein Fehler aufgetreten')),
      },
    }),
  ],
  [
    'network.http_5xx @0',
    orderFilm({ click: { exchanges: [post('/api/orders', { status: 520 })], after: orderForm() } }),
  ],
  [
    'network.http_5xx @0',
    orderFilm({
      click: {
        exchanges: [formPost('/orders', { status: 503 })],
        after: barePage('Service Unavailable'),
      },
    }),
  ],
  [
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [xhr('/api/orders/9', { method: 'DELETE', status: 409 })],
        after: orderForm(p('Der Datensatz wurde zwischenzeitlich geändert.')),
      },
    }),
  ],
  [
    'network.http_4xx_submit @0',
    orderFilm({ click: { exchanges: [post('/api/orders', { status: 428 })], after: orderForm() } }),
  ],
  [
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [formPost('/orders', { status: 400 })],
        after: barePage(
          'Bad Request',
          '<h1>Bad Request</h1><p>Your browser sent a request that this server could not understand.</p>',
        ),
      },
    }),
  ],
  [
    'page.form_validation @0',
    orderFilm({
      click: {
        exchanges: [formPost('/orders', { status: 422 })],
        after: orderForm(
          '<span class="invalid-feedback">La quantité doit être un multiple de 10.</span>',
        ),
      },
    }),
  ],
  [
    'page.form_validation @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 409 })],
        after: orderForm(alert('An order with this reference already exists.')),
      },
    }),
  ],
  [
    'network.rate_limited @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', { status: 429 })],
        after: sitePage('<h1>Report</h1>' + p('No results')),
      },
    }),
  ],
  [
    'network.maintenance @0',
    orderFilm({
      click: {},
      steps: [
        {
          html: barePage(
            'Underhåll',
            '<h1>Sidan är stängd för underhåll</h1><p>Välkommen tillbaka kl 18.</p>',
          ),
          actions: [{ type: 'wait' }],
        },
        { actions: [] },
      ],
      exchanges: [page('/orders/new', { at: 600, status: 503 })],
    }),
  ],
  [
    'network.maintenance @0',
    orderFilm({
      click: {},
      steps: [
        {
          html: barePage(
            'Wartung',
            '<h1>Unser Shop ist gleich wieder da</h1><p>Wir führen gerade Wartungsarbeiten durch.</p>',
          ),
          actions: [{ type: 'wait' }],
        },
        { actions: [] },
      ],
    }),
  ],
  [
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', { status: 401 })],
        after: sitePage('<h1>Report</h1>' + alert('Your login is no longer valid.')),
      },
    }),
  ],
  [
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', { status: 401 }), page('/login')],
        after: loginForm(p('Please sign in again to continue.')),
      },
    }),
  ],
  [
    'access.permission_denied @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', { status: 403 })],
        after: sitePage('<h1>Report</h1>' + toast('Missing permission: report.read')),
      },
    }),
  ],
  [
    'access.permission_denied @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage('<h2>Accès refusé</h2>' + p("Vous n'avez pas les droits nécessaires.")),
      },
    }),
  ],
  [
    'access.geo_block @0',
    orderFilm({
      click: {},
      steps: [
        {
          html: barePage(
            'Sorry',
            '<h1>Sorry!</h1><p>Our video player can only be used inside Norway.</p>',
          ),
          actions: [{ type: 'wait' }],
        },
        { actions: [] },
      ],
    }),
  ],
  [
    'access.geo_block @0',
    orderFilm({
      click: {},
      steps: [
        {
          html: barePage(
            'Hinweis',
            '<h1>Hinweis</h1><p>Dieses Angebot ist in Ihrer Region nicht verfügbar.</p>',
          ),
          actions: [{ type: 'wait' }],
        },
        { actions: [] },
      ],
    }),
  ],
  [
    'access.geo_block @0',
    orderFilm({
      click: {},
      exchanges: [page('/orders/new', { at: 600, status: 403 })],
      steps: [
        {
          html: barePage(
            'Access from your country was blocked',
            '<h1>Access denied</h1><p>Access from your country is blocked.</p>',
          ),
          actions: [{ type: 'wait' }],
        },
        { actions: [] },
      ],
    }),
  ],
  [
    'access.paywall @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage(
          '<h1>The secret report</h1><p>Lorem…</p><h2>Unlock this article</h2><p>Subscribe from 3 EUR per month.</p>',
        ),
      },
    }),
  ],
  [
    'access.paywall @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage(
          '<h1>Le rapport</h1><p>Article réservé aux abonnés</p><button>Je m’abonne</button>',
        ),
      },
    }),
  ],
  [
    'access.captcha @0',
    orderFilm({
      click: {
        exchanges: [formPost('/orders')],
        after: orderForm(
          alert('Captcha falsch eingegeben') +
            '<img src="/captcha/image?x=1"><input name="captcha">',
        ),
      },
    }),
  ],
  [
    'access.login_rejected @0',
    loginFilm({
      click: {
        exchanges: [formPost('/login')],
        after: loginForm(
          alert('Wrong password.') +
            '<div class="g-recaptcha" data-sitekey="x"><iframe src="https://www.google.com/recaptcha/api2/anchor?k=1&size=normal"></iframe></div>',
        ),
      },
    }),
  ],
  [
    'access.mfa_no_source @1',
    loginFilm({
      click: {
        exchanges: [formPost('/login')],
        after: html(
          '<h1>Weryfikacja dwuetapowa</h1><p>Wpisz kod weryfikacyjny z SMS</p><form><input name="k"><button>Dalej</button></form>',
        ),
      },
    }),
  ],
  [
    'access.human_verification_device @0',
    loginFilm({
      click: {
        exchanges: [formPost('/login')],
        after: html(
          '<h1>Approve sign in request</h1><p>Open your Authenticator app and tap the number you see: 42</p>',
        ),
      },
    }),
  ],
  [
    'access.human_verification_device @0',
    loginFilm({
      click: {
        exchanges: [formPost('/login')],
        after: html(
          '<h1>Neues Gerät erkannt</h1><p>Bitte bestätigen Sie die Anmeldung über den Link in der E-Mail.</p>',
        ),
      },
    }),
  ],
  [
    'access.terms_or_interstitial @0',
    loginFilm({
      click: {
        exchanges: [formPost('/login')],
        after: html(
          '<h1>Wir haben unsere AGB geändert</h1><p>Bitte akzeptieren Sie die neuen Nutzungsbedingungen.</p><button>Akzeptieren</button>',
        ),
      },
    }),
  ],
  [
    'access.account_locked @0',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: 403 })],
        after: loginForm(alert('This user is inactive. Contact your administrator.')),
      },
    }),
  ],
  [
    'access.login_rejected @0',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: 200 })],
        after: loginForm(toast('Login failed')),
      },
    }),
  ],
  [
    'network.dns @1',
    insideFilm({
      click: {
        exchanges: [
          page('https://files.portal.test/x', {
            status: -1,
            failureText: 'net::ERR_NAME_NOT_RESOLVED',
          }),
        ],
        after: html(
          '<h1>This site can’t be reached</h1><p><strong>files.portal.test</strong>’s server IP address could not be found.</p><div>ERR_NAME_NOT_RESOLVED</div>',
        ),
      },
    }),
  ],
  [
    'network.cors_or_csp_blocked @0',
    orderFilm({
      click: {
        exchanges: [
          xhr('https://api.portal.test/orders', {
            method: 'POST',
            status: -1,
            failureText: 'net::ERR_FAILED',
          }),
        ],
        console: [
          "Access to XMLHttpRequest at 'https://api.portal.test/orders' from origin 'https://portal.test' has been blocked by CORS policy: x",
        ],
        after: orderForm(alert('Network Error')),
      },
    }),
  ],
  [
    'network.timeout @0',
    orderFilm({
      ends: 'max-retries',
      click: {
        exchanges: [post('/api/orders', { status: -1, durationMs: undefined })],
        after: orderForm(p('Please wait…')),
      },
    }),
  ],
  [
    'access.bot_wall @0',
    orderFilm({
      click: {},
      exchanges: [page('/orders/new', { at: 600, status: 403 })],
      steps: [
        {
          html: html(
            '<h1>Access to this page has been denied</h1><p>because we believe you are using automation tools to browse the website.</p><p>Reference ID: #1a</p>',
          ),
          actions: [{ type: 'wait' }],
        },
        { actions: [] },
      ],
    }),
  ],
  [
    'network.websocket_failed @0',
    orderFilm({
      ends: 'max-steps',
      click: {},
      console: [
        "WebSocket connection to 'wss://portal.test/ws' failed: ",
        "WebSocket connection to 'wss://portal.test/ws' failed: ",
        "WebSocket connection to 'wss://portal.test/ws' failed: ",
      ],
      steps: [
        { html: sitePage('<h1>Live board</h1><p>Reconnecting…</p>'), actions: [{ type: 'wait' }] },
        { actions: [{ type: 'wait' }] },
        { actions: [] },
      ],
    }),
  ],
];

/** The same film where pages were captured at the beginning of steps only. */
function withoutPagesAfterActions(film: Film): Film {
  const steps = film.steps.map((step, index) => {
    const before = film.steps[index - 1]?.actions?.findLast((action) => action.after !== undefined);
    const shown = step.html ?? before?.after;
    const actions = (step.actions ?? []).map(({ after: _after, ...action }) => action);
    return { ...step, ...(shown === undefined ? {} : { html: shown }), actions };
  });
  return { ...film, steps };
}

describe('wordings of other sites', () => {
  test.each(CASES.map(([expected, film], index) => [expected, index, film] as const))(
    '%s in scene %i, with and without pages after actions',
    (expected, _index, film) => {
      expect(verdictOf(film)).toBe(expected);
      expect(verdictOf(withoutPagesAfterActions(film))).toBe(expected);
    },
  );

  test.each(CASES.map(([expected, film], index) => [expected, index, film] as const))(
    'without a HAR nothing else is sure: %s in scene %i',
    (expected, _index, film) => {
      const { verdict } = diagnosisOf(withoutHar(film));
      const isOther = verdict.kind === 'cause' && verdict.cause !== expected.split(' ')[0];
      expect(isOther ? verdict.confidence : 0).toBeLessThan(0.8);
    },
  );
});
