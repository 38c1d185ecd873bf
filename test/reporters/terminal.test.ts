import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { renderTerminal } from '../../src/reporters/terminal.ts';
import { textWidth } from '../../src/reporters/terminal/width.ts';
import { diagnosis, evidence, finding, verdict } from '../support/diagnosis-builder.ts';
import { hostileText } from './hostile-characters.ts';
import { withEveryString } from './hostile.ts';
import { STORIES } from './stories/index.ts';
import { refusedSubmit } from './stories/refused-submit.ts';

const ESC = '\u001B';

test('without colours the report holds printable characters and newlines only', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      expect(renderTerminal(withEveryString(refusedSubmit, text))).not.toMatch(
        /(?!\n)\p{Cc}|[\u202A-\u202E\u2066-\u2069]|[\u{E0000}-\u{E007F}]/u,
      );
    }),
    { numRuns: 60 },
  );
});

test('with colours every escape is a rendition that ends on the same line', () => {
  fc.assert(
    fc.property(hostileText, (text) => {
      for (const line of renderTerminal(withEveryString(refusedSubmit, text), {
        color: true,
      }).split('\n')) {
        const rest = line.replaceAll(new RegExp(`${ESC}\\[\\d+m[^${ESC}]+${ESC}\\[0m`, 'g'), '');
        expect(rest).not.toContain(ESC);
      }
    }),
    { numRuns: 60 },
  );
});

describe.each([...STORIES])('the report of %s', (_, story) => {
  test('fits 80 columns', () => {
    const widths = renderTerminal(story).split('\n').map(textWidth);
    expect(Math.max(...widths)).toBeLessThanOrEqual(80);
  });

  test('says the same with and without colours', () => {
    const coloured = renderTerminal(story, { color: true });
    expect(coloured.replaceAll(new RegExp(`${ESC}\\[\\d+m`, 'g'), '')).toBe(renderTerminal(story));
  });
});

test('any text fits the columns asked for, wide characters included', () => {
  const text = fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 300 }),
    fc.constant('予約'.repeat(90)),
    fc.constant('x'.repeat(300)),
  );
  fc.assert(
    fc.property(text, fc.integer({ min: 40, max: 120 }), (summary, columns) => {
      const report = renderTerminal(diagnosis({ verdict: verdict({ summary }) }), { columns });
      expect(Math.max(...report.split('\n').map(textWidth))).toBeLessThanOrEqual(columns);
    }),
  );
});

test('the first line is the verdict sentence', () => {
  expect(renderTerminal(refusedSubmit).split('\n')[0]).toBe(
    '✗ The site refused the booking: POST /api/appointments answered 409',
  );
});

test('evidence stands with artifact, place, time and quotation', () => {
  const row = evidence({
    claim: 'The server failed',
    excerpt: 'boom',
    at: '2026-11-14T10:02:41.310Z',
  });
  const report = renderTerminal(diagnosis({ findings: [finding({ evidence: [row] })] }));
  expect(report).toContain(
    '  1. The server failed\n     har a_900 · HAR entry 3 · 10:02:41\n     │ boom\n',
  );
});

const entryUrl = (entry: string): string => `file:///tmp/bundle/${entry}`;

test('links appear only when asked for, and only to what can be opened', () => {
  expect(renderTerminal(refusedSubmit, { entryUrl })).not.toContain(ESC);
  expect(renderTerminal(refusedSubmit, { entryUrl, hyperlinks: true })).toContain(
    `${ESC}]8;;file:///tmp/bundle/artifacts/har.har${ESC}\\har a_900${ESC}]8;;${ESC}\\`,
  );
  const hostile = renderTerminal(refusedSubmit, {
    entryUrl: () => `javascript:alert(1)`,
    hyperlinks: true,
  });
  expect(hostile).not.toContain(ESC);
});

test('a long run shows its ends and the decisive step, and says how many rows it left out', () => {
  const report = renderTerminal(STORIES.get('long-run') ?? refusedSubmit);
  expect(report).toContain('… 145 rows left out, none of them failed');
  expect(report).toContain('▶ step 150');
  expect(report).toContain('✗ step 199');
});
