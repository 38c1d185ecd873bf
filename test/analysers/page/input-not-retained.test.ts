import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, failed, page, type } from '../../support/page-scenes.ts';

const fld = (attrs: string, v = '') =>
  page(
    `<form><label>Amount <input name="amount" ${attrs} value="${v}"></label><button>Continue</button></form>`,
  );

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a field that the page empties explains the message that it is empty',
    'page.input_not_retained @0',
    {
      goal: 'Enter the amount 250.75 and continue.',
      steps: [0, 1, 2].map(() => ({
        html: fld('', ''),
        actions: [
          type('amount', '250.75', { after: fld('', '') }),
          click('Continue', {
            after: page(
              '<form><label>Amount <input name="amount" value=""></label><button>Continue</button><p role="alert">Please enter an amount</p></form>',
            ),
          }),
        ],
      })),
    },
  ],
  [
    'a number that became another number is a loss',
    'page.input_not_retained @0',
    {
      goal: 'Enter the amount 250.75 and continue.',
      steps: [
        {
          html: fld(''),
          actions: [
            type('amount', '250.75', { after: fld('', '251') }),
            click('Continue', { after: fld('', '251') }),
          ],
        },
        {
          html: fld('', '251'),
          actions: [type('amount', '250.75'), click('Continue', { after: fld('', '251') })],
        },
      ],
    },
  ],
  [
    'a value clamped before it was sent is a loss',
    'page.input_not_retained @0',
    {
      goal: 'Order 120 pieces.',
      steps: [
        {
          html: fld('max="99"'),
          actions: [
            type('amount', '120'),
            click('Continue', {
              exchanges: [
                {
                  method: 'POST',
                  url: 'https://portal.test/cart',
                  status: 200,
                  mimeType: 'application/json',
                  postParams: [{ name: 'amount', value: '99' }],
                },
              ],
              after: fld('max="99"', '99'),
            }),
          ],
        },
        { html: fld('max="99"', '99'), actions: [type('amount', '120'), click('Continue')] },
      ],
    },
  ],
  [
    'the mismatch that Skyvern noticed is named',
    'page.input_not_retained @0',
    {
      goal: 'Enter the phone.',
      steps: [
        {
          html: fld(''),
          actions: [
            type('amount', '+32 470 11 22 33', {
              results: [failed('FreeTextInputMismatch', 'Typed value differs from field value')],
            }),
          ],
        },
      ],
    },
  ],
];

describe('Values that fields do not keep', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
