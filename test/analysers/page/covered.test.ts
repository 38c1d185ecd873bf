import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, failed, noisy, page } from '../../support/page-scenes.ts';

const over = (b = '') => page(`<button>Switch to paperless</button>${b}`);
const interc =
  'Failed to click(anchor=self). unique_id=AAAB, error_msg=Locator.click: Timeout 5000ms exceeded. Call log: - waiting for locator("[unique_id=AAAB]") - locator resolved to <button>Switch to paperless</button> - attempting click action - waiting for element to be visible, enabled and stable - element is visible, enabled and stable - scrolling into view if needed - done scrolling - <div class="sticky-head">Head</div> from <header id="top">…</header> subtree intercepts pointer events - retrying click action';
const banner =
  '<div id="onetrust-banner-sdk" role="dialog" aria-modal="true"><p>We value your privacy. We use cookies.</p><button>Reject all</button></div>';

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a sticky header takes the clicks',
    'page.covered @0',
    {
      goal: 'Switch to paperless billing.',
      steps: [0, 1, 2].map(() => ({
        html: over(),
        actions: [
          click('Switch to paperless', {
            results: [failed('FailToClick', interc), {}],
            after: over(),
          }),
        ],
      })),
    },
  ],
  [
    'a chat window takes the clicks',
    'page.covered @0',
    noisy({
      goal: 'Accept the offer.',
      steps: [0, 1, 2].map(() => ({
        html: page('<button>Accept</button>'),
        actions: [
          click('Accept', {
            results: [
              failed(
                'FailToClick',
                'Failed to click(anchor=coordinate_click). unique_id=A11, error_msg=Locator.click: Timeout 5000ms exceeded. Call log: - waiting for locator("[unique_id=A11]") - locator resolved to <button>Accept</button> - attempting click action - <iframe title="Chat" id="chat-frame"></iframe> intercepts pointer events - retrying click action',
              ),
            ],
            after: page('<button>Accept</button>'),
          }),
        ],
      })),
    }),
  ],
  [
    'a modal dialog over the page makes clicks by position fail silently',
    'page.covered @0',
    {
      goal: 'Switch to paperless billing.',
      steps: [0, 1, 2].map(() => ({
        html: over(banner),
        actions: [click('Switch to paperless', { after: over(banner) })],
      })),
    },
  ],
  [
    'a fallback that got through leaves a healthy run',
    'healthy',
    {
      goal: 'Switch to paperless billing.',
      ends: 'completed',
      steps: [
        {
          html: over(),
          actions: [
            click('Switch to paperless', {
              results: [failed('FailToClick', interc), {}],
              after: over('<p>Paperless billing is on.</p>'),
            }),
          ],
        },
      ],
    },
  ],
  [
    'a cover that was overcome does not hide the server error',
    'network.http_5xx @0',
    {
      goal: 'Switch to paperless billing.',
      steps: [
        {
          html: over(),
          actions: [
            click('Switch to paperless', {
              results: [failed('FailToClick', interc), {}],
              after: over('<p class="alert">Something went wrong, try again later</p>'),
              exchanges: [{ method: 'POST', url: 'https://portal.test/paperless', status: 500 }],
            }),
          ],
        },
        {
          html: over(),
          actions: [
            click('Switch to paperless', {
              after: over('<p class="alert">Something went wrong, try again later</p>'),
              exchanges: [{ method: 'POST', url: 'https://portal.test/paperless', status: 500 }],
            }),
          ],
        },
      ],
    },
  ],
  [
    'a fallback click that sent the form leaves the refusal as the cause',
    'network.http_4xx_submit @0',
    noisy({
      goal: 'Accept the offer.',
      steps: [0, 1].map(() => ({
        html: page('<button>Accept</button>'),
        actions: [
          click('Accept', {
            results: [
              failed('FailToClick', '<div class="cookie"></div> intercepts pointer events'),
              {},
            ],
            exchanges: [{ method: 'POST', url: 'https://portal.test/offer', status: 409 }],
            after: page('<button>Accept</button>'),
          }),
        ],
      })),
    }),
  ],
];

describe('Covered elements', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
