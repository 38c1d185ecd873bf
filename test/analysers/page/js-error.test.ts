import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, noisy, page } from '../../support/page-scenes.ts';

const cart = page('<p>2 items</p><button>Place order</button>');

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a click that ends in a reference error',
    'page.js_error @0',
    {
      goal: 'Place the order.',
      steps: [0, 1].map(() => ({
        html: cart,
        actions: [
          click('Place order', {
            after: cart,
            console: [
              'https://portal.test/app.js 12:8 ReferenceError: taxRate is not defined\n    at pay (https://portal.test/app.js:12:8)',
            ],
          }),
        ],
      })),
    },
  ],
  [
    'a click that ends in an error of the framework',
    'page.js_error @0',
    {
      goal: 'Place the order.',
      steps: [0, 1].map(() => ({
        html: cart,
        actions: [
          click('Place order', {
            after: cart,
            console: ['Error: Minified React error #185; visit https://react.dev'],
          }),
        ],
      })),
    },
  ],
  [
    'a click that ends in an error of the site',
    'page.js_error @0',
    {
      goal: 'Place the order.',
      steps: [0, 1].map(() => ({
        html: cart,
        actions: [
          click('Place order', {
            after: cart,
            console: [
              '[Vue warn]: Unhandled error during execution of native event handler',
              'Error: Expected number, got undefined at computeTotal (https://portal.test/app.js:3:1)',
            ],
          }),
        ],
      })),
    },
  ],
  [
    'an error in the words of the site',
    'page.js_error @0',
    noisy({
      goal: 'Place the order.',
      steps: [0, 1].map(() => ({
        html: page('<button>Place order</button>'),
        actions: [
          click('Place order', {
            console: ['checkout: cannot compute total RangeError: Invalid currency code : EURO'],
            after: page('<button>Place order</button>'),
          }),
        ],
      })),
    }),
  ],
  [
    'a script that fails before it builds the file',
    'page.js_error @0',
    {
      goal: 'Export the list as CSV file and download it.',
      steps: [0, 1].map(() => ({
        html: page('<button>Export CSV</button>'),
        actions: [
          click('Export CSV', {
            isDownload: true,
            after: page('<button>Export CSV</button>'),
            console: ['TypeError: rows is not iterable at exportCsv (https://portal.test/app.js)'],
          }),
        ],
      })),
    },
  ],
  [
    'an error of another company at load proves nothing',
    'inconclusive',
    {
      goal: 'Place the order.',
      console: ['TypeError: ad is null at https://ads.test/x.js'],
      steps: [0, 1].map(() => ({ html: cart, actions: [click('Place order', { after: cart })] })),
    },
  ],
  [
    'an error beside a click that worked is noise',
    'network.http_4xx_submit @0',
    noisy({
      goal: 'Place the order.',
      steps: [0, 1].map(() => ({
        html: page('<button>Place order</button>'),
        actions: [
          click('Place order', {
            console: ['TypeError: analytics is undefined'],
            exchanges: [{ method: 'POST', url: 'https://portal.test/order', status: 400 }],
            after: page('<button>Place order</button>'),
          }),
        ],
      })),
    }),
  ],
];

describe('Script errors', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
