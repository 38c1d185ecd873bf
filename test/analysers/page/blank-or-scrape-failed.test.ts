import { describe, expect, it } from 'vitest';
import { type Film, verdictOf, html } from '../../support/page-run.ts';
import { click, document, page } from '../../support/page-scenes.ts';

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a click that leads to an empty page',
    'page.blank_or_scrape_failed @0',
    {
      goal: 'Open the policy.',
      failureReason: "Failed to load the website. It's a blank page",
      ends: 'failed',
      steps: [0, 1].map(() => ({
        html: page('<a href="/p">Policy</a>'),
        actions: [
          click('Policy', {
            exchanges: [document('https://portal.test/p')],
            after: html('<div id="root"></div>'),
          }),
        ],
      })),
    },
  ],
  [
    'a start page without elements',
    'page.blank_or_scrape_failed @0',
    {
      goal: 'Open the policy.',
      ends: 'failed',
      failureReason:
        'Skyvern failed to load the website. This usually happens when the website is not properly designed',
      steps: [{ exception: 'ScrapingFailed', status: 'failed' }],
      exchanges: [
        { url: 'https://portal.test/app.js', status: 200, mimeType: 'application/javascript' },
      ],
    },
  ],
  [
    'a page that cannot be read',
    'page.blank_or_scrape_failed @0',
    {
      goal: 'Open the policy.',
      ends: 'failed',
      failureReason:
        'Skyvern failed to load the website. Page.evaluate: Execution context was destroyed, most likely because of a navigation',
      steps: [{ exception: 'ScrapingFailed', status: 'failed' }],
    },
  ],
];

describe('Blank pages', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
