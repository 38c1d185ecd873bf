import { describe, expect, it } from 'vitest';
import { type Film, proofOf, verdictOf } from '../../support/page-run.ts';
import { click, document, failed, noisy, page, type } from '../../support/page-scenes.ts';

const beacon = { method: 'POST', url: 'https://stats.metrics.test/collect', status: 503 };
const cookie =
  '<div class="cookie-bar"><p>We use cookies to improve this site.</p><button>Accept all</button></div>';
const leave = (extra = '', val = '') =>
  page(
    `<h2>Request leave</h2><form><label>First day <input name="first" ${extra}></label>${val}<label>Cost centre <input name="cc"></label><button type="submit">Request leave</button></form>`,
  );
const form = (extra = '') =>
  page(
    cookie +
      `<h2>Move home</h2><form><label>New street <input name="street"></label><label>Postcode <input name="zip" inputmode="numeric"></label><button type="submit">Save address</button></form>${extra}`,
  );

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'an alert in French after the submit is the cause',
    'page.form_validation @0',
    {
      goal: 'Request leave from 04/12/2026.',
      steps: [0, 1, 2].map((i) => ({
        html: i
          ? leave(
              '',
              '<p class="erreur" role="alert">La date doit être postérieure au jour courant.</p>',
            )
          : leave(),
        actions: [
          type('first', '04/12/2026'),
          click('Request leave', {
            after: leave(
              '',
              '<p class="erreur" role="alert">La date doit être postérieure au jour courant.</p>',
            ),
            exchanges: [beacon],
          }),
        ],
      })),
    },
  ],
  [
    'a field marked as wrong is enough where the words are unknown',
    'page.form_validation @0',
    {
      goal: 'Request leave from 04/12/2026.',
      steps: [0, 1].map((i) => ({
        html: i
          ? leave(
              'aria-invalid="true"',
              '<span class="field-hint">Data trebuie să fie în viitor.</span>',
            )
          : leave(),
        actions: [
          type('first', '04/12/2026'),
          click('Request leave', {
            after: leave(
              'aria-invalid="true"',
              '<span class="field-hint">Data trebuie să fie în viitor.</span>',
            ),
          }),
        ],
      })),
    },
  ],
  [
    'a 422 with words of the page is the input, not the server',
    'page.form_validation @0',
    {
      goal: 'Request leave on cost centre ORIO.',
      steps: [0, 1].map((i) => ({
        html: i
          ? leave('', '<p class="msg">Cost centre ORIO is closed for bookings.</p>')
          : leave(),
        actions: [
          type('cc', 'ORIO'),
          click('Request leave', {
            after: leave('', '<p class="msg">Cost centre ORIO is closed for bookings.</p>'),
            exchanges: [
              {
                method: 'POST',
                url: 'https://portal.test/leave',
                status: 422,
                mimeType: 'application/json',
              },
            ],
          }),
        ],
      })),
    },
  ],
  [
    'a 422 without a word stays the request that was refused',
    'network.http_4xx_submit @0',
    {
      goal: 'Request leave on cost centre ORIO.',
      steps: [0, 1].map(() => ({
        html: leave(),
        actions: [
          type('cc', 'ORIO'),
          click('Request leave', {
            after: leave(),
            exchanges: [
              {
                method: 'POST',
                url: 'https://portal.test/leave',
                status: 422,
                mimeType: 'application/json',
              },
            ],
          }),
        ],
      })),
    },
  ],
  [
    'a form that comes back with an error list is a refusal',
    'page.form_validation @1',
    {
      goal: 'Register the meter 88-1 with the reading 19133.',
      steps: [
        {
          url: 'https://portal.test/start',
          html: page('<a href="/meter">Enter reading</a>'),
          actions: [
            click('Enter reading', {
              exchanges: [document('https://portal.test/meter')],
              after: page('<form><input name="r"><button>Send reading</button></form>'),
            }),
          ],
        },
        ...[0, 1].map(() => ({
          url: 'https://portal.test/meter',
          html: page('<form><input name="r"><button>Send reading</button></form>'),
          actions: [
            type('r', '19133'),
            click('Send reading', {
              exchanges: [document('https://portal.test/meter', { method: 'POST' })],
              after: page(
                '<ul class="errorlist"><li>The reading lies below the last one (20411).</li></ul><form><input name="r"><button>Send reading</button></form>',
              ),
            }),
          ],
        })),
      ],
    },
  ],
  [
    'a toast that comes with every submit counts although it goes away',
    'page.form_validation @0',
    {
      goal: 'Send the reading 19133.',
      steps: [0, 1, 2].map(() => ({
        html: page('<form><input name="r"><button>Send reading</button></form>'),
        actions: [
          type('r', '19133'),
          click('Send reading', {
            after: page(
              '<form><input name="r"><button>Send reading</button></form><div class="toast toast-warning">Reading must be higher than 20411</div>',
            ),
          }),
        ],
      })),
    },
  ],
  [
    'a button that waits for a valid form is a symptom of the message',
    'page.form_validation @0',
    {
      goal: 'Pay 20 EUR with voucher K-11.',
      steps: [0, 1].map((i) => ({
        html: page(
          `<input name="v" ${i ? 'aria-invalid="true"' : ''}>${i ? '<p class="error">Voucher code must have 8 characters</p>' : ''}<button disabled>Pay</button>`,
        ),
        actions: [
          type('v', 'K-11', {
            after: page(
              '<input name="v" aria-invalid="true"><p class="error">Voucher code must have 8 characters</p><button disabled>Pay</button>',
            ),
          }),
          click('Pay', {
            results: [
              failed('InteractWithDisabledElement', 'The element(id=AAAB) now is disabled'),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'words that refuse need no class',
    'page.form_validation @0',
    noisy({
      goal: 'Change my address to 41 Cedar Row, postcode 9999.',
      steps: [0, 1].map((i) => ({
        html: i ? form(`<div>Postcode must have five digits</div>`) : form(),
        actions: [
          type('zip', '9999'),
          click('Save address', { after: form(`<div>Postcode must have five digits</div>`) }),
        ],
      })),
    }),
  ],
  [
    'a message that only the next step captured belongs to the submit before it',
    'page.form_validation @0',
    noisy({
      goal: 'Change my address to 41 Cedar Row, postcode 9999.',
      steps: [0, 1].map((i) => ({
        html: i ? form(`<div role="alert">Postcode must have five digits</div>`) : form(),
        actions: [type('zip', '9999'), click('Save address')],
      })),
    }),
  ],
  [
    'retries of one step point at its first attempt',
    'page.form_validation @0',
    noisy({
      goal: 'Change my address.',
      ends: 'max-retries',
      steps: [0, 1, 2, 3].map((i) => ({
        order: 0,
        retryIndex: i,
        stepId: 'r' + i,
        status: 'failed',
        html: i ? form(`<div role="alert">Postcode must have five digits</div>`) : form(),
        actions: [
          type('zip', '9999'),
          click('Save address', {
            after: form(`<div role="alert">Postcode must have five digits</div>`),
          }),
        ],
      })),
    }),
  ],
  [
    'a summary box is a refusal',
    'page.form_validation @0',
    noisy({
      goal: 'Change my address.',
      ends: 'terminated',
      steps: [
        {
          html: form(),
          actions: [
            type('zip', '9999'),
            click('Save address', {
              after: form(
                `<div class="validation-summary-errors"><ul><li>2 fields need your attention</li></ul></div>`,
              ),
            }),
          ],
        },
        {
          html: form(
            `<div class="validation-summary-errors"><ul><li>2 fields need your attention</li></ul></div>`,
          ),
          actions: [],
        },
      ],
    }),
  ],
  [
    'a refusal that was overcome does not hide the server error after it',
    'network.http_5xx @1',
    noisy({
      goal: 'Change my address.',
      steps: [
        {
          html: form(),
          actions: [
            type('zip', '9999'),
            click('Save address', {
              after: form(`<div role="alert">Postcode must have five digits</div>`),
            }),
          ],
        },
        ...[1, 2].map(() => ({
          html: form(),
          actions: [
            type('zip', '99990'),
            click('Save address', {
              exchanges: [{ method: 'POST', url: 'https://portal.test/address', status: 500 }],
              after: form('<p class="alert">Something went wrong</p>'),
            }),
          ],
        })),
      ],
    }),
  ],
  [
    'a 409 with words about the input is the input',
    'page.form_validation @0',
    noisy({
      goal: 'Register with anna@example.test.',
      steps: [0, 1].map((i) => ({
        html: i ? form('<p class="err">This e-mail address is already registered.</p>') : form(),
        actions: [
          type('street', 'anna@example.test'),
          click('Save address', {
            exchanges: [{ method: 'POST', url: 'https://portal.test/register', status: 409 }],
            after: form('<p class="err">This e-mail address is already registered.</p>'),
          }),
        ],
      })),
    }),
  ],
  [
    'a corrected input leaves a healthy run',
    'healthy',
    noisy({
      goal: 'Change my address.',
      ends: 'completed',
      steps: [
        {
          html: form(),
          actions: [
            type('zip', '9999'),
            click('Save address', {
              after: form(`<div role="alert">Postcode must have five digits</div>`),
            }),
          ],
        },
        {
          actions: [
            type('zip', '99990'),
            click('Save address', {
              exchanges: [{ method: 'POST', url: 'https://portal.test/address', status: 200 }],
              after: page('<p>Your address was updated.</p>'),
            }),
          ],
        },
      ],
    }),
  ],
  [
    'a hint about required fields is no refusal',
    'healthy',
    noisy({
      goal: 'Read the street on the form.',
      ends: 'completed',
      steps: [
        { html: form('<p>Fields marked * are required.</p>'), actions: [{ type: 'extract' }] },
      ],
    }),
  ],
  [
    'a refusal and an empty list on the way leave a healthy run',
    'healthy',
    {
      goal: 'Send the reading.',
      ends: 'completed',
      steps: [
        {
          html: page(
            '<p>No new notifications</p><form><input name="r"><button>Send</button></form>',
          ),
          actions: [
            type('r', '1'),
            click('Send', {
              after: page(
                '<form><input name="r" aria-invalid="true"><p role="alert">Please enter a valid number</p><button>Send</button></form>',
              ),
            }),
          ],
        },
        {
          actions: [type('r', '19133'), click('Send', { after: page('<p>Thank you, saved.</p>') })],
        },
      ],
    },
  ],
];

describe('Form validation', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });

  it.each([
    ['de', 'Bitte geben Sie eine gültige Postleitzahl ein.'],
    ['es', 'El código postal no es válido.'],
    ['it', 'Il CAP deve contenere 5 cifre.'],
    ['nl', 'De postcode moet uit 4 cijfers en 2 letters bestaan.'],
    ['pl', 'Nieprawidłowy kod pocztowy'],
    ['sv', 'Ange ett giltigt postnummer'],
    ['tr', 'Geçersiz posta kodu'],
    ['cs', 'Neplatné PSČ'],
    ['en', 'Postcode outside our delivery area'],
    ['en', 'Hmm, that doesn’t look like a UK postcode'],
  ])('an error below a field is quoted, whatever its language (%s: %s)', (_language, words) => {
    const refused = form(`<div class="field-error">${words}</div>`);
    const film = noisy({
      goal: 'Change my address to 41 Cedar Row, postcode 9999.',
      steps: [form(), refused, refused].map((start) => ({
        html: start,
        actions: [
          type('street', '41 Cedar Row'),
          type('zip', '9999'),
          click('Save address', { after: refused }),
        ],
      })),
    });
    expect(verdictOf(film)).toBe('page.form_validation @0');
    expect(proofOf(film)).toContain(words);
  });
});
