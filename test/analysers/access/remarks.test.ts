import { describe, expect, test } from 'vitest';
import { diagnosisOf, html, verdictOf, type Film } from '../../support/page-run.ts';
import { alert, insideFilm, loginForm, page, sitePage } from '../../support/site-film.ts';

/** A page that works, with a remark on it, which the agent gives up on. */
function remarked(remark: string): Film {
  return {
    goal: 'Find the date of the next hearing in the case.',
    ends: 'terminated',
    steps: [
      {
        html: sitePage(`<h1>Case 3316</h1><a href="/hearings">Hearings (2)</a><p>${remark}</p>`),
        actions: [],
      },
    ],
  };
}

describe('a remark beside the matter of a page', () => {
  test.each([
    'Access denied notices are archived for 30 days.',
    'Sealed filings: access restricted to counsel.',
    'Access is denied to former members.',
  ])('is no refusal: %s', (remark) => {
    expect(verdictOf(remarked(remark))).toBe('agent.premature_terminate @0');
  });

  test('is one where it means the visitor and the page says little else', () => {
    const film = remarked('');
    const steps = [
      { html: html('<h1>Case 3316</h1><p>You are not authorised to see it.</p>'), actions: [] },
    ];
    expect(verdictOf({ ...film, steps })).toBe('access.permission_denied @0');
  });

  test('about time limits ends no session', () => {
    const film = insideFilm({
      click: {
        exchanges: [page('/report')],
        after: sitePage(
          `<h1>Report</h1>${'<p>Row</p><a href="/x">More</a>'.repeat(8)}<p>After 15 minutes you are signed out because of inactivity.</p>`,
        ),
      },
    });
    expect(verdictOf(film)).not.toMatch(/session_expired/);
  });
});

describe('a banner over a page that was used', () => {
  const shop = (banner: string, body = ''): string =>
    sitePage(
      `${alert(banner)}<h1>Orders</h1><p>Filters</p><p>Archive</p><p>Exports</p><p>Prices</p><form><input name="month"><button type="button">Apply</button></form>${body}`,
    );
  const used = (banner: string): Film => ({
    goal: "Press 'Close month' for October.",
    ends: 'terminated',
    steps: [
      {
        html: shop(banner),
        actions: [
          { type: 'input_text', on: 'month', text: 'October' },
          { type: 'click', on: 'Apply', after: shop(banner, '<p>October, 3 orders</p>') },
        ],
      },
      { actions: [] },
    ],
  });

  test.each([
    'Not available in your country: hats.',
    'Access denied to old exports.',
    'Subscribe to continue reading our blog.',
    'Too many requests are answered with 429.',
    'Sold out: winter tyres.',
    'Not authorised? Ask us.',
  ])('refuses nothing: %s', (banner) => {
    expect(verdictOf(used(banner))).toBe('page.element_missing @1');
  });

  test('is the matter where it stands on the page from the start and nothing can be done', () => {
    const steps = [{ html: sitePage(alert('Not available in your country.')), actions: [] }];
    expect(verdictOf({ ...used(''), steps })).toBe('access.geo_block @0');
  });
});

describe('a message that was added to a page which stayed', () => {
  const field = (message = ''): string =>
    sitePage(
      `<h1>Leave</h1><form><input name="centre">${message}<button type="submit">Send</button></form>`,
    );
  const refused = (words: string): Film => ({
    goal: 'Request leave on cost centre 4410 and send it.',
    ends: 'terminated',
    steps: [
      {
        html: field(),
        actions: [
          { type: 'input_text', on: 'centre', text: '4410' },
          { type: 'click', on: 'Send', after: field(`<p class="error">${words}</p>`) },
        ],
      },
      { actions: [] },
    ],
  });

  test.each(['Not found', 'Page not found', '404'])('is no missing page: %s', (words) => {
    expect(verdictOf(refused(words))).not.toMatch(/404_document/);
  });

  test('speaks of a session with less certainty than a page in its place', () => {
    const words = 'Your session has expired.';
    const [added, whole] = [
      refused(words),
      insideFilm({ click: { exchanges: [page('/report')], after: loginForm(alert(words)) } }),
    ].map((film) => diagnosisOf(film).verdict.confidence);
    expect(added).toBeLessThan(0.7);
    expect(whole).toBeGreaterThanOrEqual(0.8);
  });
});

describe('a page of few words in place of what was asked for', () => {
  const opened = (words: string): Film => ({
    goal: 'Name the first song in the track list of episode 211.',
    ends: 'terminated',
    url: 'https://portal.test/shows',
    steps: [
      {
        html: sitePage('<h1>Shows</h1><p>Every night.</p><a href="/e/211">Track list 211</a>'),
        actions: [
          {
            type: 'click',
            on: 'Track list 211',
            exchanges: [page('/e/211')],
            after: html(`<h1>Night Train</h1><p>${words}</p><a href="/shows">All episodes</a>`),
          },
        ],
      },
      { url: 'https://portal.test/e/211', actions: [] },
    ],
  });

  test.each([
    ['This episode has been withdrawn.', 'task.goal_impossible @1'],
    ["Cet épisode n'est plus disponible.", 'task.goal_impossible @1'],
    ['El episodio fue retirado.', 'task.goal_impossible @1'],
    ['Hazte socio para escuchar.', 'access.paywall @0'],
    ['Zugriff nur für Mitarbeiter.', 'access.permission_denied @0'],
    ['We only stream to Canada.', 'access.geo_block @0'],
    ['Enkel beschikbaar in België.', 'access.geo_block @0'],
    ['Cette émission est réservée à la France.', 'access.geo_block @0'],
    ['Treść tylko dla abonentów.', 'access.paywall @0'],
    ['Ihnen fehlt die Berechtigung dafür.', 'access.permission_denied @0'],
    ['Conteúdo indisponível na sua região.', 'access.geo_block @0'],
  ])('is understood: %s', (words, verdict) => {
    expect(verdictOf(opened(words))).toBe(verdict);
  });

  test.each(['Recorded live in Canada.', 'Only two songs from Norway.', 'Disponible en español.'])(
    'is no block where a country is only named: %s',
    (words) => {
      expect(verdictOf(opened(words))).not.toMatch(/geo_block/);
    },
  );

  test('leaves the cause open in words that are not known: the way back is no way on', () => {
    expect(verdictOf(opened('Xo kato vemi.'))).toBe('inconclusive');
  });
});

describe('a page that is offered in few places only', () => {
  const only = (words: string): Film => ({
    goal: 'Order the garden chair.',
    ends: 'terminated',
    steps: [{ html: html(`<h1>Garden chair</h1><p>${words}</p>`), actions: [] }],
  });

  test.each([
    'This video is only available in Norway.',
    'You appear to be outside our broadcast area.',
    'Diese Sendung ist nur in Österreich zu sehen.',
    "Ce contenu n'est pas accessible depuis votre zone.",
    'Este vídeo no se puede ver desde tu ubicación.',
  ])('is closed to other countries: %s', (words) => {
    expect(verdictOf(only(words))).toBe('access.geo_block @0');
  });

  test.each([
    'This article is only available in our stores.',
    'The chair is only available in large sizes.',
    'The manual can only be downloaded in English.',
    'Dieser Artikel ist nur in der Filiale verfügbar.',
  ])('is no matter of countries: %s', (words) => {
    expect(verdictOf(only(words))).not.toMatch(/geo_block/);
  });
});

test('a broken page that promises to be back is not closed for maintenance', () => {
  const film = (status: number): Film =>
    insideFilm({
      click: { exchanges: [page('/report', { status })], after: html('<h1>Back soon</h1>') },
    });
  expect(verdictOf(film(500))).toBe('network.http_5xx @1');
  expect(verdictOf(film(503))).toBe('network.maintenance @1');
});
