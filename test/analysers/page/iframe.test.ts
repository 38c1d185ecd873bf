import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { NOISE, WAIT, click, document, failed, noisy, page } from '../../support/page-scenes.ts';

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a frame without size',
    'page.iframe @0',
    {
      goal: 'Pay bill 20931 by card 4000 0566.',
      ends: 'terminated',
      exchanges: [
        document('https://pay.quill.test/embed', {
          at: 800,
          frameRef: 'f2',
          requestHeaders: { 'sec-fetch-dest': 'iframe' },
        }),
      ],
      steps: [
        {
          html: page(
            '<h2>Pay by card</h2><iframe src="https://pay.quill.test/embed" width="0" height="0"></iframe>',
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a frame of which the tree holds nothing',
    'page.iframe @0',
    {
      goal: 'Pay bill 20931 by card 4000 0566.',
      ends: 'terminated',
      exchanges: [
        document('https://pay.quill.test/embed', {
          at: 800,
          requestHeaders: { 'sec-fetch-dest': 'iframe' },
        }),
      ],
      steps: [
        {
          html: page(
            '<h2>Pay by card</h2><iframe title="Card form" src="https://pay.quill.test/embed"></iframe>',
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a frame that is gone',
    'page.iframe @0',
    {
      goal: 'Pay.',
      steps: [0, 1].map(() => ({
        html: page('<button>Pay</button>'),
        actions: [
          click('Pay', {
            results: [failed('NoneFrameError', 'frame content is none. frame_id=AAAC')],
          }),
        ],
      })),
    },
  ],
  [
    'a frame whose document failed',
    'page.iframe @0',
    {
      goal: 'Pay bill 20931 by card.',
      ends: 'terminated',
      exchanges: [
        document('https://portal.test/embed/pay', {
          at: 800,
          status: 500,
          requestHeaders: { 'sec-fetch-dest': 'iframe' },
        }),
      ],
      steps: [
        { html: page('<h2>Pay by card</h2><iframe src="/embed/pay"></iframe>'), actions: [] },
      ],
    },
  ],
  [
    'a frame that was refused',
    'page.iframe @0',
    noisy({
      goal: 'Pay bill 20931 by card.',
      ends: 'terminated',
      exchanges: [
        ...NOISE,
        document('https://pay.test/embed', {
          at: 800,
          status: 200,
          failureText: 'net::ERR_BLOCKED_BY_RESPONSE',
          requestHeaders: { 'sec-fetch-dest': 'iframe' },
        }),
      ],
      console: [
        "Refused to display 'https://pay.test/' in a frame because it set 'X-Frame-Options' to 'deny'.",
      ],
      steps: [
        {
          html: page(
            '<h2>Pay bill 20931</h2><iframe src="https://pay.test/embed" title="Card"></iframe>',
          ),
          actions: [WAIT],
        },
      ],
    }),
  ],
  [
    'an empty frame of advertising is noise',
    'network.http_5xx @0',
    {
      goal: 'Save the profile.',
      steps: [0, 1].map(() => ({
        html: page(
          '<button>Save</button><iframe src="https://ads.doubleclick.net/x" width="300" height="250"></iframe>',
        ),
        actions: [
          click('Save', {
            exchanges: [{ method: 'POST', url: 'https://portal.test/p', status: 500 }],
            after: page('<button>Save</button><p class="alert">An error occurred</p>'),
          }),
        ],
      })),
    },
  ],
  [
    'a frame in use does not hide the server error',
    'network.http_5xx @0',
    noisy({
      goal: 'Pay bill 20931.',
      steps: [0, 1].map(() => ({
        html: page(
          '<iframe src="https://pay.test/embed" title="Card"></iframe><button>Pay</button>',
        ),
        alsoInTree: [
          {
            id: 'B1',
            frame: 'A11',
            tagName: 'input',
            interactable: true,
            attributes: { name: 'card' },
            xpath: '/f/1',
          },
        ],
        actions: [
          click('Pay', {
            exchanges: [{ method: 'POST', url: 'https://portal.test/pay', status: 500 }],
            after: page('<p class="alert">Error</p>'),
          }),
        ],
      })),
    }),
  ],
];

describe('Frames', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
