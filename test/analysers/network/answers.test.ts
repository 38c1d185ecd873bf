import { describe, expect, test } from 'vitest';
import { verdictOf, type Film } from '../../support/page-run.ts';
import {
  alert,
  barePage,
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

const NGINX = barePage(
  '503 Service Temporarily Unavailable',
  '<center><h1>503 Service Temporarily Unavailable</h1></center><hr><center>nginx</center>',
);

const CASES: readonly (readonly [string, string, Film])[] = [
  [
    'a form answered 500 with an error page',
    'network.http_5xx @0',
    orderFilm({
      click: {
        exchanges: [formPost('/orders', { status: 500 })],
        after: barePage(
          'Something went wrong',
          '<h1>Something went wrong</h1><p>Please try again later.</p>',
        ),
      },
    }),
  ],
  [
    'a save answered 502 without a word',
    'network.http_5xx @0',
    orderFilm({ click: { exchanges: [post('/api/orders', { status: 502 })], after: orderForm() } }),
  ],
  [
    'data answered 500 after a click',
    'network.http_5xx @0',
    orderFilm({
      steps: [
        {
          html: orderForm(),
          actions: [
            {
              type: 'click',
              on: 'Show report',
              exchanges: [xhr('/api/report?m=5', { status: 500 })],
              after: orderForm(alert('The report could not be loaded.')),
            },
          ],
        },
        { actions: [] },
      ],
      click: {},
    }),
  ],
  [
    'a link to a page that answers 500',
    'network.http_5xx @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 500 })],
        after: barePage('Internal Server Error'),
      },
    }),
  ],
  [
    'a form that leads on to a page that answers 500',
    'network.http_5xx @0',
    orderFilm({
      click: {
        exchanges: [
          formPost('/orders', { status: 303, redirectUrl: `${SITE}/orders/7` }),
          page('/orders/7', { status: 500 }),
        ],
        after: barePage('Server Error (500)'),
      },
    }),
  ],
  [
    'a gateway that waited too long',
    'network.http_5xx @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 504 })],
        after: barePage(
          '504 Gateway Time-out',
          '<center><h1>504 Gateway Time-out</h1></center><hr><center>nginx</center>',
        ),
      },
    }),
  ],
  [
    'a gateway without a backend',
    'network.http_5xx @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 502 })],
        after: barePage('502 Bad Gateway', '<center><h1>502 Bad Gateway</h1></center>'),
      },
    }),
  ],
  [
    'a save answered 503 and a page that says so',
    'network.http_5xx @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 503 })],
        after: orderForm(alert('The service is currently unavailable. Please try again later.')),
      },
    }),
  ],
  [
    "a server's own 503 page",
    'network.http_5xx @1',
    insideFilm({ click: { exchanges: [page('/report', { status: 503 })], after: NGINX } }),
  ],
  [
    'data of the first page answered 500',
    'network.http_5xx @0',
    orderFilm({
      steps: [
        { html: orderForm(alert('Articles could not be loaded.')), actions: [{ type: 'wait' }] },
        { actions: [{ type: 'wait' }] },
        { actions: [] },
      ],
      exchanges: [xhr('/api/articles', { status: 500, at: 1200 })],
      click: {},
    }),
  ],
  [
    'a form action on another host of the site answered 500',
    'network.http_5xx @0',
    orderFilm({
      click: {
        exchanges: [post('https://api.portal.test/v2/orders', { status: 500 })],
        after: orderForm(alert('Order could not be saved.')),
      },
    }),
  ],
  [
    'an interface on a foreign host answered 500, and the page says so',
    'network.http_5xx @0',
    orderFilm({
      click: {
        exchanges: [
          post('https://x9.execute-api.example/prod/orders', {
            status: 500,
            requestHeaders: { accept: 'application/json', origin: SITE },
          }),
        ],
        after: orderForm(alert('Something went wrong, your order was not saved.')),
      },
    }),
  ],
  [
    'autocomplete data answered 500',
    'network.http_5xx @0',
    orderFilm({
      steps: [
        {
          html: orderForm(),
          actions: [
            {
              type: 'input_text',
              on: 'article',
              text: 'A-77',
              exchanges: [xhr('/api/articles?q=A-77', { status: 500 })],
              results: [
                {
                  exceptionType: 'NoSuitableAutoCompleteOption',
                  exceptionMessage: 'No auto complete option for A-77',
                },
              ],
              after: orderForm(),
            },
          ],
        },
        {
          actions: [
            {
              type: 'input_text',
              on: 'article',
              text: 'A-77',
              exchanges: [xhr('/api/articles?q=A-77', { status: 500 })],
              results: [
                {
                  exceptionType: 'NoSuitableAutoCompleteOption',
                  exceptionMessage: 'No auto complete option for A-77',
                },
              ],
            },
          ],
        },
      ],
      click: {},
      ends: 'max-retries',
    }),
  ],
  [
    'an error page after a long run of good steps',
    'network.http_5xx @1',
    insideFilm({
      ends: 'max-steps',
      click: {
        exchanges: [page('/report', { status: 500 })],
        after: sitePage('<h1>Oops! An error occurred</h1><p>Error code: 500</p>'),
      },
    }),
  ],
  [
    'a save refused with 409 without a word',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [xhr('/api/orders/7', { method: 'PUT', status: 409 })],
        after: orderForm(),
      },
    }),
  ],
  [
    'a save refused with 409 and words about the conflict',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [xhr('/api/orders/7', { method: 'PUT', status: 409 })],
        after: orderForm(
          alert('This order was changed by somebody else in the meantime. Reload the page.'),
        ),
      },
    }),
  ],
  [
    'a save refused with 412',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [xhr('/api/orders/7', { method: 'PATCH', status: 412 })],
        after: orderForm(),
      },
    }),
  ],
  [
    'a save refused with 403 for its form token',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [formPost('/orders', { status: 403 })],
        after: barePage(
          '403 Forbidden',
          '<h1>Forbidden <span>(403)</span></h1><p>CSRF verification failed. Request aborted.</p>',
        ),
      },
    }),
  ],
  [
    'a save refused with 403 for its form token by a message',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 403 })],
        after: orderForm(alert('Invalid CSRF token. Please reload the page.')),
      },
    }),
  ],
  [
    'a save to an interface that is not there',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [post('/api/v1/orders', { status: 404 })],
        after: orderForm(alert('Could not save the order.')),
      },
    }),
  ],
  [
    'a save refused with 405',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [formPost('/orders', { status: 405 })],
        after: barePage('Method Not Allowed'),
      },
    }),
  ],
  [
    'a save refused with 400 and a general message',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 400 })],
        after: orderForm(alert('Something went wrong. Please try again later.')),
      },
    }),
  ],
  [
    'a save refused with 422 without a word',
    'network.http_4xx_submit @0',
    orderFilm({ click: { exchanges: [post('/api/orders', { status: 422 })], after: orderForm() } }),
  ],
  [
    'a save refused with 422 and the reason',
    'page.form_validation @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 422 })],
        after: orderForm(alert('Amount must be a multiple of 10.')),
      },
    }),
  ],
  [
    'a save refused with 400 and the reason in German',
    'page.form_validation @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 400 })],
        after: orderForm(alert('Bitte geben Sie eine gültige Menge ein.')),
      },
    }),
  ],
  [
    'a record that is locked for writing',
    'network.http_4xx_submit @0',
    orderFilm({
      click: {
        exchanges: [xhr('/api/orders/7', { method: 'PUT', status: 423 })],
        after: orderForm(),
      },
    }),
  ],
  [
    'a link to a page that is gone',
    'network.http_404_document @1',
    insideFilm({
      click: { exchanges: [page('/report', { status: 410 })], after: sitePage('<h1>Gone</h1>') },
    }),
  ],
  [
    'a link to a page that does not exist',
    'network.http_404_document @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 404 })],
        after: sitePage('<h1>Page not found</h1>'),
      },
    }),
  ],
  [
    'a link that leads on to a page that does not exist',
    'network.http_404_document @1',
    insideFilm({
      click: {
        exchanges: [redirect('/report', '/reports/2026'), page('/reports/2026', { status: 404 })],
        after: sitePage('<h1>404</h1><p>Nothing here.</p>'),
      },
    }),
  ],
  [
    'a page that says 404 with status 200',
    'network.http_404_document @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage(
          '<h1>Page not found</h1><p>The page you are looking for does not exist or has been moved.</p><a href="/">Back to the start</a>',
          'Page not found',
        ),
      },
    }),
  ],
  [
    'a French page that says 404 with status 200',
    'network.http_404_document @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage('<h1>Page introuvable</h1><p>La page demandée n’existe plus.</p>'),
      },
    }),
  ],
  [
    'a page of the application that says 404',
    'network.http_404_document @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/menu')],
        after: sitePage('<h1>404</h1><p>Oops! We can’t find that page.</p>'),
      },
    }),
  ],
  [
    'too many requests for a page',
    'network.rate_limited @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 429, responseHeaders: { 'retry-after': '60' } })],
        after: barePage('Too Many Requests'),
      },
    }),
  ],
  [
    'too many requests for data',
    'network.rate_limited @0',
    orderFilm({ click: { exchanges: [post('/api/orders', { status: 429 })], after: orderForm() } }),
  ],
  [
    'data answered 503 with a time to come back',
    'network.rate_limited @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders', { status: 503, responseHeaders: { 'retry-after': '30' } })],
        after: orderForm(alert('Too many requests right now, please wait.')),
      },
    }),
  ],
  [
    'too many searches, said by a page with status 200',
    'network.rate_limited @0',
    orderFilm({
      click: {
        exchanges: [post('/api/orders')],
        after: orderForm(alert('Zu viele Anfragen. Bitte warten Sie 60 Sekunden.')),
      },
    }),
  ],
  [
    'maintenance with 503',
    'network.maintenance @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 503 })],
        after: barePage(
          'Scheduled maintenance',
          '<h1>Scheduled maintenance</h1><p>We are back at 14:00.</p>',
        ),
      },
    }),
  ],
  [
    'maintenance with 200 in German',
    'network.maintenance @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: barePage(
          'Wartung',
          '<h1>Wartungsarbeiten</h1><p>Das Portal steht ab 18 Uhr wieder zur Verfügung.</p>',
        ),
      },
    }),
  ],
  [
    'maintenance with 200 in Spanish',
    'network.maintenance @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: barePage('Aviso', '<h2>Sitio en mantenimiento</h2><p>Volvemos pronto.</p>'),
      },
    }),
  ],
  [
    'maintenance with 503 in Polish',
    'network.maintenance @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 503 })],
        after: barePage(
          'Przerwa techniczna',
          '<h1>Przerwa techniczna</h1><p>Trwają prace serwisowe. Zapraszamy po 15:00.</p>',
        ),
      },
    }),
  ],
  [
    'maintenance of one part of the site',
    'network.maintenance @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage(
          '<h1>Reports are down for maintenance</h1><p>Please come back after 18:00.</p>',
        ),
      },
    }),
  ],
  [
    'a closed site without status 503 that promises to be back',
    'network.maintenance @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 503, responseHeaders: { 'retry-after': '3600' } })],
        after: barePage(
          'We’ll be right back',
          '<h1>We’ll be right back</h1><p>Our shop is getting an update.</p>',
        ),
      },
    }),
  ],
];

describe('the answer of a server decides', () => {
  test.each(CASES)('%s: %s', (_name, expected, film) => {
    expect(verdictOf(film)).toBe(expected);
  });
});

describe('without the HAR the page alone decides', () => {
  test.each([
    [
      'not found',
      'network.http_404_document @1',
      insideFilm({
        click: { after: sitePage('<h1>Page not found</h1><p>The address does not exist.</p>') },
      }),
    ],
    [
      'maintenance',
      'network.maintenance @1',
      insideFilm({
        click: {
          after: barePage('Maintenance', '<h1>Down for maintenance</h1><p>Back at 6 pm.</p>'),
        },
      }),
    ],
    [
      'a gateway error',
      'network.http_5xx @1',
      insideFilm({
        click: {
          after: barePage(
            '502 Bad Gateway',
            '<center><h1>502 Bad Gateway</h1></center><hr><center>nginx</center>',
          ),
        },
      }),
    ],
    [
      'an internal error',
      'network.http_5xx @1',
      insideFilm({
        click: {
          after: barePage(
            '500 Internal Server Error',
            '<h1>Internal Server Error</h1><p>The server encountered an internal error.</p>',
          ),
        },
      }),
    ],
    [
      'too many requests',
      'network.rate_limited @1',
      insideFilm({ click: { after: barePage('429 Too Many Requests') } }),
    ],
  ])('%s: %s', (_name, expected, film: Film) => {
    expect(verdictOf(withoutHar(film))).toBe(expected);
  });
});

describe('runs that completed stay healthy', () => {
  const done = sitePage('<h1>Thank you</h1><p>Your order 4711 has been saved.</p>');
  test.each([
    [
      'after a save that worked at the second try',
      orderFilm({
        ends: 'completed',
        click: {
          exchanges: [post('/api/orders', { status: 503 })],
          after: orderForm(alert('Please try again.')),
        },
        again: { exchanges: [post('/api/orders', { status: 201 })], after: done },
      }),
    ],
    [
      'beside third-party failures',
      orderFilm({
        ends: 'completed',
        click: {
          exchanges: [
            post('/api/orders', { status: 201 }),
            post('https://stats.example/collect', { status: 500 }),
            xhr('https://ads.example/bid', { status: 429 }),
          ],
          after: done,
        },
      }),
    ],
    [
      'with a banner about future maintenance',
      orderFilm({
        ends: 'completed',
        click: {
          exchanges: [post('/api/orders', { status: 201 })],
          after: sitePage(
            '<div class="banner">Scheduled maintenance on Sunday 02:00-04:00.</div><h1>Thank you</h1><p>Order saved.</p>',
          ),
        },
      }),
    ],
    [
      'with a widget that got 500 on every page',
      orderFilm({
        ends: 'completed',
        exchanges: [xhr('/api/recommendations', { status: 500, at: 1100 })],
        click: {
          exchanges: [
            post('/api/orders', { status: 201 }),
            xhr('/api/recommendations', { status: 500 }),
          ],
          after: done,
        },
      }),
    ],
    [
      'on a dashboard',
      {
        ...insideFilm({ click: { exchanges: [xhr('/api/report')], after: DASHBOARD } }),
        ends: 'completed' as const,
      },
    ],
  ])('%s', (_name, film: Film) => {
    expect(verdictOf(film)).toBe('healthy');
  });
});
