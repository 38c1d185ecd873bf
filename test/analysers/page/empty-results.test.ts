import { describe, expect, it } from 'vitest';
import { diagnosisOf, type Film, proofOf, verdictOf } from '../../support/page-run.ts';
import { click, document, noisy, page, type } from '../../support/page-scenes.ts';

const cookie =
  '<div class="cookie-bar"><p>We use cookies to improve this site.</p><button>Accept all</button></div>';
const search = page('<form role="search"><input name="q"><button>Search</button></form>');
const srch = (x = '') =>
  page(
    cookie + `<form role="search"><input type="search" name="q"><button>Find</button></form>${x}`,
  );

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a search that matches nothing',
    'page.empty_results @1',
    {
      goal: 'Search the invoices for Delta Provisioning and open the newest one.',
      ends: 'terminated',
      steps: [
        {
          html: search,
          actions: [
            type('q', 'Delta Provisioning'),
            click('Search', {
              exchanges: [document('https://portal.test/s?q=Delta')],
              after: page(search + '<p>Your search did not match any documents.</p>'),
            }),
          ],
        },
        { actions: [] },
      ],
    },
  ],
  [
    'a count of none in the heading',
    'page.empty_results @1',
    {
      goal: 'Search the invoices for Delta Provisioning and open the newest one.',
      ends: 'terminated',
      steps: [
        {
          html: search,
          actions: [
            type('q', 'Delta Provisioning'),
            click('Search', {
              exchanges: [document('https://portal.test/s?q=Delta')],
              after: page(
                search +
                  '<h2>Results (0)</h2><table><thead><tr><th>Number</th><th>Total</th></tr></thead><tbody></tbody></table>',
              ),
            }),
          ],
        },
        { actions: [] },
      ],
    },
  ],
  [
    'a table with a head and no rows',
    'page.empty_results @1',
    {
      goal: 'Search the invoices for Delta Provisioning and open the newest one.',
      ends: 'terminated',
      steps: [
        {
          html: search,
          actions: [
            type('q', 'Delta Provisioning'),
            click('Search', {
              exchanges: [
                {
                  url: 'https://portal.test/api/s?q=Delta',
                  mimeType: 'application/json',
                  status: 200,
                },
              ],
              after: page(
                search +
                  '<table><thead><tr><th>Number</th><th>Total</th></tr></thead><tbody></tbody></table>',
              ),
            }),
          ],
        },
        { actions: [] },
      ],
    },
  ],
  [
    'a list that was empty from the start',
    'page.empty_results @0',
    {
      goal: 'Open the newest order of Delta Provisioning.',
      ends: 'terminated',
      steps: [
        {
          html: page('<h2>Orders</h2><p>Filter: this week</p><p>No orders to display.</p>'),
          actions: [],
        },
      ],
    },
  ],
  [
    'no new messages is no failure',
    'healthy',
    noisy({
      goal: 'Read the street.',
      ends: 'completed',
      steps: [
        {
          html: page('<p>You have no new messages.</p><p>Street: Cedar Row</p>'),
          actions: [{ type: 'extract' }],
        },
      ],
    }),
  ],
  [
    'no notifications does not hide the server error',
    'network.http_5xx @0',
    noisy({
      goal: 'Save the profile.',
      steps: [0, 1].map(() => ({
        html: page('<p>No notifications found.</p><button>Save</button>'),
        actions: [
          click('Save', {
            exchanges: [{ method: 'POST', url: 'https://portal.test/p', status: 500 }],
            after: page('<p>No notifications found.</p><button>Save</button>'),
          }),
        ],
      })),
    }),
  ],
  [
    'a search that broke is the server',
    'network.http_5xx @0',
    noisy({
      goal: 'Search the invoices for Delta.',
      ends: 'terminated',
      steps: [
        {
          html: srch(),
          actions: [
            type('q', 'Delta'),
            click('Find', {
              exchanges: [
                {
                  url: 'https://portal.test/api/s?q=Delta',
                  status: 500,
                  mimeType: 'application/json',
                },
              ],
              after: srch('<p>No results found.</p>'),
            }),
          ],
        },
        { actions: [] },
      ],
    }),
  ],
  [
    'a search repeated to the end',
    'page.empty_results @1',
    noisy({
      goal: 'Search the invoices for Delta.',
      steps: [0, 1, 2].map((i) => ({
        html: i ? srch('<p>No results found.</p>') : srch(),
        actions: [
          type('q', 'Delta'),
          click('Find', {
            exchanges: [document('https://portal.test/s?q=Delta')],
            after: srch('<p>No results found.</p>'),
          }),
        ],
      })),
    }),
  ],
];

describe('Empty results', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });

  it.each([
    'Es wurden keine Einträge gefunden.',
    'No suppliers match your filters',
    'We couldn’t find anything for “Delta”',
    'Ingen resultater',
    'Aucune facture ne correspond à votre recherche',
    '該当する結果はありません',
    'Nothing here yet',
    '0 of 0 invoices',
    'Nenhum resultado encontrado',
    'No hay facturas',
    'Hakusi ei tuottanut tuloksia',
    'Brak wyników wyszukiwania',
    'Your search returned no hits',
  ])('the words for nothing are quoted, in any language: %s', (words) => {
    const found = page(`<input type="search" name="q"><button>Find</button><p>${words}</p>`);
    const film = noisy({
      goal: 'Search the invoices for Delta Provisioning and open the newest one.',
      ends: 'terminated',
      steps: [
        {
          html: page('<input type="search" name="q"><button>Find</button>'),
          actions: [
            type('q', 'Delta Provisioning'),
            click('Find', { exchanges: [document('https://portal.test/s?q=D')], after: found }),
          ],
        },
        { actions: [] },
      ],
    });
    expect(verdictOf(film)).toBe('page.empty_results @1');
    expect(proofOf(film)).toContain(words);
  });

  const LIST =
    '<table><tr><th>No.</th><th>Vendor</th></tr><tr><td>881</td><td>Arbor</td></tr></table>';
  const field = '<form role="search"><input name="q"><button>Search</button></form>';

  function searched(after: string, before = LIST): Film {
    return {
      goal: 'Search the invoices for Delta Provisioning and open the newest one.',
      ends: 'terminated',
      steps: [
        {
          html: page(field + before),
          actions: [
            type('q', 'Delta Provisioning'),
            click('Search', {
              exchanges: [document('https://portal.test/s?q=Delta+Provisioning')],
              after: page(field + after),
            }),
          ],
        },
        { actions: [] },
      ],
    };
  }

  it.each([
    '<p>That rings no bell.</p>',
    '<p>Kato vemi.</p>',
    '<h2>Delta Provisioning</h2><p>Another word perhaps?</p>',
    '<p>“Delta Provisioning” sagt uns nichts.</p>',
  ])('an answer with nothing to open is empty in any words: %s', (after) => {
    expect(verdictOf(searched(after))).toBe('page.empty_results @1');
  });

  it.each([
    ['entries came back', '<table><tr><td>Delta Provisioning</td><td>7</td></tr></table>'],
    ['a link came back', '<p>Our pick:</p><p><a href="/i/7">Invoice 7</a></p><a href="/i/8">8</a>'],
    ['what was looked for came back', '<p>Delta Provisioning, Leeds</p>'],
    ['the page complains', '<p role="alert">Kato vemi.</p>'],
    ['the page still loads', '<p>Loading…</p>'],
  ])('an answer is not empty where %s', (_title, after) => {
    expect(verdictOf(searched(after))).not.toMatch(/empty_results/);
  });

  it('is less sure without a HAR: sites say the same of a search that their server refused', () => {
    const film = searched('<p>Your search did not match any documents.</p>', '');
    const [sure, unsure] = [film, { ...film, run: { network: undefined } }].map(
      (one) => diagnosisOf(one).verdict,
    );
    expect([sure?.cause, unsure?.cause]).toEqual(['page.empty_results', 'page.empty_results']);
    expect(sure?.confidence).toBeGreaterThan(0.7);
    expect(unsure?.confidence).toBeLessThan(0.7);
  });
});
