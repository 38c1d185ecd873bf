import { describe, expect, test } from 'vitest';
import { type LinkReport, type LinkUse, resolvePlaceholders } from '../../src/links/index.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';
import {
  actionWith,
  artifactSource,
  blockWith,
  hrefMapWith,
  jsonDocument,
  llmCallWith,
  networkWith,
  outcomeWith,
  runWith,
  scrapeWith,
  stepWith,
  textDocument,
} from '../support/run-builder.ts';
import {
  BILL,
  BILL_KEY,
  gotoAction,
  INVENTED_KEY,
  mapOf,
  plan,
  runOfOneCall,
  token,
} from './link-run.ts';

function onlyUse(report: LinkReport): LinkUse {
  expect(report.uses).toHaveLength(1);
  const [use] = report.uses;
  if (use === undefined) throw new Error('no use');
  return use;
}

const KNOWN_GOTO = {
  parsed: plan('url', token(BILL_KEY)),
  rendered: plan('url', BILL),
  actions: [gotoAction()],
};

describe('a link that the model knew', () => {
  test('is told with its place, its verified address and the action that used it', () => {
    const use = onlyUse(resolvePlaceholders(runOfOneCall(KNOWN_GOTO)));
    expect(use).toMatchObject({
      key: BILL_KEY,
      form: 'placeholder',
      role: 'navigate',
      place: { document: 'llm_response_parsed', pointer: '/actions/0/url', start: 0, end: 69 },
      link: { kind: 'known', url: BILL, integrity: 'verified', isRelative: false },
      rendering: { kind: 'replaced', value: BILL },
      action: { type: 'goto_url' },
    });
  });

  test('was opened when the HAR holds the request', () => {
    const network = networkWith([{ url: 'https://bills.test/' }, { url: BILL, status: 410 }]);
    const use = onlyUse(resolvePlaceholders(runOfOneCall({ ...KNOWN_GOTO, run: { network } })));
    expect(use.fate).toMatchObject({ kind: 'opened', status: 410, exchange: { index: 1 } });
  });

  test('was redirected when the request led elsewhere', () => {
    const network = networkWith([
      { url: BILL, status: 302, redirectUrl: '/signin?next=1' },
      { url: 'https://bills.test/signin?next=1' },
    ]);
    const use = onlyUse(resolvePlaceholders(runOfOneCall({ ...KNOWN_GOTO, run: { network } })));
    expect(use.fate).toMatchObject({
      kind: 'redirected',
      to: 'https://bills.test/signin?next=1',
      status: 200,
      hops: 1,
    });
  });

  test('has no answer when every request for it failed', () => {
    const network = networkWith([
      { url: BILL, status: -1, failureText: 'net::ERR_CONNECTION_REFUSED' },
    ]);
    const use = onlyUse(resolvePlaceholders(runOfOneCall({ ...KNOWN_GOTO, run: { network } })));
    expect(use.fate).toMatchObject({
      kind: 'no-answer',
      failureText: 'net::ERR_CONNECTION_REFUSED',
    });
  });

  test('does not take credit for a request made long before the action', () => {
    const network = networkWith([{ url: BILL, startedAtMs: 1_000 }]);
    const actions = [gotoAction({ startedAtMs: 60_000 })];
    const use = onlyUse(
      resolvePlaceholders(runOfOneCall({ ...KNOWN_GOTO, actions, run: { network } })),
    );
    expect(use.fate).toEqual({ kind: 'not-requested' });
  });

  test('is found in a HAR whose secrets were cut out', () => {
    const network = networkWith([
      { url: 'https://bills.test/open?doc=1&signature=[REDACTED_SECRET]' },
    ]);
    const use = onlyUse(resolvePlaceholders(runOfOneCall({ ...KNOWN_GOTO, run: { network } })));
    expect(use.fate).toMatchObject({ kind: 'opened', status: 200 });
  });

  test('is not observable without a HAR, and the report says so', () => {
    const report = resolvePlaceholders(runOfOneCall(KNOWN_GOTO));
    expect(onlyUse(report).fate).toEqual({ kind: 'not-observable' });
    expect(report.limits).toContainEqual(expect.stringContaining('No HAR'));
  });

  test('is typed as its address', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('text', token(BILL_KEY), 'INPUT_TEXT'),
          rendered: plan('text', BILL, 'INPUT_TEXT'),
          actions: [actionWith({ type: 'input_text', text: BILL })],
        }),
      ),
    );
    expect(use).toMatchObject({ role: 'type', fate: { kind: 'typed', isAsMapped: true } });
  });

  test('is extracted, lands in the output and is followed to the block that went on with it', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: { bills: [{ link: token(BILL_KEY) }] },
          rendered: { bills: [{ link: BILL }] },
          call: { kind: 'extract-information' },
          run: {
            outcome: outcomeWith({ output: { list: { bills: [{ link: BILL }] } } }),
            blocks: [
              blockWith({
                blockId: 'loop',
                children: [blockWith({ blockId: 'b', label: 'open_bill', url: BILL })],
              }),
            ],
            network: networkWith([{ url: BILL }]),
          },
        }),
      ),
    );
    expect(use).toMatchObject({
      role: 'extract',
      place: { pointer: '/bills/0/link' },
      fate: {
        kind: 'extracted',
        isInOutput: true,
        usedByBlocks: ['open_bill'],
        request: { kind: 'requested' },
      },
    });
  });

  test('keeps its address next to another key in one text', () => {
    const text = `${token(BILL_KEY)} and ${token(INVENTED_KEY)}`;
    const report = resolvePlaceholders(
      runOfOneCall({
        parsed: plan('text', text, 'INPUT_TEXT'),
        rendered: plan('text', `${BILL} and `, 'INPUT_TEXT'),
        actions: [actionWith({ type: 'input_text', text: `${BILL} and ` })],
      }),
    );
    expect(report.uses.map(({ fate }) => fate.kind)).toEqual(['typed', 'rendered-empty']);
  });
});

describe('a key that nobody knows', () => {
  test('in GOTO_URL is invented, rendered to nothing, and opens nothing', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(INVENTED_KEY)),
          rendered: plan('url', ''),
          actions: [gotoAction({ type: 'null_action' })],
        }),
      ),
    );
    expect(use).toMatchObject({
      link: { kind: 'invented' },
      rendering: { kind: 'emptied' },
      fate: { kind: 'dropped-null-action', reason: 'empty-url' },
    });
  });

  test('in typed text leaves the field empty', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('text', token(INVENTED_KEY), 'INPUT_TEXT'),
          rendered: plan('text', '', 'INPUT_TEXT'),
          actions: [actionWith({ type: 'input_text', text: '' })],
        }),
      ),
    );
    expect(use.fate).toEqual({ kind: 'rendered-empty' });
  });

  test('in extracted output leaves it empty', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: { link: token(INVENTED_KEY) },
          rendered: { link: '' },
          call: { kind: 'extract-information' },
        }),
      ),
    );
    expect(use).toMatchObject({ role: 'extract', fate: { kind: 'rendered-empty' } });
  });

  test('without any rendering is taken as it stands', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('text', token(INVENTED_KEY), 'INPUT_TEXT'),
          actions: [actionWith({ type: 'input_text', text: token(INVENTED_KEY) })],
        }),
      ),
    );
    expect(use.fate).toEqual({ kind: 'left-literal' });
  });

  test('one digit off a known key is mistyped, and the address that was meant is told', () => {
    const wrong = `${BILL_KEY.slice(0, -1)}${BILL_KEY.endsWith('0') ? '1' : '0'}`;
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({ parsed: plan('url', token(wrong)), rendered: plan('url', '') }),
      ),
    );
    expect(use.link).toEqual({
      kind: 'mistyped',
      nearestKey: BILL_KEY,
      distance: 1,
      equalPrefixLength: 64,
      meantUrl: BILL,
    });
  });

  test('with a digit too many stays in the text, since Skyvern does not take it for a key', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(`${BILL_KEY}0`)),
          rendered: plan('url', token(`${BILL_KEY}0`)),
          actions: [gotoAction({ type: 'null_action' })],
        }),
      ),
    );
    expect(use).toMatchObject({
      form: 'malformed-key',
      link: { kind: 'mistyped', distance: 1 },
      fate: { kind: 'dropped-null-action', reason: 'not-a-url' },
    });
  });

  test('that a prompt offered, but no map explains, is not the fault of the model', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(INVENTED_KEY)),
          prompt: `<a href="${token(INVENTED_KEY)}">`,
        }),
      ),
    );
    expect(use.link).toEqual({ kind: 'unmapped', offeredInCall: 0 });
  });
});

describe('a relative link', () => {
  const href = `/open?doc=1&signature=${'s'.repeat(150)}`;
  const run = runOfOneCall({
    parsed: plan('url', token(keyOfHref(href))),
    rendered: plan('url', href),
    actions: [gotoAction({ type: 'null_action' })],
    run: { hrefMaps: [mapOf(href)] },
  });

  test('becomes a null action because it is relative', () => {
    expect(onlyUse(resolvePlaceholders(run))).toMatchObject({
      link: { kind: 'known', isRelative: true },
      fate: { kind: 'dropped-null-action', reason: 'relative-url' },
    });
  });

  test('that a version opens all the same is found in the HAR by its absolute form', () => {
    const opened = runOfOneCall({
      parsed: plan('url', token(keyOfHref(href))),
      rendered: plan('url', href),
      actions: [gotoAction({ pageUrl: 'https://bills.test/list' })],
      run: {
        hrefMaps: [mapOf(href)],
        network: networkWith([{ url: `https://bills.test${href}` }]),
      },
    });
    expect(onlyUse(resolvePlaceholders(opened)).fate).toMatchObject({ kind: 'opened' });
  });
});

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
    ['redacted', 'https://bills.test/open?doc=1&signature=‹secret·9f3a1c2b7d04›'],
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

describe('without any map a link is recovered by its hash', () => {
  const relative = `/open?doc=1&signature=${'s'.repeat(150)}`;
  const tree = (type: string) => ({
    source: artifactSource(type),
    roots: [{ tagName: 'div', children: [{ tagName: 'a', attributes: { href: BILL } }] }],
  });

  test.each([
    [
      'html_scrape',
      { html: textDocument('html_scrape', `<a href="${BILL.replaceAll('&', '&amp;')}">`) },
    ],
    ['visible_elements_tree', { tree: tree('visible_elements_tree') }],
    ['visible_elements_tree_trimmed', { trimmedTree: tree('visible_elements_tree_trimmed') }],
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

describe('an answer', () => {
  test('that could not be parsed is read from the raw response, and nothing came of it', () => {
    const content = JSON.stringify(plan('url', token(BILL_KEY)));
    const document = textDocument(
      'llm_response',
      JSON.stringify({ choices: [{ message: { content } }] }),
    );
    const response = {
      document,
      content: `\`\`\`json\n${content}`,
      contentPointer: '/choices/0/message/content',
      finishReason: 'length',
      finishReasonPointer: undefined,
      refusal: undefined,
      model: undefined,
      outputTokens: undefined,
    };
    const use = onlyUse(
      resolvePlaceholders(runOfOneCall({ parsed: null, call: { parsed: undefined, response } })),
    );
    expect(use).toMatchObject({
      role: 'navigate',
      place: {
        document: 'llm_response',
        pointer: '/choices/0/message/content',
        innerPointer: '/actions/0/url',
      },
      fate: { kind: 'not-executed', reason: 'answer-not-parsed' },
    });
  });

  test('that a later one of the same step replaced did nothing', () => {
    const run = runOfOneCall(KNOWN_GOTO);
    const later = llmCallWith({
      index: 1,
      parsed: jsonDocument('llm_response_parsed', { actions: [] }),
    });
    const use = onlyUse(resolvePlaceholders({ ...run, llmCalls: [...run.llmCalls, later] }));
    expect(use.fate).toEqual({ kind: 'not-executed', reason: 'superseded-answer' });
  });

  test('of a step that was planned ahead and dropped did nothing', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({ ...KNOWN_GOTO, actions: [], step: { isDiscarded: true } }),
      ),
    );
    expect(use.fate).toEqual({ kind: 'not-executed', reason: 'discarded-step' });
  });

  test('may mention a key in its reasons without any loss', () => {
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('reasoning', `the link ${token(INVENTED_KEY)} looks right`),
          rendered: plan('reasoning', 'the link  looks right'),
          actions: [gotoAction()],
        }),
      ),
    );
    expect(use.fate).toEqual({ kind: 'mentioned' });
  });

  test('with a dropped action is paired by the index in the list of the model', () => {
    const parsed = {
      actions: [
        { action_type: 'CLICK', id: 'AAAB' },
        { action_type: 'GOTO_URL', url: token(BILL_KEY) },
      ],
    };
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({ parsed, actions: [gotoAction({ order: 1, actionId: 'act_goto' })] }),
      ),
    );
    expect(use.action?.actionId).toBe('act_goto');
  });

  test('breaks when the address holds a quote, and the report knows why', () => {
    const quoted = `https://bills.test/?q="${'x'.repeat(150)}"`;
    const use = onlyUse(
      resolvePlaceholders(
        runOfOneCall({
          parsed: plan('url', token(keyOfHref(quoted))),
          rendered: plan('url', 'https://bills.test/?q='),
          actions: [gotoAction()],
          run: { hrefMaps: [mapOf(quoted)] },
        }),
      ),
    );
    expect(use.rendering).toMatchObject({ kind: 'different', hasQuoteInUrl: true });
  });

  test('leaves templates of others alone and lists them apart', () => {
    const report = resolvePlaceholders(
      runOfOneCall({ parsed: plan('text', '{{ policy_number }}', 'INPUT_TEXT') }),
    );
    expect(report.uses).toEqual([]);
    expect(report.templates).toMatchObject([
      { text: '{{ policy_number }}', place: { pointer: '/actions/0/text' } },
    ]);
  });

  test('nested 100 000 levels deep is read without overflow', () => {
    let parsed: unknown = token(BILL_KEY);
    for (let depth = 0; depth < 100_000; depth += 1) parsed = [parsed];
    const use = onlyUse(resolvePlaceholders(runOfOneCall({ parsed, call: { kind: 'other' } })));
    expect(use.role).toBe('extract');
  });
});
