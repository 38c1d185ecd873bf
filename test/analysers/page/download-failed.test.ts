import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, document, failed, noisy, page } from '../../support/page-scenes.ts';
import { blockWith } from '../../support/run-builder.ts';

const dlp = page('<a href="/files/t.pdf" download>Tariff sheet 2027</a>');

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'a click that starts nothing',
    'page.download_failed @0',
    {
      goal: 'Download the tariff sheet.',
      steps: [0, 1].map(() => ({
        html: page('<a href="#">Tariff sheet</a>'),
        actions: [
          click('Tariff sheet', {
            isDownload: true,
            after: page('<a href="#">Tariff sheet</a>'),
            log: { event: 'No download signal observed after action' },
          }),
        ],
      })),
    },
  ],
  [
    'the exception of Skyvern',
    'page.download_failed @0',
    {
      goal: 'Download the tariff sheet.',
      steps: [0, 1].map(() => ({
        html: page('<a href="#">Tariff sheet</a>'),
        actions: [
          click('Tariff sheet', {
            results: [
              failed(
                'NoFileDownloadTriggered',
                "Clicking on element doesn't trigger the file download. element_id=AAAB",
              ),
            ],
          }),
        ],
      })),
    },
  ],
  [
    'a viewer instead of a file',
    'page.download_failed @0',
    {
      goal: 'Download the tariff sheet.',
      ends: 'terminated',
      steps: [
        {
          html: page('<a href="/v">Tariff sheet</a>'),
          actions: [
            click('Tariff sheet', {
              isDownload: true,
              exchanges: [document('https://portal.test/viewer/9')],
              after: page('<h2>Viewer</h2>'),
            }),
          ],
        },
        { html: page('<h2>Viewer</h2>'), actions: [] },
      ],
    },
  ],
  [
    'a dead link',
    'page.download_failed @0',
    {
      goal: 'Download the tariff sheet.',
      steps: [0, 1].map(() => ({
        html: page('<a href="/t.pdf">Tariff sheet</a>'),
        actions: [
          click('Tariff sheet', {
            isDownload: true,
            exchanges: [document('https://portal.test/t.pdf', { status: 404 })],
            after: page('<h2>Not found</h2>'),
          }),
        ],
      })),
    },
  ],
  [
    'a download block whose click opens a page',
    'page.download_failed @0',
    noisy({
      goal: 'Download the tariff sheet.',
      failureReason:
        'file_download block failed. failure reason: Reached the maximum steps (2). Possible failure reasons: none',
      steps: [0, 1].map(() => ({
        block: blockWith({ type: 'file_download', taskId: 'tsk_1', status: 'failed' }),
        html: dlp,
        actions: [
          click('Tariff sheet 2027', {
            exchanges: [document('https://portal.test/viewer?f=t.pdf')],
            after: page('<h2>Preview of t.pdf</h2>'),
          }),
        ],
      })),
    }),
  ],
  [
    'a file that is gone',
    'page.download_failed @0',
    noisy({
      goal: 'Download the tariff sheet.',
      steps: [0, 1].map(() => ({
        html: dlp,
        actions: [
          click('Tariff sheet 2027', {
            isDownload: true,
            exchanges: [
              { url: 'https://portal.test/files/t.pdf', status: 410, mimeType: 'text/html' },
            ],
            after: dlp,
          }),
        ],
      })),
    }),
  ],
  [
    'the server log waited for a file in vain',
    'page.download_failed @0',
    noisy({
      goal: 'Download the tariff sheet.',
      steps: [0, 1].map(() => ({
        html: dlp,
        actions: [
          click('Tariff sheet 2027', {
            after: dlp,
            log: { event: 'No download signal observed after action' },
          }),
        ],
      })),
    }),
  ],
  [
    'a server that breaks on the file is the server',
    'network.http_5xx @0',
    noisy({
      goal: 'Download the tariff sheet.',
      steps: [0, 1].map(() => ({
        html: dlp,
        actions: [
          click('Tariff sheet 2027', {
            isDownload: true,
            exchanges: [
              { url: 'https://portal.test/files/t.pdf', status: 503, mimeType: 'text/html' },
            ],
            after: page('<h1>Service error</h1>'),
          }),
        ],
      })),
    }),
  ],
  [
    'a download that came',
    'healthy',
    {
      goal: 'Download the tariff sheet.',
      ends: 'completed',
      downloadedFiles: ['t.pdf'],
      steps: [
        {
          html: page('<a href="/t.pdf">Tariff sheet</a>'),
          actions: [
            click('Tariff sheet', {
              isDownload: true,
              exchanges: [{ url: 'https://portal.test/t.pdf', failureText: 'net::ERR_ABORTED' }],
            }),
          ],
        },
      ],
    },
  ],
];

describe('Downloads without a file', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
