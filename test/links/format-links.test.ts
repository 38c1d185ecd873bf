import { describe, expect, test } from 'vitest';
import { formatLinks, resolvePlaceholders } from '../../src/links/index.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';
import { networkWith } from '../support/network-builder.ts';
import {
  actionWith,
  jsonDocument,
  llmCallWith,
  runWith,
  stepWith,
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

const INVENTED = runOfOneCall({
  parsed: plan('url', token(INVENTED_KEY)),
  rendered: plan('url', ''),
  actions: [gotoAction({ type: 'null_action' })],
});

const KNOWN = runOfOneCall({
  parsed: plan('url', token(BILL_KEY)),
  rendered: plan('url', BILL),
  actions: [gotoAction()],
  run: { network: networkWith([{ url: BILL }]) },
});

function headline(run: Parameters<typeof resolvePlaceholders>[0]): string | undefined {
  return formatLinks(resolvePlaceholders(run), { format: 'terminal' }).split('\n')[0];
}

/** The same loss in every step. */
function runOfLosses(stepCount: number): Parameters<typeof resolvePlaceholders>[0] {
  const orders = Array.from({ length: stepCount }, (_, order) => order);
  return runWith({
    steps: orders.map((order) =>
      stepWith({ order, actions: [actionWith({ type: 'null_action' })] }),
    ),
    llmCalls: orders.map((order) =>
      llmCallWith({
        index: order,
        stepId: `stp_${order}`,
        parsed: jsonDocument('llm_response_parsed', plan('url', token(INVENTED_KEY))),
        rendered: jsonDocument('llm_response_rendered', plan('url', '')),
      }),
    ),
  });
}

describe('the first line', () => {
  test('names the loss, its place and its effect', () => {
    expect(headline(INVENTED)).toBe(
      '1 link used, 1 could not be resolved: GOTO_URL in step 0 used an invented key, so nothing was opened',
    );
  });

  test('tells the same loss in several steps once', () => {
    expect(headline(runOfLosses(3))).toBe(
      '3 links used, 3 could not be resolved: GOTO_URL in step 0 (and 2 more steps) used an invented key, so nothing was opened',
    );
  });

  test('says that all is well when it is', () => {
    expect(headline(KNOWN)).toBe('1 link used, all resolved');
  });

  test('names a resolved link that led to an error', () => {
    const network = networkWith([{ url: BILL, status: 410 }]);
    expect(headline({ ...KNOWN, network })).toBe(
      '1 link used, all resolved, but GOTO_URL in step 0: opened, the site answered 410',
    );
  });

  test('calls a relative link by its name', () => {
    const href = `/open?signature=${'s'.repeat(150)}`;
    const run = runOfOneCall({
      parsed: plan('url', token(keyOfHref(href))),
      rendered: plan('url', href),
      actions: [gotoAction({ type: 'null_action' })],
      run: { hrefMaps: [mapOf(href)] },
    });
    expect(headline(run)).toContain('used a relative link, so nothing was opened');
  });

  test('says that no links were used', () => {
    expect(headline(runWith())).toBe('No hidden links were used');
  });
});

describe('formats', () => {
  test.each(['terminal', 'markdown', 'json'] as const)(
    '%s hides the query of an address',
    (format) => {
      const text = formatLinks(resolvePlaceholders(KNOWN), { format });
      expect(text).toContain('//bills.test/open?…');
      expect(text).not.toContain('ssssss');
    },
  );

  test('a given redaction replaces the one of queries', () => {
    const text = formatLinks(resolvePlaceholders(KNOWN), {
      format: 'json',
      redact: (value) => value.replaceAll(/s{20,}/g, '‹signature›'),
    });
    expect(text).toContain('https://bills.test/open?doc=1&signature=‹signature›');
  });

  test('the JSON names what happened for programs', () => {
    const json: unknown = JSON.parse(formatLinks(resolvePlaceholders(KNOWN), { format: 'json' }));
    expect(json).toMatchObject({
      schema: 'skyvern-debrief/links@1',
      uses: [
        {
          key: BILL_KEY,
          verdict: 'fine',
          place: { pointer: '/actions/0/url' },
          step: { order: 0 },
          action: { index: 0, planned_type: 'goto_url', executed_type: 'goto_url' },
          link: { kind: 'known', integrity: 'verified', origin: { from: 'hashed_href_map' } },
          rendering: { kind: 'replaced' },
          fate: { kind: 'opened', status: 200, har_entry: 0 },
        },
      ],
      maps: [{ entries: 1, new_keys: 1 }],
      known_keys: 1,
    });
  });

  test('control characters of a page do not reach the terminal', () => {
    const run = runOfOneCall({ parsed: plan('text', '{{ \u001b[31m\u202e }}', 'INPUT_TEXT') });
    const text = formatLinks(resolvePlaceholders(run), { format: 'terminal' });
    expect(text).toContain(String.raw`\u{1b}[31m\u{202e}`);
    expect(text).not.toMatch(/[^\n\P{Cc}]|\p{Cf}/u);
  });

  test('Markdown of a page stays text', () => {
    const run = runOfOneCall({ parsed: plan('text', '{{ <b>|[x](y) }}', 'INPUT_TEXT') });
    const text = formatLinks(resolvePlaceholders(run), { format: 'markdown' });
    expect(text).toContain(String.raw`\<b\>\|\[x\](y)`);
  });

  test('a table is cut where nobody reads on, and says so', () => {
    const text = formatLinks(resolvePlaceholders(runOfLosses(201)), { format: 'terminal' });
    expect(text).toContain('1 more: see --format json');
  });
});
