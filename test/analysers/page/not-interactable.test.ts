import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, failed, noisy, page, type } from '../../support/page-scenes.ts';

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a disabled button',
    'page.not_interactable @0',
    {
      goal: 'Submit the timesheet.',
      steps: [0, 1].map(() => ({
        html: page('<p>Week 47</p><button disabled>Submit</button>'),
        actions: [
          click('Submit', {
            results: [
              failed(
                'InteractWithDisabledElement',
                'The element(id=AAAB) now is disabled, try to interact with it later when it is enabled.',
              ),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'a click on what is only marked as disabled succeeds and does nothing',
    'page.not_interactable @0',
    {
      goal: 'Submit the timesheet.',
      steps: [0, 1, 2].map(() => ({
        html: page('<p>Week 47</p><a href="#" role="button" aria-disabled="true">Submit</a>'),
        actions: [
          click('Submit', {
            after: page('<p>Week 47</p><a href="#" role="button" aria-disabled="true">Submit</a>'),
          }),
        ],
      })),
    },
  ],
  [
    'the run gave up before the disabled button of the goal',
    'page.not_interactable @0',
    {
      goal: 'Submit the timesheet of week 47.',
      ends: 'terminated',
      steps: [
        {
          html: page(
            '<p>Week 47</p><p>Period closed by payroll</p><button disabled>Submit timesheet</button>',
          ),
          actions: [],
        },
      ],
    },
  ],
  [
    'a read-only field',
    'page.not_interactable @0',
    {
      goal: 'Change the IBAN.',
      steps: [0, 1].map(() => ({
        html: page('<input name="iban" readonly value="DE1"><button>Save</button>'),
        actions: [
          type('iban', 'DE02', {
            results: [
              failed('InputToReadonlyElement', 'The input element(id=AAAB) now is readonly'),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'an element that is never visible',
    'page.not_interactable @0',
    {
      goal: 'Open the menu entry Reports.',
      steps: [0, 1].map(() => ({
        html: page('<a href="/reports">Reports</a>'),
        actions: [
          click('Reports', {
            results: [
              failed(
                'FailToClick',
                'Locator.click: Timeout 5000ms exceeded. Call log: - waiting for locator("[unique_id=A]") - locator resolved to <a href="/reports">Reports</a> - attempting click action 2 × waiting for element to be visible, enabled and stable - element is not visible - retrying click action',
              ),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'an element that is never enabled',
    'page.not_interactable @0',
    noisy({
      goal: 'Submit the timesheet of week 47 for approval.',
      steps: [0, 1].map(() => ({
        html: page(
          '<p>Period closed</p><button disabled title="Period closed by payroll">Submit for approval</button>',
        ),
        actions: [
          click('Submit for approval', {
            results: [
              failed(
                'FailToClick',
                'Locator.click: Timeout 5000ms exceeded. Call log: - waiting for locator("x") - locator resolved to <button disabled>Submit</button> - attempting click action - waiting for element to be visible, enabled and stable - element is not enabled - retrying click action',
              ),
            ],
          }),
        ],
      })),
    }),
  ],
];

describe('Controls that may not be used', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
