/** HARs for tests: what a test does not name is a page that came without trouble. */
import type { Exchange, Network } from '../../src/run/run.ts';
import { artifactSource, RUN_START_MS } from './run-builder.ts';

export function exchangeWith(parts: Partial<Exchange> = {}): Exchange {
  const index = parts.index ?? 0;
  return {
    source: artifactSource('har'),
    index,
    startedAtMs: RUN_START_MS + index * 1_000,
    durationMs: 20,
    method: 'GET',
    url: 'https://shop.test/',
    status: 200,
    statusText: '',
    failureText: undefined,
    wasAborted: false,
    wasFulfilled: false,
    isApiRequest: false,
    requestHeaders: [],
    responseHeaders: [],
    mimeType: 'text/html',
    contentSizeBytes: 100,
    redirectUrl: undefined,
    resourceType: undefined,
    pageRef: 'page@1',
    frameRef: undefined,
    postText: undefined,
    postMimeType: undefined,
    postParams: [],
    responseText: undefined,
    isBodyTruncated: false,
    ...parts,
  };
}

/** Exchanges get their index from their place. */
export function networkWith(
  exchanges: readonly Partial<Exchange>[],
  parts: Partial<Network> = {},
): Network {
  return {
    source: artifactSource('har'),
    exchanges: exchanges.map((exchange, index) => exchangeWith({ index, ...exchange })),
    pages: [],
    creator: 'Playwright 1.58.2',
    bodies: 'omitted',
    ...parts,
  };
}
