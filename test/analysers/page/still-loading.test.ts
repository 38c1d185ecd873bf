import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { NOISE, WAIT, click, noisy, page } from '../../support/page-scenes.ts';

const skel = page(
  '<h2>Vehicles</h2><div class="skeleton-row"></div><div class="skeleton-row"></div><div class="skeleton-row"></div>',
);

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a skeleton and a request without answer',
    'page.still_loading @0',
    {
      goal: 'Open the vehicle HN-442.',
      ends: 'max-retries',
      exchanges: [{ at: 900, url: 'https://portal.test/api/vehicles', status: -1 }],
      steps: [0, 1, 2, 3].map((i) => ({
        order: 0,
        retryIndex: i,
        stepId: 's' + i,
        status: 'failed',
        html: skel,
        actions: [{ ...WAIT, after: skel }],
      })),
    },
  ],
  [
    'a skeleton and nothing but waiting',
    'page.still_loading @0',
    {
      goal: 'Open the vehicle HN-442.',
      ends: 'max-retries',
      exchanges: [],
      steps: [0, 1, 2, 3].map((i) => ({
        order: 0,
        retryIndex: i,
        stepId: 's' + i,
        status: 'failed',
        html: skel,
        actions: [{ ...WAIT }],
      })),
    },
  ],
  [
    'a job that is never ready',
    'page.still_loading @1',
    {
      goal: 'Create the report and read the total.',
      ends: 'terminated',
      steps: [
        {
          html: page('<button>Create report</button>'),
          actions: [
            click('Create report', {
              after: page(
                '<div role="progressbar" class="ring"></div><p>Your report is being prepared</p>',
              ),
              exchanges: [{ method: 'POST', url: 'https://portal.test/api/report', status: 202 }],
            }),
          ],
        },
        ...[1, 2].map((i) => ({
          html: page(
            '<div role="progressbar" class="ring"></div><p>Your report is being prepared</p>',
          ),
          actions: [
            {
              ...WAIT,
              exchanges: [
                { url: 'https://portal.test/api/report/1', status: 202 },
                { url: 'https://portal.test/api/report/1', status: 202, at: 70000 * i },
              ],
            },
          ],
        })),
      ],
    },
  ],
  [
    'a skeleton of a component library',
    'page.still_loading @0',
    noisy({
      goal: 'Read the balance.',
      ends: 'max-retries',
      exchanges: [...NOISE, { at: 950, url: 'https://portal.test/api/balance', status: -1 }],
      steps: [0, 1, 2, 3].map((i) => ({
        order: 0,
        retryIndex: i,
        stepId: 'w' + i,
        status: 'failed',
        html: page('<h2>Balance</h2><span class="MuiSkeleton-root"></span>'),
        actions: [WAIT],
      })),
    }),
  ],
  [
    'a spinner that stays although everything was answered',
    'page.still_loading @0',
    noisy({
      goal: 'Read the balance.',
      ends: 'max-retries',
      steps: [0, 1, 2, 3].map((i) => ({
        order: 0,
        retryIndex: i,
        stepId: 'w' + i,
        status: 'failed',
        html: page('<h2>Balance</h2><div class="spinner" aria-label="Loading"></div>'),
        actions: [WAIT],
      })),
    }),
  ],
  [
    'a spinner that goes away leaves a healthy run',
    'healthy',
    {
      goal: 'Open the vehicle HN-442.',
      ends: 'completed',
      steps: [
        { html: skel, actions: [WAIT] },
        {
          html: page('<a href="/v/1">HN-442</a>'),
          actions: [click('HN-442', { after: page('<h2>HN-442</h2>') })],
        },
      ],
    },
  ],
  [
    'a hidden spinner means nothing',
    'network.http_5xx @0',
    noisy({
      goal: 'Save the profile.',
      steps: [0, 1].map(() => ({
        html: page('<div class="loader" style="display:none"></div><button>Save</button>'),
        actions: [
          click('Save', {
            exchanges: [{ method: 'POST', url: 'https://portal.test/p', status: 502 }],
            after: page('<div class="loader" style="display:none"></div><button>Save</button>'),
          }),
        ],
      })),
    }),
  ],
];

describe('Pages that never finish loading', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
