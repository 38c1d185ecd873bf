import { describe, expect, test } from 'vitest';
import { html, verdictOf, type Film } from '../../support/page-run.ts';
import { alert, formPost, loginFilm, loginForm, sitePage } from '../../support/site-film.ts';

const after = (page: string): Film =>
  loginFilm({ click: { exchanges: [formPost('/login')], after: page } });
const bare = (body: string): string => html(`<h1>Customer area</h1>${body}`);

describe('a sign-in leads to a complaint in words that are not known', () => {
  test.each(['Xo kato vemi.', 'Kommen Sie mit Ihrem Ausweis vorbei.', 'Passez nous voir.'])(
    'the account is the trouble where nothing else came: %s',
    (words) => {
      expect(verdictOf(after(bare(alert(words))))).toBe('access.account_locked @0');
    },
  );

  test('the account is the trouble where the run gave up on a line without a mark', () => {
    const film = after(bare('<p>Xo kato vemi.</p>'));
    expect(verdictOf(film)).toBe('access.account_locked @0');
    expect(verdictOf({ ...film, ends: 'completed' })).toBe('healthy');
  });

  test('the password is the trouble where the form is back', () => {
    expect(verdictOf(after(loginForm(alert('Xo kato vemi.'))))).toBe('access.login_rejected @0');
  });

  test.each(['Xo kato vemi.', 'Access denied', 'Not recognised.', 'Hmm.'])(
    'the password is the trouble where a line was added to the form: %s',
    (words) => {
      expect(verdictOf(after(loginForm(`<p>${words}</p>`)))).toBe('access.login_rejected @0');
    },
  );

  test.each([
    ['the account opened', sitePage(`${alert('Xo kato vemi.')}<a href="/orders/1">Order 1</a>`)],
    ['something is asked', bare(`${alert('Xo kato.')}<form><input name="c"><button>Go</button>`)],
    ['a code is wanted', bare('<p>Enter the code that we sent to your phone.</p>')],
    ['the sign-in is confirmed elsewhere', bare('<p>Approve the sign-in on your phone.</p>')],
  ])('neither is blamed where %s', (_title, page) => {
    expect(verdictOf(after(page))).not.toMatch(/account_locked|login_rejected/);
  });
});
