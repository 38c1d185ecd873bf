import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { failed, noisy, option, page, type } from '../../support/page-scenes.ts';

const sel = page(
  '<form><label>Service <select name="svc"><option>Economy</option><option>Standard</option></select></label><button>Continue</button></form>',
);
const svc = (o: string) =>
  page(
    `<form><label for="s">Service</label><select id="s" name="service">${o}</select><button>Continue</button></form>`,
  );

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'both ways to select failed',
    'page.option_unavailable @0',
    {
      goal: 'Create a label with the service Express.',
      steps: [0, 1].map(() => ({
        html: sel,
        actions: [
          {
            type: 'select_option',
            on: 'svc',
            option: option('Express'),
            results: [
              failed(
                'FailToSelectByValue',
                'Locator.select_option: Timeout 5000ms exceeded. did not find some options',
              ),
              failed('FailToSelectByLabel', 'did not find some options'),
            ],
          },
        ],
      })),
    },
  ],
  [
    'a list without options offers nothing',
    'page.option_unavailable @0',
    {
      goal: 'Choose the branch Leeds.',
      steps: [0, 1].map(() => ({
        html: page('<form><select name="branch"></select><button>Go</button></form>'),
        actions: [
          {
            type: 'select_option',
            on: 'branch',
            option: option('Leeds'),
            results: [failed('EmptySelect', 'nothing is selected, try to select again')],
          },
        ],
      })),
    },
  ],
  [
    'a custom dropdown does not offer it',
    'page.option_unavailable @0',
    {
      goal: 'Choose the branch Leeds.',
      steps: [0, 1].map(() => ({
        html: page('<div><button aria-haspopup="listbox">Branch</button></div>'),
        actions: [
          {
            type: 'select_option',
            on: 'Branch',
            option: option('Leeds'),
            results: [
              failed(
                'NoAvailableOptionFoundForCustomSelection',
                'No available option to select. reason: Leeds not offered. code=OPTION_NOT_AVAILABLE target_value=Leeds',
              ),
            ],
          },
        ],
      })),
    },
  ],
  [
    'no suggestion fits what was typed',
    'page.option_unavailable @0',
    {
      goal: 'Search the town Kleinhausen.',
      steps: [0, 1].map(() => ({
        html: page('<input name="town" role="combobox"><button>Find</button>'),
        actions: [
          type('town', 'Kleinhausen', {
            results: [
              failed(
                'NoAutoCompleteOptionMeetCondition',
                'No auto completion options met the condition. reason=none',
              ),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'the run gave up before a list that lacks the value of the goal',
    'page.option_unavailable @0',
    {
      goal: "Choose the branch 'Leeds' and continue.",
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<form><label>Branch <select name="branch"><option>York</option><option>Hull</option></select></label><button>Continue</button></form>',
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'the call log says that options were not found',
    'page.option_unavailable @0',
    noisy({
      goal: 'Create a label with service Express 24h.',
      steps: [0, 1].map(() => ({
        html: svc('<option>Economy</option><option>Standard</option>'),
        actions: [
          {
            type: 'select_option',
            on: 'service',
            option: option('Express 24h'),
            results: [
              failed(
                'Exception',
                'Locator.select_option: Timeout 5000ms exceeded. Call log: - waiting for locator("#s") - locator resolved to <select id="s">…</select> - attempting select option action - did not find some options - retrying',
              ),
            ],
          },
        ],
      })),
    }),
  ],
  [
    'a fallback that selected leaves a healthy run',
    'healthy',
    noisy({
      goal: 'Create a label.',
      ends: 'completed',
      steps: [
        {
          html: svc('<option>Economy</option>'),
          actions: [
            {
              type: 'select_option',
              on: 'service',
              option: option('Economy'),
              results: [failed('FailToSelectByValue', 'x'), {}],
            },
          ],
        },
      ],
    }),
  ],
  [
    'the list named beside the value lacks it',
    'page.option_unavailable @0',
    noisy({
      goal: "Create a label to Spain with the service 'Express 24h' and continue.",
      ends: 'terminated',
      steps: [
        {
          html: svc('<option>Economy (4-6 days)</option><option>Standard (2-3 days)</option>'),
          actions: [],
        },
      ],
    }),
  ],
  [
    'an option that is disabled cannot be selected',
    'page.option_unavailable @0',
    noisy({
      goal: "Create a label with the service 'Express 24h'.",
      steps: [0, 1].map(() => ({
        html: svc('<option>Economy</option><option disabled>Express 24h</option>'),
        actions: [
          {
            type: 'select_option',
            on: 'service',
            option: option('Express 24h'),
            results: [
              failed(
                'FailToSelectByLabel',
                'Locator.select_option: Timeout 5000ms exceeded. Call log: - option being selected is not enabled',
              ),
            ],
          },
        ],
      })),
    }),
  ],
];

describe('Options that a list lacks', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
