import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, noisy, page } from '../../support/page-scenes.ts';

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a question that was dismissed',
    'page.dialog @0',
    {
      goal: 'Delete draft 88.',
      steps: [0, 1].map(() => ({
        html: page('<button>Delete draft</button>'),
        actions: [
          click('Delete draft', {
            after: page('<button>Delete draft</button>'),
            log: {
              event: 'Dialog handled via LLM',
              dialog_type: 'confirm',
              action: 'dismiss',
              dialog_message: 'Delete this draft?',
            },
          }),
        ],
      })),
    },
  ],
  [
    'a prompt that was dismissed',
    'page.dialog @0',
    noisy({
      goal: 'Rename folder A to B.',
      steps: [0, 1].map(() => ({
        html: page('<button>Rename</button>'),
        actions: [
          click('Rename', {
            after: page('<button>Rename</button>'),
            log: {
              event: 'Dialog handled via LLM',
              dialog_type: 'prompt',
              action: 'dismiss',
              dialog_message: 'New name:',
            },
          }),
        ],
      })),
    }),
  ],
  [
    'a page that could not be left',
    'page.dialog @0',
    {
      goal: 'Go to Reports.',
      steps: [0, 1].map(() => ({
        html: page('<a href="/r">Reports</a>'),
        actions: [
          click('Reports', {
            after: page('<a href="/r">Reports</a>'),
            log: {
              event: 'Dialog dismissed',
              dialog_type: 'beforeunload',
              action: 'dismiss',
              dialog_message: '',
            },
          }),
        ],
      })),
    },
  ],
  [
    'without the log the handler of the control shows it',
    'page.dialog @0',
    {
      goal: 'Delete draft 88.',
      run: { serverLog: undefined },
      steps: [0, 1, 2].map(() => ({
        html: page(`<button onclick="if(confirm('Delete draft 88?')) del()">Delete draft</button>`),
        actions: [
          click('Delete draft', {
            after: page(
              `<button onclick="if(confirm('Delete draft 88?')) del()">Delete draft</button>`,
            ),
          }),
        ],
      })),
    },
  ],
  [
    'an alert means nothing',
    'network.http_5xx @0',
    {
      goal: 'Send.',
      steps: [0, 1].map(() => ({
        html: page('<button>Send</button>'),
        actions: [
          click('Send', {
            exchanges: [{ method: 'POST', url: 'https://portal.test/send', status: 500 }],
            after: page('<button>Send</button>'),
            log: {
              event: 'Dialog handled via LLM',
              dialog_type: 'alert',
              action: 'accept',
              dialog_message: 'hi',
            },
          }),
        ],
      })),
    },
  ],
  [
    'a question accepted the second time leaves a healthy run',
    'healthy',
    noisy({
      goal: 'Delete draft.',
      ends: 'completed',
      steps: [
        {
          html: page('<button>Delete</button>'),
          actions: [
            click('Delete', {
              after: page('<button>Delete</button>'),
              log: {
                event: 'Dialog handled via LLM',
                dialog_type: 'confirm',
                action: 'dismiss',
                dialog_message: 'Sure?',
              },
            }),
          ],
        },
        { actions: [click('Delete', { after: page('<p>Deleted</p>') })] },
      ],
    }),
  ],
  [
    'a question accepted the second time does not hide the server error',
    'network.http_5xx @1',
    noisy({
      goal: 'Delete draft.',
      steps: [
        {
          html: page('<button>Delete</button>'),
          actions: [
            click('Delete', {
              after: page('<button>Delete</button>'),
              log: {
                event: 'Dialog handled via LLM',
                dialog_type: 'confirm',
                action: 'dismiss',
                dialog_message: 'Sure?',
              },
            }),
          ],
        },
        ...[1, 2].map(() => ({
          html: page('<button>Delete</button>'),
          actions: [
            click('Delete', {
              exchanges: [{ method: 'DELETE', url: 'https://portal.test/d/1', status: 500 }],
              after: page('<button>Delete</button><p class="alert">An error occurred</p>'),
            }),
          ],
        })),
      ],
    }),
  ],
];

describe('Native dialogs', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
