import { describe, expect, test } from 'vitest';
import { resolvePlaceholders } from '../../src/links/index.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';
import type { ElementTree } from '../../src/run/run.ts';
import { networkWith } from '../support/network-builder.ts';
import {
  artifactSource,
  hrefMapWith,
  jsonDocument,
  llmCallWith,
  runWith,
  scrapeWith,
  stepWith,
  textDocument,
} from '../support/run-builder.ts';
import {
  BILL,
  BILL_KEY,
  KNOWN_GOTO,
  mapOf,
  onlyUse,
  plan,
  runOfOneCall,
  token,
} from './link-run.ts';

describe('several maps', () => {
  test('are one: a call without map uses the keys of the others, and each map tells what it added', () => {
    const other = `https://bills.test/open?doc=2&signature=${'t'.repeat(150)}`;
    const report = resolvePlaceholders(
      runOfOneCall({
        ...KNOWN_GOTO,
        run: { hrefMaps: [mapOf(other), mapOf(other, BILL)] },
      }),
    );
    expect(onlyUse(report).link.kind).toBe('known');
    expect(report.maps.map(({ entryCount, newKeyCount }) => [entryCount, newKeyCount])).toEqual([
      [1, 1],
      [2, 1],
    ]);
    expect(report.knownKeyCount).toBe(2);
  });

  test('a key of an earlier page still resolves and is told as stale', () => {
    const first = llmCallWith({
      index: 0,
      stepId: 'stp_0',
      prompt: textDocument('llm_prompt', token(BILL_KEY)),
    });
    const second = llmCallWith({
      index: 1,
      stepId: 'stp_1',
      prompt: textDocument('llm_prompt', 'another page'),
      parsed: jsonDocument('llm_response_parsed', plan('url', token(BILL_KEY))),
    });
    const run = runWith({
      llmCalls: [first, second],
      steps: [stepWith({ order: 0 }), stepWith({ order: 1 })],
      hrefMaps: [mapOf(BILL)],
    });
    expect(onlyUse(resolvePlaceholders(run)).link).toMatchObject({ kind: 'stale', url: BILL });
  });

  test('a verified address wins over a damaged one', () => {
    const damaged = hrefMapWith([[BILL_KEY, 'https://bills.test/open?doc=1']]);
    const report = resolvePlaceholders(
      runOfOneCall({ ...KNOWN_GOTO, run: { hrefMaps: [damaged, mapOf(BILL)] } }),
    );
    expect(onlyUse(report).link).toMatchObject({ url: BILL, integrity: 'verified' });
    expect(report.damaged).toMatchObject([{ key: BILL_KEY, integrity: 'corrupted' }]);
  });
});

describe('an address in a map', () => {
  test.each([
    ['redacted', 'https://bills.test/open?doc=1&signature=[REDACTED_SECRET]'],
    ['redacted', 'https://bills.test/open?doc=1&signature=[redacted signature 9f3a1c2b7d04]'],
    ['redacted', 'https://bills.test/open?doc=1&signature=%5BREDACTED_SECRET%5D'],
    ['corrupted', BILL.slice(0, -1)],
  ])('is told as %s when it does not hash to its key: %s', (integrity, url) => {
    const report = resolvePlaceholders(
      runOfOneCall({
        parsed: plan('url', token(BILL_KEY)),
        run: { hrefMaps: [hrefMapWith([[BILL_KEY, url]])] },
      }),
    );
    expect(onlyUse(report).link).toMatchObject({ kind: 'known', url, integrity });
  });

  test('that was damaged is healed from the page', () => {
    const html = textDocument('html_scrape', `<a href="${BILL.replaceAll('&', '&amp;')}">bill</a>`);
    const report = resolvePlaceholders(
      runOfOneCall({
        parsed: plan('url', token(BILL_KEY)),
        step: { scrape: scrapeWith({ html }) },
        run: { hrefMaps: [hrefMapWith([[BILL_KEY, BILL.slice(0, -1)]])] },
      }),
    );
    expect(onlyUse(report).link).toMatchObject({ kind: 'recovered', url: BILL });
    expect(report.damaged).toMatchObject([{ integrity: 'corrupted', recoveredUrl: BILL }]);
  });
});

function treeWithBill(type: string): ElementTree {
  return {
    source: artifactSource(type),
    roots: [{ tagName: 'div', children: [{ tagName: 'a', attributes: { href: BILL } }] }],
  };
}

describe('without any map a link is recovered by its hash', () => {
  const relative = `/open?doc=1&signature=${'s'.repeat(150)}`;

  test.each([
    [
      'html_scrape',
      { html: textDocument('html_scrape', `<a href="${BILL.replaceAll('&', '&amp;')}">`) },
    ],
    ['visible_elements_tree', { tree: treeWithBill('visible_elements_tree') }],
    [
      'visible_elements_tree_trimmed',
      { trimmedTree: treeWithBill('visible_elements_tree_trimmed') },
    ],
  ])('from %s', (from, scrape) => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(BILL_KEY)),
          step: { scrape: scrapeWith(scrape) },
          run: { hrefMaps: [] },
        }),
      ),
    );
    expect(use.link).toMatchObject({
      kind: 'recovered',
      url: BILL,
      integrity: 'verified',
      origin: { kind: 'recovered', from, stepId: 'stp_0' },
    });
  });

  test.each([
    ['as requested', BILL, BILL],
    ['as a path from the root', relative, `https://bills.test${relative}`],
    ['as a name in its folder', relative.slice(1), `https://bills.test/a/${relative.slice(1)}`],
    ['as a query', relative.slice(5), `https://bills.test/a/b${relative.slice(5)}`],
  ])('from the HAR, written %s', (_, href, requested) => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(keyOfHref(href))),
          run: { hrefMaps: [], network: networkWith([{ url: requested }]) },
        }),
      ),
    );
    expect(use.link).toMatchObject({ kind: 'recovered', url: href, origin: { from: 'har' } });
  });

  test('from what Skyvern rendered', () => {
    const use = onlyUse(
      resolvePlaceholders(runOfOneCall({ ...KNOWN_GOTO, run: { hrefMaps: [] } })),
    );
    expect(use).toMatchObject({
      link: { kind: 'recovered', origin: { from: 'llm_response_rendered' } },
      rendering: { kind: 'replaced' },
    });
  });
});
