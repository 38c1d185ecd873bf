import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, document, failed, noisy, option, page, type } from '../../support/page-scenes.ts';

const board = page('<table><tr><td>J-121</td><td><button>Assign</button></td></tr></table>');

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a selector that finds nothing any more',
    'page.element_stale @0',
    {
      goal: 'Assign job J-121.',
      steps: [0, 1].map(() => ({
        html: page('<button>Assign</button>'),
        actions: [
          click('Assign', {
            results: [
              failed(
                'MissingElement',
                "Found no elements. Might be due to previous actions which removed this element. selector=[unique_id='AAAB'] element_id=AAAB",
              ),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'a node that is detached during the click',
    'page.element_stale @0',
    {
      goal: 'Assign job J-121.',
      steps: [0, 1].map(() => ({
        html: page('<button>Assign</button>'),
        actions: [
          click('Assign', {
            results: [
              failed(
                'FailToClick',
                'Locator.click: Timeout 5000ms exceeded. Call log: - waiting for locator("[unique_id=A]") - locator resolved to <button>Assign</button> - attempting click action - element was detached from the DOM, retrying',
              ),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'a page that loads anew in the middle of a batch',
    'page.element_stale @0',
    {
      goal: 'Choose country Norway and enter the postcode 0150.',
      steps: [0, 1].map(() => ({
        html: page('<select name="c"><option>Norway</option></select><input name="zip">'),
        actions: [
          {
            type: 'select_option',
            on: 'c',
            option: option('Norway'),
            exchanges: [document('https://portal.test/start?c=no')],
            after: page('<select name="c"><option>Norway</option></select><input name="zip">'),
          },
          type('zip', '0150', {
            results: [
              failed(
                'MissingElement',
                "Found no elements. selector=[unique_id='AAAC'] element_id=AAAC",
              ),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'a call log that waits for a known element and never finds it',
    'page.element_stale @0',
    {
      goal: 'Assign job J-121.',
      steps: [0, 1].map(() => ({
        html: page('<button>Assign</button>'),
        actions: [
          click('Assign', {
            results: [
              failed(
                'FailToClick',
                'Locator.click: Timeout 5000ms exceeded. Call log: - waiting for locator("[unique_id=\'AAAB\']")',
              ),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'every retry meets the same',
    'page.element_stale @0',
    noisy({
      goal: 'Assign job J-121.',
      ends: 'max-retries',
      steps: [0, 1, 2].map((i) => ({
        order: 0,
        retryIndex: i,
        stepId: 'q' + i,
        status: 'failed',
        html: board,
        actions: [
          click('Assign', {
            status: 'failed',
            results: [
              failed(
                'MissingElement',
                "Found no elements. Might be due to previous actions which removed this element. selector=[unique_id='A12'] element_id=A12",
              ),
            ],
          }),
        ],
      })),
    }),
  ],
  [
    'an element found again does not hide the refusal after it',
    'network.http_4xx_submit @1',
    noisy({
      goal: 'Assign job J-121.',
      steps: [
        {
          html: board,
          actions: [
            click('Assign', { results: [failed('MissingElement', "selector=[unique_id='A12']")] }),
          ],
        },
        ...[1, 2].map(() => ({
          html: board,
          actions: [
            click('Assign', {
              exchanges: [{ method: 'PUT', url: 'https://portal.test/api/jobs/121', status: 409 }],
              after: board,
            }),
          ],
        })),
      ],
    }),
  ],
  [
    'an element found again leaves a healthy run',
    'healthy',
    {
      goal: 'Assign job J-121.',
      ends: 'completed',
      steps: [
        {
          html: page('<button>Assign</button>'),
          actions: [
            click('Assign', { results: [failed('MissingElement', "selector=[unique_id='AAAB']")] }),
          ],
        },
        {
          html: page('<button>Assign</button>'),
          actions: [click('Assign', { after: page('<p>Assigned</p>') })],
        },
      ],
    },
  ],
  [
    'an id that was never there is another cause',
    'agent.hallucinated_element_id @0',
    noisy({
      goal: 'Assign job J-121.',
      steps: [0, 1].map(() => ({
        html: board,
        actions: [
          {
            type: 'click',
            elementId: 'ZZZZ',
            results: [failed('MissingElement', 'Found no elements. selector=None element_id=ZZZZ')],
          },
        ],
      })),
    }),
  ],
  [
    'several copies answer to the selector',
    'page.element_ambiguous @0',
    {
      goal: 'Request a viewing of flat 3.',
      steps: [0, 1].map(() => ({
        html: page('<button>Request viewing</button>'),
        actions: [
          click('Request viewing', {
            results: [
              failed(
                'MultipleElementsFound',
                "Found 3 elements. Expected 1. selector=[unique_id='AAAB'] element_id=AAAB",
              ),
            ],
          }),
        ],
      })),
    },
  ],
];

describe('Elements that are gone or doubled', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
