import { describe, expect, it } from 'vitest';
import { type Film, verdictOf } from '../../support/page-run.ts';
import { click, failed, noisy, page } from '../../support/page-scenes.ts';

const upPage = page(
  '<form><label>Receipt <input type="file" name="f"></label><button>Upload</button></form>',
);

const FILMS: readonly (readonly [title: string, verdict: string, film: Film])[] = [
  [
    'too large for the server',
    'page.upload_failed @0',
    {
      goal: 'Upload the receipt scan.pdf.',
      steps: [0, 1].map(() => ({
        html: upPage,
        actions: [
          { type: 'upload_file', on: 'f', fileUrl: 'https://files.test/scan.pdf' },
          click('Upload', {
            exchanges: [
              {
                method: 'POST',
                url: 'https://portal.test/receipt',
                status: 413,
                postMimeType: 'multipart/form-data; boundary=x',
              },
            ],
            after: page(upPage + '<p class="error">This file cannot be used</p>'),
          }),
        ],
      })),
    },
  ],
  [
    'a kind that the server does not take',
    'page.upload_failed @0',
    {
      goal: 'Upload the receipt scan.pdf.',
      steps: [0, 1].map(() => ({
        html: upPage,
        actions: [
          { type: 'upload_file', on: 'f', fileUrl: 'https://files.test/scan.pdf' },
          click('Upload', {
            exchanges: [
              {
                method: 'POST',
                url: 'https://portal.test/receipt',
                status: 415,
                postMimeType: 'multipart/form-data; boundary=x',
              },
            ],
            after: page(upPage + '<p class="error">This file cannot be used</p>'),
          }),
        ],
      })),
    },
  ],
  [
    'refused by the server',
    'page.upload_failed @0',
    {
      goal: 'Upload the receipt scan.pdf.',
      steps: [0, 1].map(() => ({
        html: upPage,
        actions: [
          { type: 'upload_file', on: 'f', fileUrl: 'https://files.test/scan.pdf' },
          click('Upload', {
            exchanges: [
              {
                method: 'POST',
                url: 'https://portal.test/receipt',
                status: 422,
                postMimeType: 'multipart/form-data; boundary=x',
              },
            ],
            after: page(upPage + '<p class="error">This file cannot be used</p>'),
          }),
        ],
      })),
    },
  ],
  [
    'refused as a bad request',
    'page.upload_failed @0',
    {
      goal: 'Upload the receipt scan.pdf.',
      steps: [0, 1].map(() => ({
        html: upPage,
        actions: [
          { type: 'upload_file', on: 'f', fileUrl: 'https://files.test/scan.pdf' },
          click('Upload', {
            exchanges: [
              {
                method: 'POST',
                url: 'https://portal.test/receipt',
                status: 400,
                postMimeType: 'multipart/form-data; boundary=x',
              },
            ],
            after: page(upPage + '<p class="error">This file cannot be used</p>'),
          }),
        ],
      })),
    },
  ],
  [
    'an element that takes no files',
    'page.upload_failed @0',
    {
      goal: 'Upload the receipt scan.pdf.',
      steps: [0, 1].map(() => ({
        html: upPage,
        actions: [
          {
            type: 'upload_file',
            on: 'Upload',
            fileUrl: 'https://files.test/scan.pdf',
            results: [
              failed(
                'WrongElementToUploadFile',
                "No file chooser dialog opens, so file can't be uploaded through element AAAB",
              ),
            ],
          },
        ],
      })),
    },
  ],
  [
    'a kind that the page does not take',
    'page.upload_failed @0',
    {
      goal: 'Upload the receipt scan.pdf.',
      steps: [0, 1].map((i) => ({
        html: i
          ? page(upPage + '<p class="error">File type not allowed. Only JPG and PNG images.</p>')
          : upPage,
        actions: [
          {
            type: 'upload_file',
            on: 'f',
            fileUrl: 'https://files.test/scan.pdf',
            after: page(
              upPage + '<p class="error">File type not allowed. Only JPG and PNG images.</p>',
            ),
          },
        ],
      })),
    },
  ],
  [
    'too large for the page, in German',
    'page.upload_failed @0',
    {
      goal: 'Laden Sie scan.pdf hoch.',
      steps: [0, 1].map((i) => ({
        html: i
          ? page(upPage + '<p class="hinweis">Die Datei ist zu groß (maximal 2 MB).</p>')
          : upPage,
        actions: [
          {
            type: 'upload_file',
            on: 'f',
            fileUrl: 'https://files.test/scan.pdf',
            after: page(upPage + '<p class="hinweis">Die Datei ist zu groß (maximal 2 MB).</p>'),
          },
          click('Upload'),
        ],
      })),
    },
  ],
  [
    'refused on the way, without a word on the page',
    'page.upload_failed @0',
    noisy({
      goal: 'Upload scan.pdf.',
      steps: [0, 1].map(() => ({
        html: page('<input type="file" name="f"><button>Send</button>'),
        actions: [
          {
            type: 'upload_file',
            on: 'f',
            fileUrl: 'https://f.test/scan.pdf',
            exchanges: [{ method: 'POST', url: 'https://portal.test/up', status: 413 }],
          },
        ],
      })),
    }),
  ],
  [
    'too large for the page, in French',
    'page.upload_failed @0',
    noisy({
      goal: 'Upload scan.pdf.',
      steps: [0, 1].map((i) => ({
        html: page(
          '<input type="file" name="f"><button>Send</button>' +
            (i ? '<p>Le fichier dépasse la taille maximale de 1 Mo.</p>' : ''),
        ),
        actions: [
          {
            type: 'upload_file',
            on: 'f',
            fileUrl: 'https://f.test/scan.pdf',
            after: page(
              '<input type="file" name="f"><button>Send</button><p>Le fichier dépasse la taille maximale de 1 Mo.</p>',
            ),
          },
        ],
      })),
    }),
  ],
  [
    'a hint about files is no refusal',
    'healthy',
    noisy({
      goal: 'Upload scan.pdf.',
      ends: 'completed',
      steps: [
        {
          html: page('<input type="file" name="f"><button>Send</button>'),
          actions: [
            {
              type: 'upload_file',
              on: 'f',
              fileUrl: 'https://f.test/scan.pdf',
              after: page('<p>File scan.pdf, 1 of max 3 files</p>'),
            },
          ],
        },
      ],
    }),
  ],
];

describe('Uploads', () => {
  it.each(FILMS)('%s', (_title, verdict, film) => {
    expect(verdictOf(film)).toBe(verdict);
  });
});
