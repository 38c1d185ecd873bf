import { describe, expect, test } from 'vitest';
import type { Finding } from '../../../src/analysers/finding.ts';
import { navigationFailed } from '../../../src/analysers/network/navigation-failed.ts';
import { startUrl } from '../../../src/analysers/task/start-url.ts';
import type { Exchange } from '../../../src/run/run.ts';
import { endedRun, isQuoted, type Answered, type EndedRun } from '../../support/answers-builder.ts';
import { exchangeWith, networkWith } from '../../support/network-builder.ts';
import { actionResultWith, actionWith, stepWith } from '../../support/run-builder.ts';

const PAGE = 'https://bank.test/login';

function refused(error: string, url = PAGE, ended: EndedRun = {}): Answered {
  return endedRun({
    reason: `Failed to navigate to URL. URL:${url}, Error:Page.goto: ${error} at ${url}\nCall log:\nnavigating to "${url}", waiting until "load"`,
    ...ended,
    parts: { steps: [stepWith({ status: 'failed' })], ...ended.parts },
  });
}

function codesOf({ run }: Answered): readonly string[] {
  return [navigationFailed, startUrl].flatMap((analyser) => {
    const result = analyser.run(run);
    return 'cannotTell' in result ? [] : result.map(({ code }) => code);
  });
}

function first({ run }: Answered): Finding | undefined {
  const result = navigationFailed.run(run);
  return 'cannotTell' in result ? undefined : result[0];
}

describe('a page that could not be opened', () => {
  test.each([
    ['net::ERR_NAME_NOT_RESOLVED', 'network.dns'],
    ['net::ERR_CERT_DATE_INVALID', 'network.tls'],
    ['net::ERR_SSL_PROTOCOL_ERROR', 'network.tls'],
    ['net::ERR_CONNECTION_REFUSED', 'network.connection'],
    ['net::ERR_EMPTY_RESPONSE', 'network.connection'],
    ['net::ERR_HTTP2_PROTOCOL_ERROR', 'network.connection'],
    ['net::ERR_TIMED_OUT', 'network.timeout'],
    ['Timeout 30000ms exceeded.', 'network.timeout'],
    ['net::ERR_TOO_MANY_REDIRECTS', 'network.redirect_loop'],
    ['net::ERR_INTERNET_DISCONNECTED', 'network.offline'],
    ['net::ERR_UNSAFE_PORT', 'task.start_url_invalid'],
    ['net::ERR_UNKNOWN_URL_SCHEME', 'task.start_url_invalid'],
  ])('with %s is %s', (error, code) => {
    expect(codesOf(refused(error))).toEqual([code]);
  });

  test.each(['net::ERR_ABORTED', 'Download is starting'])('with %s is no failure', (error) => {
    expect(codesOf(refused(error))).toEqual([]);
  });

  test('is proven by the reason of the run and the request that met the error', () => {
    const attempt = exchangeWith({
      index: 3,
      url: PAGE,
      status: -1,
      failureText: 'net::ERR_CERT_DATE_INVALID',
    });
    const answered = refused('net::ERR_CERT_DATE_INVALID', PAGE, {
      parts: { steps: [stepWith({ status: 'failed' })], network: networkWith([attempt]) },
    });
    const finding = first(answered);
    expect(finding?.step?.order).toBe(0);
    expect(finding?.evidence[0] !== undefined && isQuoted(answered, finding.evidence[0])).toBe(
      true,
    );
    expect(finding?.evidence.at(-1)?.locator).toEqual({ kind: 'har-entry', index: 3 });
  });

  test('has no step when its step had not begun', () => {
    const answered = refused('net::ERR_NAME_NOT_RESOLVED', PAGE, {
      parts: { steps: [stepWith({ status: 'created' })] },
    });
    expect(first(answered)?.step).toBeUndefined();
  });

  test('because its host is a left-over scheme has an invalid address', () => {
    expect(codesOf(refused('net::ERR_NAME_NOT_RESOLVED', 'https://https//bank.test'))).toEqual([
      'task.start_url_invalid',
    ]);
  });

  test('in mid-run was overcome when a later step stands on the same site', () => {
    const failure = actionWith({
      type: 'goto_url',
      results: [
        actionResultWith({
          isSuccess: false,
          exceptionType: 'FailedToNavigateToUrl',
          exceptionMessage: `Page.goto: net::ERR_CONNECTION_RESET at ${PAGE}`,
        }),
      ],
    });
    const steps = [stepWith({ actions: [failure] }), stepWith({ order: 1, pageUrl: PAGE })];
    expect(first(endedRun({ parts: { steps } }))?.bearing.persistence).toBe('recovered');
  });
});

test('the hops of a redirect loop are cited once each', () => {
  const hop = (index: number, url: string): Exchange => exchangeWith({ index, url, status: 302 });
  const exchanges = [
    ...Array.from({ length: 6 }, (_, index) =>
      hop(index, index % 2 === 0 ? `${PAGE}/a` : `${PAGE}/b`),
    ),
    exchangeWith({
      index: 6,
      url: `${PAGE}/b`,
      status: -1,
      failureText: 'net::ERR_TOO_MANY_REDIRECTS',
    }),
  ];
  const answered = refused('net::ERR_TOO_MANY_REDIRECTS', `${PAGE}/a`, {
    parts: { steps: [stepWith({ status: 'failed' })], network: networkWith(exchanges) },
  });
  const entries = first(answered)?.evidence.flatMap(({ locator }) =>
    locator.kind === 'har-entry' ? locator.index : [],
  );
  expect(entries).toEqual([6, 4, 5]);
});
