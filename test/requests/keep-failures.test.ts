import { describe, expect, it } from 'vitest';
import { readHar } from '../../src/artifacts/har.ts';
import { runOfHar } from '../../src/requests/bare-har.ts';
import { findFailedRequests } from '../../src/requests/find-failed-requests.ts';
import { createFailureKeeper } from '../../src/requests/keep-failures.ts';
import type { RequestReport } from '../../src/requests/report.ts';
import { HAR_SOURCE, harEntry, harText } from '../support/har-builder.ts';

const html = {
  requestHeaders: { accept: 'text/html', 'upgrade-insecure-requests': '1' },
  mimeType: 'text/html',
};
const ENTRIES = [
  harEntry({ ...html }),
  harEntry({ url: 'https://shop.test/app.js', status: 404, at: 30 }),
  harEntry({ url: 'https://shop.test/logo.png', mimeType: 'image/png', at: 40 }),
  harEntry({ url: 'https://shop.test/api/menu', status: 500, at: 50 }),
  harEntry({ url: 'https://shop.test/api/menu', at: 900, mimeType: 'application/json' }),
  harEntry({ url: 'https://shop.test/api/pay', method: 'POST', status: 502, at: 9000 }),
  harEntry({
    url: 'https://shop.test/api/ok',
    body: '{"success":false}',
    mimeType: 'application/json',
    at: 9500,
  }),
  harEntry({ url: 'https://shop.test/wait', status: -1, at: 9900 }),
];

const essence = (report: RequestReport): unknown => ({
  count: report.requestCount,
  failed: report.failed.map(({ exchange, verdict }) => [exchange.index, verdict]),
  unfinished: report.unfinished.map(({ exchange }) => exchange.index),
  appErrors: report.appErrors.map(({ exchange }) => exchange.index),
});

describe('reading failures only', () => {
  it('comes to the same judgement as reading everything', () => {
    const text = harText(ENTRIES);
    const whole = readHar(text, HAR_SOURCE).value;
    const keeper = createFailureKeeper();
    const kept = readHar(text, HAR_SOURCE, { keep: keeper.rule }).value;
    if (whole === undefined || kept === undefined) throw new Error('not read');
    const facts = { seenCount: keeper.seenCount() };
    expect(essence(findFailedRequests(runOfHar(kept), facts))).toEqual(
      essence(findFailedRequests(runOfHar(whole))),
    );
    expect(kept.exchanges.length).toBeLessThan(whole.exchanges.length);
  });
});
