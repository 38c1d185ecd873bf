import { describe, expect, test } from 'vitest';
import { html, verdictOf, type Film } from '../../support/page-run.ts';
import {
  alert,
  formPost,
  loginFilm,
  orderFilm,
  orderForm,
  page,
  post,
  sitePage,
  withoutHar,
} from '../../support/site-film.ts';

function walled(
  status: number,
  responseHeaders: Readonly<Record<string, string>>,
  after: string,
): Film {
  return orderFilm({
    click: {},
    steps: [
      { html: after, actions: [{ type: 'wait' }] },
      { html: after, actions: [{ type: 'wait' }] },
      { html: after, actions: [] },
    ],
    exchanges: [page('/orders/new', { at: 600, status, responseHeaders })],
  });
}

const WALLS: readonly (readonly [string, Film])[] = [
  [
    'Cloudflare, by header',
    walled(
      403,
      { 'cf-mitigated': 'challenge', server: 'cloudflare' },
      html('<h1>portal.test</h1><p>Verifying you are human. This may take a few seconds.</p>', {
        title: 'Just a moment...',
      }),
    ),
  ],
  [
    'Cloudflare, by page',
    walled(
      403,
      { server: 'cloudflare', 'cf-ray': '8' },
      html(
        '<h1>Sorry, you have been blocked</h1><h2>You are unable to access portal.test</h2><p>Cloudflare Ray ID: 8a</p>',
        { title: 'Attention Required! | Cloudflare' },
      ),
    ),
  ],
  [
    'Cloudflare, error 1020',
    walled(
      403,
      { server: 'cloudflare' },
      html('<h1>Access denied</h1><p>Error code: 1020</p><p>error code: 1020</p>'),
    ),
  ],
  [
    'Akamai',
    walled(
      403,
      { server: 'AkamaiGHost' },
      html(
        '<h1>Access Denied</h1><p>You don\'t have permission to access "http://portal.test/" on this server.</p><p>Reference #18.2d351ab8.1557333295.a4e16ab</p>',
      ),
    ),
  ],
  [
    'DataDome, by header',
    walled(
      403,
      { 'x-dd-b': '2', 'x-datadome': 'protected' },
      html('<p>Please enable JS and disable any ad blocker</p>'),
    ),
  ],
  [
    'DataDome, by frame',
    walled(
      403,
      { 'x-datadome': 'protected' },
      html(
        '<p>Please enable JS and disable any ad blocker</p><iframe src="https://geo.captcha-delivery.com/captcha/?x=1" title="DataDome CAPTCHA"></iframe>',
      ),
    ),
  ],
  [
    'PerimeterX',
    walled(
      403,
      {},
      html(
        '<div id="px-captcha"></div><h1>Press & Hold to confirm you are a human (and not a bot).</h1>',
      ),
    ),
  ],
  [
    'Imperva',
    walled(
      403,
      { 'x-iinfo': '1' },
      html('<p>Request unsuccessful. Incapsula incident ID: 877000280012-1</p>'),
    ),
  ],
  [
    'Imperva with status 200',
    walled(
      200,
      { 'x-iinfo': '1' },
      html(
        '<iframe id="main-iframe" src="/_Incapsula_Resource?CWUDNSAI=9&incident_id=1">Request unsuccessful. Incapsula incident ID: 1</iframe>',
      ),
    ),
  ],
  [
    'AWS WAF, captcha',
    walled(
      405,
      { 'x-amzn-waf-action': 'captcha' },
      html(
        "<h1>Let's confirm you are human</h1><p>Complete the security check before continuing.</p><button>Begin</button>",
      ),
    ),
  ],
  [
    'AWS WAF, challenge',
    walled(
      202,
      { 'x-amzn-waf-action': 'challenge' },
      html('<noscript>JavaScript is disabled</noscript><p>Loading</p>'),
    ),
  ],
  ['Kasada', walled(429, { 'x-kpsdk-ct': 'abc' }, html('<p>.</p>'))],
  [
    'F5',
    walled(
      200,
      {},
      html(
        '<p>The requested URL was rejected. Please consult with your administrator. Your support ID is: 1234</p>',
        { title: 'Request Rejected' },
      ),
    ),
  ],
  [
    'Vercel',
    walled(
      429,
      { 'x-vercel-mitigated': 'challenge' },
      html("<p>We're verifying your browser</p>", { title: 'Vercel Security Checkpoint' }),
    ),
  ],
  [
    'Sucuri',
    walled(
      403,
      {},
      html('<h1>Access Denied - Sucuri Website Firewall</h1><p>Block ID: BNP005</p>'),
    ),
  ],
  [
    'a wall of nobody known',
    walled(
      403,
      {},
      html(
        '<h1>Pardon Our Interruption</h1><p>As you were browsing something about your browser made us think you were a bot.</p>',
      ),
    ),
  ],
  [
    'a wall in German',
    walled(
      403,
      {},
      html(
        '<h1>Ungewöhnlicher Datenverkehr</h1><p>Bitte bestätigen Sie, dass Sie ein Mensch sind.</p>',
      ),
    ),
  ],
  [
    'a refused user agent',
    walled(
      403,
      {},
      html(
        '<h1>Blocked</h1><p>Automated access to this site is not permitted. Your IP has been flagged.</p>',
      ),
    ),
  ],
];

describe('a bot wall', () => {
  test.each(WALLS)('of %s', (_name, film) => {
    expect(verdictOf(film)).toBe('access.bot_wall @0');
  });

  test('in front of a request of the page', () => {
    const film = orderFilm({
      click: {
        exchanges: [
          post('/api/orders', { status: 403, responseHeaders: { 'cf-mitigated': 'challenge' } }),
        ],
        after: orderForm(alert('Request blocked.')),
      },
    });
    expect(verdictOf(film)).toBe('access.bot_wall @0');
  });

  test('is known by its page alone when there is no HAR', () => {
    const after = html(
      '<h1>portal.test</h1><p>Checking your browser before accessing.</p><script>window._cf_chl_opt={}</script>',
      { title: 'Just a moment...' },
    );
    expect(verdictOf(withoutHar(walled(403, {}, after)))).toBe('access.bot_wall @0');
  });

  test('that was passed does not matter', () => {
    const refused = {
      exchanges: [post('/api/orders', { status: 422 })],
      after: orderForm(alert('Amount must be a multiple of 10.')),
    };
    const film = orderFilm({
      exchanges: [
        page('/orders/new', {
          at: 600,
          status: 403,
          responseHeaders: { 'cf-mitigated': 'challenge' },
        }),
        page('/orders/new', { at: 3000 }),
      ],
      click: refused,
    });
    expect(verdictOf(film)).toBe('page.form_validation @0');
  });
});

const form = (widget: string, message = ''): string =>
  sitePage(
    `<h1>New order</h1>${message}<form><input name="amount">${widget}<button type="submit">Save order</button></form>`,
  );

function guarded(widget: string, click: object = {}): Film {
  const after = form(widget, alert('Please confirm that you are not a robot.'));
  const send = { exchanges: [post('/api/orders', { status: 400 })], after, ...click };
  return orderFilm({
    click: {},
    steps: [
      {
        html: form(widget),
        actions: [
          { type: 'input_text', on: 'amount', text: '3' },
          { type: 'click', on: 'Save order', ...send },
        ],
      },
      { actions: [{ type: 'solve_captcha' }, { type: 'click', on: 'Save order', ...send }] },
      { actions: [] },
    ],
  });
}

const WIDGETS: readonly (readonly [string, string])[] = [
  [
    'reCAPTCHA',
    '<div class="g-recaptcha" data-sitekey="x"><iframe title="reCAPTCHA" src="https://www.google.com/recaptcha/api2/anchor?k=x&size=normal"></iframe></div>',
  ],
  [
    'hCaptcha',
    '<div class="h-captcha"><iframe title="Widget containing checkbox for hCaptcha security challenge" src="https://newassets.hcaptcha.com/captcha/v1/x"></iframe></div>',
  ],
  [
    'Turnstile',
    '<div class="cf-turnstile"><iframe src="https://challenges.cloudflare.com/cdn-cgi/challenge-platform/h/b/turnstile"></iframe></div>',
  ],
  [
    'an image with a field',
    '<img src="/captcha.png" alt="captcha"><label>Type the characters you see in the picture <input name="captcha_code"></label>',
  ],
  ['a slider', '<div class="geetest_slider"><p>Drag the slider to complete the puzzle</p></div>'],
  [
    'FunCaptcha',
    '<iframe src="https://client-api.arkoselabs.com/v2/x" title="Verification challenge"></iframe>',
  ],
  [
    'FriendlyCaptcha',
    '<div class="frc-captcha" data-sitekey="x"><button type="button">Click to start verification</button></div>',
  ],
];

describe('an unsolved captcha', () => {
  test.each(WIDGETS)('%s', (_name, widget) => {
    expect(verdictOf(guarded(widget))).toMatch(/^access\.captcha @[01]$/);
  });

  test.each(WIDGETS)('%s, without HAR', (_name, widget) => {
    expect(verdictOf(withoutHar(guarded(widget)))).toMatch(/^access\.captcha @[01]$/);
  });

  test('in front of the sign-in', () => {
    const widget = WIDGETS[0]?.[1] ?? '';
    const after = html(
      `<h1>Sign in</h1>${alert('Captcha is required.')}<form><input name="user"><input name="secret" type="password">${widget}<button type="submit">Sign in</button></form>`,
    );
    expect(verdictOf(loginFilm({ click: { exchanges: [formPost('/login')], after } }))).toBe(
      'access.captcha @0',
    );
  });

  test('on a form that was sent all the same is no obstacle', () => {
    const widget = WIDGETS[0]?.[1] ?? '';
    const done = sitePage('<h1>Thank you</h1><p>Order saved.</p>');
    const film = orderFilm({
      ends: 'completed',
      click: {},
      steps: [
        {
          html: form(widget),
          actions: [
            { type: 'input_text', on: 'amount', text: '3' },
            { type: 'click', on: 'Save order', exchanges: [post('/api/orders')], after: done },
          ],
        },
      ],
    });
    expect(verdictOf(film)).toBe('healthy');
  });
});
