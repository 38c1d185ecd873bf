import { describe, expect, it } from 'vitest';
import { type Film, verdictOf, html } from '../../support/page-run.ts';
import { click, document, noisy, page } from '../../support/page-scenes.ts';

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a start that leads elsewhere',
    'page.wrong_page @0',
    {
      goal: 'Open the invoice list and read the newest total.',
      url: 'https://portal.test/invoices',
      ends: 'terminated',
      exchanges: [],
      steps: [
        {
          url: 'https://www.portal.test/welcome',
          html: page('<h2>Welcome</h2><p>News of the week</p>'),
          actions: [],
        },
      ],
    },
  ],
  [
    'a link that leads to the home page',
    'page.wrong_page @1',
    noisy({
      goal: 'Open the bill of May and read its total.',
      ends: 'terminated',
      steps: [
        {
          url: 'https://portal.test/bills',
          html: page('<a href="/bills/5">May</a>'),
          actions: [
            click('May', {
              exchanges: [
                {
                  url: 'https://portal.test/bills/5',
                  status: 302,
                  redirectUrl: 'https://portal.test/',
                  mimeType: 'text/html',
                },
                document('https://portal.test/'),
              ],
              after: page('<h2>Welcome back</h2><p>News</p>'),
            }),
          ],
        },
        {
          url: 'https://portal.test/',
          html: page('<h2>Welcome back</h2><p>News</p>'),
          actions: [],
        },
      ],
    }),
  ],
  [
    'a page that says that it does not exist is a missing document',
    'network.http_404_document @0',
    noisy({
      goal: 'Open the bill of May.',
      ends: 'terminated',
      steps: [
        {
          url: 'https://portal.test/bills',
          html: page('<a href="/bills/5">May</a>'),
          actions: [
            click('May', {
              exchanges: [document('https://portal.test/bills/5')],
              after: html(
                '<h1>Page not found</h1><p>The page you are looking for no longer exists.</p>',
              ),
            }),
          ],
        },
        {
          url: 'https://portal.test/bills/5',
          html: html(
            '<h1>Page not found</h1><p>The page you are looking for no longer exists.</p>',
          ),
          actions: [],
        },
      ],
    }),
  ],
];

describe('Wrong pages', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
