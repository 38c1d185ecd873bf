import { describe, expect, test } from 'vitest';
import { html, verdictOf, type Film } from '../../support/page-run.ts';
import {
  alert,
  barePage,
  DASHBOARD,
  formPost,
  insideFilm,
  loginFilm,
  loginForm,
  orderForm,
  page,
  post,
  redirect,
  SITE,
  sitePage,
  withoutHar,
  xhr,
} from '../../support/site-film.ts';

const answered = formPost('/login');
const BADGE =
  '<script src="https://www.google.com/recaptcha/api.js?render=x"></script><div class="grecaptcha-badge" data-style="bottomright"></div>';
const codeForm = (message = ''): string =>
  html(
    `<h1>Two-step verification</h1><p>Enter the 6-digit code from your authenticator app.</p>${message}<form><input name="otp" autocomplete="one-time-code"><button type="submit">Verify</button></form>`,
  );
const codeCells = html(
  `<h1>Check it is you</h1><p>Type the digits we sent to ••• 42.</p><form>${'<input maxlength="1" inputmode="numeric">'.repeat(6)}<button type="submit">Continue</button></form>`,
);

function codeEntered(after: string, click: object = {}): Film {
  return loginFilm({
    click: {},
    steps: [
      {
        html: loginForm(),
        actions: [
          { type: 'input_text', on: 'user', text: 'kim' },
          { type: 'input_text', on: 'secret', text: 'right' },
          { type: 'click', on: 'Sign in', exchanges: [answered], after: codeForm() },
        ],
      },
      {
        url: `${SITE}/login/code`,
        actions: [
          { type: 'input_text', on: 'otp', text: '[redacted otp]' },
          { type: 'click', on: 'Verify', after, ...click },
        ],
      },
      { url: `${SITE}/login/code`, actions: [] },
    ],
  });
}

const REJECTED: readonly (readonly [string, Film])[] = [
  [
    'by words on the form with status 200',
    loginFilm({
      click: { exchanges: [answered], after: loginForm(alert('Wrong user name or password.')) },
    }),
  ],
  [
    'by words without any mark',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm('<p>The details you entered do not match our records.</p>'),
      },
    }),
  ],
  [
    'in German',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert('Benutzername oder Passwort ist nicht korrekt.')),
      },
    }),
  ],
  [
    'in German, by the sign-in',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm('<p>Die Anmeldung ist fehlgeschlagen.</p>'),
      },
    }),
  ],
  [
    'in French',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert('Identifiant ou mot de passe incorrect')),
      },
    }),
  ],
  [
    'in French, by the address',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert("Nous n'avons pas trouvé de compte avec cette adresse")),
      },
    }),
  ],
  [
    'in Spanish',
    loginFilm({
      click: { exchanges: [answered], after: loginForm(alert('Usuario o contraseña incorrectos')) },
    }),
  ],
  [
    'in Italian',
    loginFilm({
      click: { exchanges: [answered], after: loginForm(alert('Credenziali non valide')) },
    }),
  ],
  [
    'in Portuguese',
    loginFilm({
      click: { exchanges: [answered], after: loginForm(alert('Usuário ou senha inválidos')) },
    }),
  ],
  [
    'in Dutch',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert('Gebruikersnaam of wachtwoord is onjuist')),
      },
    }),
  ],
  [
    'in Swedish',
    loginFilm({
      click: { exchanges: [answered], after: loginForm(alert('Fel användarnamn eller lösenord')) },
    }),
  ],
  [
    'in Polish',
    loginFilm({
      click: { exchanges: [answered], after: loginForm(alert('Nieprawidłowy login lub hasło')) },
    }),
  ],
  [
    'in Finnish',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert('Virheellinen käyttäjätunnus tai salasana')),
      },
    }),
  ],
  [
    'in Danish',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert('Forkert brugernavn eller adgangskode')),
      },
    }),
  ],
  [
    'in Japanese',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert('ユーザー名またはパスワードが正しくありません')),
      },
    }),
  ],
  [
    'in Turkish',
    loginFilm({
      click: { exchanges: [answered], after: loginForm(alert('Kullanıcı adı veya şifre hatalı')) },
    }),
  ],
  [
    'by a 401 for data',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: 401 })],
        after: loginForm(alert('Something went wrong.')),
      },
    }),
  ],
  [
    'by a 401 without a word',
    loginFilm({
      click: { exchanges: [post('/api/session', { status: 401 })], after: loginForm() },
    }),
  ],
  [
    'by a 400 of a token service',
    loginFilm({
      click: {
        exchanges: [post('https://id.portal.test/oauth/token', { status: 400 })],
        after: loginForm(alert('Bad credentials')),
      },
    }),
  ],
  [
    'by a 422',
    loginFilm({
      click: {
        exchanges: [post('/users/sign_in', { status: 422 })],
        after: loginForm(alert('Invalid Email or password.')),
      },
    }),
  ],
  [
    'by a 403',
    loginFilm({
      click: {
        exchanges: [formPost('/login', { status: 403 })],
        after: loginForm(alert('Login failed.')),
      },
    }),
  ],
  [
    'by a redirect back with an error in it',
    loginFilm({
      click: {
        exchanges: [
          formPost('/login', { status: 302, redirectUrl: `${SITE}/login?error=1` }),
          page('/login?error=1'),
        ],
        after: loginForm(),
      },
    }),
  ],
  [
    'by a redirect back and a message',
    loginFilm({
      click: {
        exchanges: [
          formPost('/j_security_check', { status: 302, redirectUrl: `${SITE}/login` }),
          page('/login'),
        ],
        after: loginForm('<p class="flash">Unable to log you in with these details.</p>'),
      },
    }),
  ],
  [
    'by the form coming back without a word',
    loginFilm({ click: { exchanges: [answered], after: loginForm() } }),
  ],
  [
    'with a passive captcha on the page',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(`${alert('Wrong user name or password.')}${BADGE}`),
      },
    }),
  ],
  [
    'inside an answer with status 200',
    loginFilm({
      bodies: 'recorded',
      click: {
        exchanges: [
          post('/graphql', {
            responseText: '{"errors":[{"message":"INVALID_CREDENTIALS"}],"data":null}',
          }),
        ],
        after: loginForm(alert('Your e-mail or password is incorrect.')),
      },
    }),
  ],
  [
    'by two pages, the password on the second',
    loginFilm({
      click: {},
      steps: [
        {
          html: html(
            '<h1>Sign in</h1><form><input name="user" type="text"><button type="submit">Next</button></form>',
          ),
          actions: [
            { type: 'input_text', on: 'user', text: 'kim' },
            { type: 'click', on: 'Next', exchanges: [post('/api/identify')], after: loginForm() },
          ],
        },
        {
          actions: [
            { type: 'input_text', on: 'secret', text: 'wrong' },
            {
              type: 'click',
              on: 'Sign in',
              exchanges: [post('/api/login', { status: 401 })],
              after: loginForm(
                alert('Wrong password. Try again or click Forgot password to reset it.'),
              ),
            },
          ],
        },
        { actions: [] },
      ],
    }),
  ],
  [
    'by Enter in the password field',
    loginFilm({
      click: {},
      steps: [
        {
          html: loginForm(),
          actions: [
            { type: 'input_text', on: 'user', text: 'kim' },
            { type: 'input_text', on: 'secret', text: 'wrong' },
            {
              type: 'keypress',
              exchanges: [answered],
              after: loginForm(alert('Wrong user name or password.')),
            },
          ],
        },
        { actions: [] },
      ],
    }),
  ],
  [
    'by an unknown account',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: 404 })],
        after: loginForm(alert("We couldn't find an account with that email.")),
      },
    }),
  ],
];

describe('a sign-in is rejected', () => {
  test.each(REJECTED)('%s', (_name, film) => {
    expect(verdictOf(film)).toMatch(/^access\.login_rejected @[01]$/);
  });

  test('said by the page alone when there is no HAR', () => {
    expect(
      verdictOf(
        withoutHar(
          loginFilm({ click: { after: loginForm(alert('Wrong user name or password.')) } }),
        ),
      ),
    ).toBe('access.login_rejected @0');
  });
});

const OTHERS: readonly (readonly [string, string, Film])[] = [
  [
    'locked by status 423',
    'access.account_locked @0',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: 423 })],
        after: loginForm(alert('Please contact support.')),
      },
    }),
  ],
  [
    'locked by words',
    'access.account_locked @0',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert('Your account has been locked after 5 failed attempts.')),
      },
    }),
  ],
  [
    'locked by words on a page of its own, 403',
    'access.account_locked @0',
    loginFilm({
      click: {
        exchanges: [formPost('/login', { status: 403 })],
        after: html('<h1>Account suspended</h1><p>Contact our support.</p>'),
      },
    }),
  ],
  [
    'locked in German',
    'access.account_locked @0',
    loginFilm({
      click: {
        exchanges: [answered],
        after: loginForm(alert('Ihr Konto wurde vorübergehend gesperrt.')),
      },
    }),
  ],
  [
    'locked in Italian',
    'access.account_locked @0',
    loginFilm({
      click: { exchanges: [answered], after: loginForm(alert('Il tuo account è stato bloccato.')) },
    }),
  ],
  [
    'too many attempts',
    'access.account_locked @0',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: 429 })],
        after: loginForm(alert('Too many failed login attempts. Try again in 30 minutes.')),
      },
    }),
  ],
  [
    'too many requests while signing in',
    'network.rate_limited @0',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: 429, responseHeaders: { 'retry-after': '60' } })],
        after: loginForm(alert('Too many requests. Please slow down.')),
      },
    }),
  ],
  [
    'a server error while signing in',
    'network.http_5xx @0',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: 500 })],
        after: loginForm(alert('Something went wrong. Please try again later.')),
      },
    }),
  ],
  [
    'a connection that broke while signing in',
    'network.connection @0',
    loginFilm({
      click: {
        exchanges: [post('/api/login', { status: -1, failureText: 'net::ERR_CONNECTION_RESET' })],
        after: loginForm(alert('Network error')),
      },
    }),
  ],
  [
    'a code wanted, with a field',
    'access.mfa_no_source @1',
    loginFilm({ click: { exchanges: [answered], after: codeForm() } }),
  ],
  [
    'a code wanted, in six cells',
    'access.mfa_no_source @1',
    loginFilm({ click: { exchanges: [answered], after: codeCells } }),
  ],
  [
    'a code wanted, in German',
    'access.mfa_no_source @1',
    loginFilm({
      click: {
        exchanges: [answered],
        after: html(
          '<h1>Sicherheitscode eingeben</h1><form><input name="c"><button>Weiter</button></form>',
        ),
      },
    }),
  ],
  [
    'a code refused',
    'access.mfa_rejected @1',
    codeEntered(codeForm(alert('The code you entered is incorrect.')), {
      exchanges: [post('/api/code', { status: 401 })],
    }),
  ],
  [
    'a code refused with status 422',
    'access.mfa_rejected @1',
    codeEntered(codeForm(alert('Invalid code.')), {
      exchanges: [post('/api/code', { status: 422 })],
    }),
  ],
  [
    'a code refused without a word',
    'access.mfa_rejected @1',
    codeEntered(codeForm(), { exchanges: [post('/api/mfa/verify', { status: 401 })] }),
  ],
  [
    'a code refused in German',
    'access.mfa_rejected @1',
    codeEntered(codeForm(alert('Der eingegebene Code ist falsch.')), { exchanges: [answered] }),
  ],
  [
    'an expired code',
    'access.mfa_expired @1',
    codeEntered(codeForm(alert('This code has expired. Request a new one.')), {
      exchanges: [answered],
    }),
  ],
  [
    'an expired code in French',
    'access.mfa_expired @1',
    codeEntered(codeForm(alert('Le code a expiré.')), { exchanges: [answered] }),
  ],
  [
    'a new device',
    'access.human_verification_device @0',
    loginFilm({
      click: {
        exchanges: [answered],
        after: html(
          "<h1>Confirm it's you</h1><p>We do not recognise this device. Approve the sign-in on your phone.</p>",
        ),
      },
    }),
  ],
  [
    'a magic link',
    'access.human_verification_device @0',
    loginFilm({
      click: {
        exchanges: [answered],
        after: html(
          '<h1>Check your inbox</h1><p>We sent a link to k***@example.com. Open it to finish signing in.</p>',
        ),
      },
    }),
  ],
  [
    'new terms',
    'access.terms_or_interstitial @0',
    loginFilm({
      click: {
        exchanges: [answered],
        after: html(
          '<h1>Updated terms and conditions</h1><p>Please read and accept the new terms before you continue.</p><form><label><input type="checkbox"> I accept</label><button>Continue</button></form>',
        ),
      },
    }),
  ],
  [
    'a password that has to be changed',
    'access.terms_or_interstitial @0',
    loginFilm({
      click: {
        exchanges: [answered],
        after: html(
          '<h1>Your password has expired</h1><p>Choose a new password to continue.</p><form><input type="password" name="new"><input type="password" name="again"><button>Save</button></form>',
        ),
      },
    }),
  ],
  [
    'a profile that has to be completed',
    'access.terms_or_interstitial @0',
    loginFilm({
      click: {
        exchanges: [answered],
        after: html(
          '<h1>Complete your profile</h1><form><input name="phone"><button>Save</button></form>',
        ),
      },
    }),
  ],
  [
    'a session that ended, 401 for data',
    'access.session_expired @1',
    insideFilm({ click: { exchanges: [xhr('/api/report', { status: 401 })], after: DASHBOARD } }),
  ],
  [
    'a session that ended, 403 for data and words',
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', { status: 403 })],
        after: sitePage(alert('Your session has expired. Please sign in again.')),
      },
    }),
  ],
  [
    'a session that ended, 419',
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [formPost('/report', { status: 419 })],
        after: barePage('Page Expired', '<div>419</div><div>Page Expired</div>'),
      },
    }),
  ],
  [
    'a session that ended, 440',
    'access.session_expired @1',
    insideFilm({ click: { exchanges: [xhr('/api/report', { status: 440 })], after: DASHBOARD } }),
  ],
  [
    'a session that ended, sent to the sign-in',
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [redirect('/report', '/login?next=/report'), page('/login?next=/report')],
        after: loginForm(),
      },
    }),
  ],
  [
    'a session that ended, sent to a sign-in service',
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [
          page('/report', {
            status: 302,
            redirectUrl: 'https://login.microsoftonline.com/x/authorize',
          }),
          page('https://login.microsoftonline.com/x/authorize'),
        ],
        after: loginForm(),
      },
    }),
  ],
  [
    'a session that ended, said in German',
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: loginForm(alert('Ihre Sitzung ist abgelaufen.')),
      },
    }),
  ],
  [
    'a session that ended by another sign-in',
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: loginForm(
          alert('You have been signed out because your account was used on another device.'),
        ),
      },
    }),
  ],
  [
    'a session that ended while saving',
    'access.session_expired @1',
    insideFilm({
      click: {
        exchanges: [post('/api/report', { status: 401 })],
        after: sitePage('<h1>Report</h1>' + alert('Could not create the report.')),
      },
    }),
  ],
  [
    'a session that ended without HAR',
    'access.session_expired @1',
    withoutHar(insideFilm({ click: { after: loginForm(alert('Your session has timed out.')) } })),
  ],
  [
    'no right, 403 for a page',
    'access.permission_denied @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 403 })],
        after: sitePage(
          '<h1>Access denied</h1><p>You do not have permission to view this page.</p>',
        ),
      },
    }),
  ],
  [
    'no right, 403 for a page without known words',
    'access.permission_denied @1',
    insideFilm({
      click: { exchanges: [page('/report', { status: 403 })], after: sitePage('<h1>Hmm.</h1>') },
    }),
  ],
  [
    'no right, 403 for data and words',
    'access.permission_denied @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', { status: 403 })],
        after: sitePage('<h1>Reports</h1>' + alert('You are not authorised to see reports.')),
      },
    }),
  ],
  [
    'no right, 403 for a save and words',
    'access.permission_denied @1',
    insideFilm({
      click: {
        exchanges: [post('/api/report', { status: 403 })],
        after: sitePage('<h1>Reports</h1>' + alert('Your role does not allow this action.')),
      },
    }),
  ],
  [
    'no right, a page with status 200',
    'access.permission_denied @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage(
          '<h1>No access</h1><p>You lack the permission to open this area. Contact your administrator.</p>',
        ),
      },
    }),
  ],
  [
    'no right, in German',
    'access.permission_denied @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage(
          '<h1>Kein Zugriff</h1><p>Sie haben keine Berechtigung für diesen Bereich.</p>',
        ),
      },
    }),
  ],
  [
    'no right, in Swedish',
    'access.permission_denied @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 403 })],
        after: sitePage('<h1>Du saknar behörighet</h1>'),
      },
    }),
  ],
  [
    'no right, without HAR',
    'access.permission_denied @1',
    withoutHar(
      insideFilm({
        click: {
          after: sitePage(
            '<h1>Access denied</h1><p>You do not have permission to view this page.</p>',
          ),
        },
      }),
    ),
  ],
  [
    'a paywall',
    'access.paywall @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage('<h1>Report</h1><p>Subscribe to continue reading.</p><a>Subscribe now</a>'),
      },
    }),
  ],
  [
    'a paywall by 402',
    'access.paywall @1',
    insideFilm({
      click: {
        exchanges: [xhr('/api/report', { status: 402 })],
        after: sitePage('<h1>Upgrade your plan</h1><p>Reports are part of the Pro plan.</p>'),
      },
    }),
  ],
  [
    'a paywall in German',
    'access.paywall @1',
    insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage(
          '<h1>Bericht</h1><p>Dieser Inhalt ist nur für Abonnenten.</p><a>Jetzt abonnieren</a>',
        ),
      },
    }),
  ],
  [
    'a block by country, 451',
    'access.geo_block @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 451 })],
        after: barePage('Unavailable For Legal Reasons'),
      },
    }),
  ],
  [
    'a block by country, 403 and words',
    'access.geo_block @1',
    insideFilm({
      click: {
        exchanges: [page('/report', { status: 403 })],
        after: barePage(
          'Sorry',
          '<h1>Sorry</h1><p>This content is not available in your country.</p>',
        ),
      },
    }),
  ],
  [
    'a block by country, redirected',
    'access.geo_block @1',
    insideFilm({
      click: {
        exchanges: [redirect('/report', '/not-available'), page('/not-available')],
        after: barePage(
          'Not available',
          '<h1>Our service is not available in your region yet.</h1>',
        ),
      },
    }),
  ],
  [
    'a block by country, in French, without HAR',
    'access.geo_block @1',
    withoutHar(
      insideFilm({
        click: {
          after: barePage('Désolé', '<h1>Ce contenu n’est pas disponible dans votre pays.</h1>'),
        },
      }),
    ),
  ],
];

describe('what stands between a run and the page it needs', () => {
  test.each(OTHERS)('%s: %s', (_name, expected, film) => {
    expect(verdictOf(film)).toBe(expected);
  });
});

describe('runs that completed stay healthy', () => {
  test.each([
    [
      'with a sign-in that worked at the second try',
      loginFilm({
        ends: 'completed',
        click: {},
        steps: [
          {
            html: loginForm(),
            actions: [
              { type: 'input_text', on: 'secret', text: 'x' },
              {
                type: 'click',
                on: 'Sign in',
                exchanges: [post('/api/login', { status: 401 })],
                after: loginForm(alert('Wrong password.')),
              },
            ],
          },
          {
            actions: [
              { type: 'input_text', on: 'secret', text: 'y' },
              { type: 'click', on: 'Sign in', exchanges: [post('/api/login')], after: DASHBOARD },
            ],
          },
        ],
      }),
    ],
    [
      'with a session probe before the sign-in',
      insideFilm({
        ends: 'completed',
        exchanges: [xhr('/api/session', { at: 1200, status: 401 })],
        click: { exchanges: [xhr('/api/report')], after: DASHBOARD },
      }),
    ],
    [
      'with an offer to subscribe',
      insideFilm({
        ends: 'completed',
        click: {
          exchanges: [page('/report')],
          after: sitePage('<aside>Upgrade to Pro</aside><h1>Report</h1><p>3 open orders.</p>'),
        },
      }),
    ],
    [
      'with a captcha badge',
      insideFilm({
        ends: 'completed',
        click: {
          exchanges: [page('/report')],
          after: sitePage(`<h1>Report</h1><p>3 open orders.</p>${BADGE}`),
        },
      }),
    ],
  ])('%s', (_name, film: Film) => {
    expect(verdictOf(film)).toBe('healthy');
  });
});

describe('decoys of the sign-in do not win over what stopped the run later', () => {
  const refused = {
    exchanges: [post('/api/orders', { status: 422 })],
    after: orderForm(alert('Amount must be a multiple of 10.')),
  };
  const later = (extra: Partial<Film>): Film =>
    insideFilm({
      ...extra,
      click: {},
      steps: [
        ...insideFilm({ click: {} }).steps.slice(0, 1),
        {
          url: `${SITE}/orders/new`,
          html: orderForm(),
          actions: [
            { type: 'input_text', on: 'amount', text: '3' },
            { type: 'click', on: 'Save order', ...refused },
          ],
        },
        { url: `${SITE}/orders/new`, actions: [{ type: 'click', on: 'Save order', ...refused }] },
        { url: `${SITE}/orders/new`, actions: [] },
      ],
    });
  test.each([
    ['a session probe', { exchanges: [xhr('/api/session', { at: 1200, status: 401 })] }],
    [
      'a policy header that names a captcha service',
      {
        exchanges: [
          page('/start', {
            at: 1200,
            responseHeaders: {
              'content-security-policy':
                'frame-src https://challenges.cloudflare.com https://www.google.com/recaptcha/',
            },
          }),
        ],
      },
    ],
    [
      'the presence of a protection service',
      {
        exchanges: [
          page('/start', {
            at: 1200,
            responseHeaders: { 'cf-ray': '1', 'x-datadome': 'protected' },
          }),
        ],
      },
    ],
    [
      'a handshake',
      { exchanges: [xhr('/api/menu', { at: 1200, status: 401 }), xhr('/api/menu', { at: 1300 })] },
    ],
    [
      'an optional widget without rights',
      { exchanges: [xhr('/api/admin/news', { at: 7000, status: 403 })] },
    ],
  ])('%s', (_name, noise: Partial<Film>) => {
    expect(verdictOf(later(noise))).toBe('page.form_validation @1');
  });
});
