import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, document, noisy, page } from '../../support/page-scenes.ts';

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'the content is in a new tab and the run stays in the old one',
    'page.popup_new_tab @0',
    {
      goal: 'Open the invoice R-7 and read its total.',
      ends: 'terminated',
      steps: [
        {
          url: 'https://portal.test/inv',
          html: page('<a href="#">Show invoice</a>'),
          actions: [
            click('Show invoice', {
              exchanges: [document('https://portal.test/viewer/7', { pageRef: 'page@2' })],
              after: page('<a href="#">Show invoice</a>'),
            }),
          ],
        },
        {
          url: 'https://portal.test/inv',
          html: page('<a href="#">Show invoice</a>'),
          actions: [
            click('Show invoice', {
              exchanges: [document('https://portal.test/viewer/7', { pageRef: 'page@3' })],
              after: page('<a href="#">Show invoice</a>'),
            }),
          ],
        },
      ],
    },
  ],
  [
    'a window of another site is noise',
    'network.http_5xx @0',
    {
      goal: 'Save the profile.',
      steps: [0, 1].map((i) => ({
        url: 'https://portal.test/p',
        html: page('<button>Save</button>'),
        actions: [
          click('Save', {
            exchanges: [
              document('https://ads.pop.test/win', { pageRef: 'page@' + (2 + i) }),
              { method: 'POST', url: 'https://portal.test/p', status: 500 },
            ],
            after: page('<button>Save</button><p class="alert">An error occurred</p>'),
          }),
        ],
      })),
    },
  ],
  [
    'a link opened in the same tab is healthy',
    'healthy',
    noisy({
      goal: 'Open the print view.',
      ends: 'completed',
      steps: [
        {
          url: 'https://portal.test/q',
          html: page('<a target="_blank" href="/print">Print</a>'),
          actions: [
            click('Print', {
              exchanges: [document('https://portal.test/print')],
              after: page('<h2>Print</h2>'),
            }),
          ],
        },
      ],
    }),
  ],
  [
    'going on in the right tab does not hide the server error there',
    'network.http_5xx @1',
    noisy({
      goal: 'Open the quote and accept it.',
      steps: [
        {
          url: 'https://portal.test/q',
          html: page('<a href="#">Open quote</a>'),
          actions: [
            click('Open quote', {
              exchanges: [document('https://portal.test/quote/1', { pageRef: 'page@2' })],
              after: page('<a href="#">Open quote</a>'),
            }),
          ],
        },
        ...[1, 2].map(() => ({
          url: 'https://portal.test/quote/1',
          html: page('<button>Accept</button>'),
          actions: [
            click('Accept', {
              exchanges: [
                {
                  method: 'POST',
                  url: 'https://portal.test/quote/1',
                  status: 500,
                  pageRef: 'page@2',
                },
              ],
              after: page('<button>Accept</button><p class="alert">Something went wrong</p>'),
            }),
          ],
        })),
      ],
    }),
  ],
];

describe('New tabs', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
