import { describe, expect, it } from 'vitest';
import { findFailedRequests } from '../../src/requests/find-failed-requests.ts';
import { renderJson } from '../../src/requests/render-json.ts';
import { renderMarkdown } from '../../src/requests/render-markdown.ts';
import { renderTerminal } from '../../src/requests/render-terminal.ts';
import {
  action,
  consoleMessage,
  documentExchange,
  exchange,
  requestRun,
  step,
} from '../support/har-builder.ts';

const REPORT = findFailedRequests(
  requestRun({
    exchanges: [
      documentExchange(),
      exchange({ url: 'https://shop.test/api/pay', method: 'POST', status: 500, at: 10_000 }),
      exchange({ url: 'https://shop.test/favicon.ico', status: 404, at: 90 }),
    ],
    steps: [
      step({ order: 1, actions: [action({ at: 9900, element: { text: 'Pay `now`\u001b[31m' } })] }),
    ],
    console: [
      consoleMessage({
        text: 'Failed to load resource',
        url: 'https://shop.test/api/pay',
        at: 10_030,
        line: 3,
      }),
    ],
  }),
);

describe('the report as text', () => {
  it('begins with how much failed and mattered, then the groups, the rest and what is not visible', () => {
    expect(renderTerminal(REPORT)).toMatchInlineSnapshot(`
      "1 of 3 requests failed and mattered; 1 failed without harm.

      1. POST shop.test/api/pay → 500
         what the action sent was not accepted; the server failed
         09:00:10.000 (entry 1)
         step 1, click 'Pay \`now\` [31m'
         console line 3: Failed to load resource

      Failed without harm
        1 × favicons, manifests and other files browsers ask for by themselves

      Not visible here
        Response bodies were not recorded: errors inside answers with status 200 (GraphQL, JSON) are not observable.
      "
    `);
  });

  it('lists what was left out on demand', () => {
    expect(renderTerminal(REPORT, { isAll: true })).toContain(
      'entry 2: GET shop.test/favicon.ico → 404 [step 1]: well-known',
    );
  });

  it('passes on no control characters of a page', () => {
    const texts = [renderTerminal(REPORT), renderMarkdown(REPORT)];
    expect(texts.some((text) => text.includes('\u001b'))).toBe(false);
  });

  it('fences the words of a page in Markdown', () => {
    expect(renderMarkdown(REPORT)).toContain("``step 1, click 'Pay `now` [31m'``");
  });

  it('says so when nothing failed', () => {
    expect(
      renderTerminal(findFailedRequests(requestRun({ exchanges: [documentExchange()] }))),
    ).toMatch(/^None of 1 request failed\./);
  });
});

describe('the report as JSON', () => {
  it('holds every failed request with its verdict and its place in the HAR', () => {
    const value: { failed: unknown } = JSON.parse(renderJson(REPORT));
    expect(value.failed).toMatchObject([
      { entry: 2, verdict: { level: 'excluded', noise: 'well-known' } },
      {
        entry: 1,
        link: 'action',
        step: { order: 1 },
        verdict: { level: 'mattered' },
        console_lines: [3],
      },
    ]);
  });
});
