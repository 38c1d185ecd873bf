import { describe, expect, test } from 'vitest';
import { diagnosisOf, html, verdictOf, type Film } from '../../support/page-run.ts';
import { page, redirect, sitePage } from '../../support/site-film.ts';

const bills = (frame = ''): string =>
  sitePage(`<h1>Your bills</h1>${frame}<a href="/bills/10">Bill of October</a>`);
const form = (words: string): string =>
  html(
    `<h1>Start</h1><p>${words}</p><form><label>Mail <input name="mail"></label><label>Key <input type="password" name="key"></label><button>Go</button></form>`,
  );

/** A link of a page leads to a form that wants a password; nothing was ever signed in with. */
function turned(words: string, { frame = '', target = '/start', after = form(words) } = {}): Film {
  return {
    goal: 'Open the bill of October and tell when it is due.',
    url: 'https://portal.test/bills',
    ends: 'terminated',
    steps: [
      {
        html: bills(frame),
        actions: [
          {
            type: 'click',
            on: 'Bill of October',
            exchanges: [redirect('/bills/10', target), page(target)],
            after,
          },
        ],
      },
      { url: `https://portal.test${target}`, actions: [] },
    ],
  };
}

describe('a page is asked for, and a sign-in form comes', () => {
  test.each([
    'Please tell us who you are.',
    'Bitte weisen Sie sich aus.',
    'Qui êtes-vous ?',
    'Xo kato vemi.',
  ])('whatever the form says: %s', (words) => {
    expect(verdictOf(turned(words))).toBe('access.session_expired @0');
  });

  test('is surer where the page had a way to sign out', () => {
    const [plain, shown] = [
      turned('Hello.'),
      turned('Hello.', { frame: '<a href="/bye">Log out</a>' }),
    ].map((film) => diagnosisOf(film).verdict.confidence);
    expect(shown).toBeGreaterThan(plain ?? 1);
  });

  test('is surer where the address names the reason', () => {
    const { verdict } = diagnosisOf(turned('Hello.', { target: '/start?reason=timeout' }));
    expect(verdict.confidence).toBeGreaterThanOrEqual(0.8);
  });

  test('proves nothing where the agent went to the form by itself', () => {
    const film = turned('Hello.');
    const steps = film.steps.map((step) => ({
      ...step,
      actions: (step.actions ?? []).map((action) => ({ ...action, exchanges: [page('/start')] })),
    }));
    expect(verdictOf({ ...film, steps })).not.toMatch(/session/);
  });

  test('proves nothing where the next page asks for no password', () => {
    expect(
      verdictOf(turned('', { after: sitePage('<h1>Bill of October</h1><p>Due 4 Nov</p>') })),
    ).not.toMatch(/session/);
  });
});
