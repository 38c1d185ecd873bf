import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, noisy, page, type } from '../../support/page-scenes.ts';

const leave = (extra = '', val = '') =>
  page(
    `<h2>Request leave</h2><form><label>First day <input name="first" ${extra}></label>${val}<label>Cost centre <input name="cc"></label><button type="submit">Request leave</button></form>`,
  );
const nat = (field: string) => page(`<form>${field}<button>Send</button></form>`);

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'an empty required field holds the form back',
    'page.form_validation @0',
    {
      goal: 'Request leave on cost centre ORIO-441.',
      steps: [0, 1, 2].map(() => ({
        html: leave('required'),
        actions: [type('cc', 'ORIO-441'), click('Request leave', { after: leave('required') })],
      })),
    },
  ],
  [
    'a value against the pattern holds the form back',
    'page.form_validation @0',
    {
      goal: 'Request leave on cost centre 4410-K, first day 04/12/2026.',
      steps: [0, 1, 2].map(() => ({
        html: leave('required').replace('name="cc"', 'name="cc" pattern="[A-Z]{4}"'),
        actions: [
          type('first', '04/12/2026'),
          type('cc', '4410-K'),
          click('Request leave', {
            after: leave('required').replace('name="cc"', 'name="cc" pattern="[A-Z]{4}"'),
          }),
        ],
      })),
    },
  ],
  [
    'an unticked required box holds the form back',
    'page.form_validation @0',
    {
      goal: 'Order 3 m of fabric.',
      steps: [0, 1, 2].map(() => ({
        html: page(
          '<form><input name="qty"><label><input type="checkbox" name="terms" required> I accept</label><button>Place order</button></form>',
        ),
        actions: [
          type('qty', '3'),
          click('Place order', {
            after: page(
              '<form><input name="qty"><label><input type="checkbox" name="terms" required> I accept</label><button>Place order</button></form>',
            ),
          }),
        ],
      })),
    },
  ],
  [
    'a number above the maximum holds the form back',
    'page.form_validation @0',
    {
      goal: 'Order 500 pieces.',
      steps: [0, 1, 2].map(() => ({
        html: page(
          '<form><input type="number" name="qty" max="100"><button>Place order</button></form>',
        ),
        actions: [
          type('qty', '500'),
          click('Place order', {
            after: page(
              '<form><input type="number" name="qty" max="100"><button>Place order</button></form>',
            ),
          }),
        ],
      })),
    },
  ],
  [
    'a required list without a choice holds the form back',
    'page.form_validation @0',
    noisy({
      goal: 'Send a message about my bill.',
      steps: [0, 1].map(() => ({
        html: nat(
          '<textarea name="m"></textarea><select name="topic" required><option value="">Choose…</option><option>Bill</option></select>',
        ),
        actions: [
          type('m', 'hello'),
          click('Send', {
            after: nat(
              '<textarea name="m"></textarea><select name="topic" required><option value="">Choose…</option><option>Bill</option></select>',
            ),
          }),
        ],
      })),
    }),
  ],
  [
    'text that is no address holds an e-mail field back',
    'page.form_validation @0',
    noisy({
      goal: 'Send with e-mail anna.example.',
      steps: [0, 1].map(() => ({
        html: nat('<input type="email" name="e">'),
        actions: [
          type('e', 'anna.example'),
          click('Send', { after: nat('<input type="email" name="e">') }),
        ],
      })),
    }),
  ],
  [
    'a form that was sent was not held back',
    'network.http_5xx @0',
    noisy({
      goal: 'Send with e-mail a@b.test.',
      steps: [0, 1].map(() => ({
        html: nat('<input type="email" name="e" required>'),
        actions: [
          type('e', 'a@b.test'),
          click('Send', {
            exchanges: [{ method: 'POST', url: 'https://portal.test/send', status: 500 }],
            after: nat('<input type="email" name="e" required>'),
          }),
        ],
      })),
    }),
  ],
  [
    'a key press alone proves nothing',
    'inconclusive',
    noisy({
      goal: 'Send it.',
      steps: [
        {
          html: nat('<input name="e">'),
          actions: [type('e', 'a'), { type: 'keypress', after: nat('<input name="e">') }],
        },
      ],
    }),
  ],
];

describe('The form check of the browser', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
