import { describe, expect, test } from 'vitest';
import { resolvePlaceholders } from '../../src/links/index.ts';
import { keyOfHref } from '../../src/links/placeholder-key.ts';
import { networkWith } from '../support/network-builder.ts';
import { actionWith, blockWith, outcomeWith } from '../support/run-builder.ts';
import {
  BILL,
  BILL_KEY,
  gotoAction,
  INVENTED_KEY,
  KNOWN_GOTO,
  mapOf,
  onlyUse,
  plan,
  runOfOneCall,
  token,
} from './link-run.ts';

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
