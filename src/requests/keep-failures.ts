import type { ExchangeHead } from '../artifacts/har-entry.ts';
import type { KeepRule } from '../artifacts/har-network.ts';
import type { Exchange } from '../run/run.ts';
import { findAppError } from './app-error.ts';
import { exchangeFate } from './failure.ts';
import { endpointKey } from './endpoint-history.ts';
import type { ExchangeIdentity } from './endpoint-history.ts';
import { resourceKind } from './resource-kind.ts';
import { isSignIn } from './sign-in.ts';

export interface FailureKeeper {
  /** Rule for `readHar` and `readHarStream`. */
  readonly rule: KeepRule;
  /** All exchanges that went by, kept or not. */
  readonly seenCount: () => number;
}

/**
 * A rule for reading huge HARs: keeps what `findFailedRequests` needs and forgets the rest, so that
 * memory grows with the failures and pages, not with the traffic. Stateful: one per reading.
 */
export function createFailureKeeper(): FailureKeeper {
  const failedEndpoints = new Set<string>();
  let seenCount = 0;
  let talkCount = 0;
  /** Reads by their URL alone: asked of every entry, this must not build keys. */
  const failedReads = new Set<string>();
  const isRecovery = (exchange: ExchangeIdentity): boolean =>
    exchange.method === 'GET'
      ? failedReads.has(exchange.url)
      : failedEndpoints.has(endpointKey(exchange) ?? '');
  const keep = (exchange: Exchange): Exchange | undefined => {
    if (exchangeFate(exchange).kind !== 'answered') {
      const key = endpointKey(exchange);
      if (key !== undefined) failedEndpoints.add(key);
      if (exchange.method === 'GET') failedReads.add(exchange.url);
      return slim(exchange);
    }
    if (findAppError(exchange) !== undefined) return exchange;
    if (isSignIn(exchange) || isRecovery(exchange)) return slim(exchange);
    return keepForPages(exchange) ? slim(exchange) : undefined;
  };
  /** Pages, and a few of the requests by which their code shows that it runs. */
  const keepForPages = (exchange: Exchange): boolean => {
    const kind = resourceKind(exchange);
    if (kind === 'document') talkCount = 0;
    else if (kind === 'xhr') talkCount += 1;
    return kind === 'document' || (kind === 'xhr' && talkCount <= TALKS_PER_PAGE);
  };
  const wants = (head: ExchangeHead): boolean => {
    seenCount += 1;
    const mayTalk = talkCount < TALKS_PER_PAGE && head.mimeType?.includes('json') === true;
    return mayTalk || isNotable(head) || isRecovery({ ...head, postText: undefined });
  };
  return { rule: { wants, keep }, seenCount: () => seenCount };
}

/** Enough to hold one of the site's own among those of others. */
const TALKS_PER_PAGE = 5;

/** Anything but a plain answer to a plain read: failures, writes, redirects, pages, bodies that speak of errors. */
function isNotable({ status, failureText, method, mimeType, bodyText }: ExchangeHead): boolean {
  if (status < 200 || status >= 300 || failureText !== undefined || method !== 'GET') return true;
  if (mimeType === undefined || mimeType.includes('html')) return true;
  return bodyText !== undefined && mimeType.includes('json') && mayHoldError(bodyText);
}

/** Most bodies are data; only one with such a word is worth parsing. */
function mayHoldError(bodyText: string): boolean {
  return /error|fail|succe|"(ok|code|statusCode)"/i.test(bodyText);
}

const KEPT_HEADERS: ReadonlySet<string> = new Set([
  'accept',
  'content-disposition',
  'location',
  'origin',
  'purpose',
  'referer',
  'retry-after',
  'sec-fetch-dest',
  'sec-fetch-mode',
  'sec-purpose',
  'server',
  'upgrade-insecure-requests',
  'www-authenticate',
  'x-moz',
  'cf-mitigated',
  'cf-ray',
  'x-vercel-mitigated',
  'x-amzn-waf-action',
  'x-dd-b',
  'x-datadome',
  'akamai-cache-status',
  'akamai-grn',
  'x-kpsdk-ct',
  'x-kpsdk-im',
  'x-iinfo',
  'x-cdn',
]);

function slim(exchange: Exchange): Exchange {
  const keepHeader = ({ name }: { readonly name: string }): boolean =>
    KEPT_HEADERS.has(name.toLowerCase());
  return {
    ...exchange,
    requestHeaders: exchange.requestHeaders.filter(keepHeader),
    responseHeaders: exchange.responseHeaders.filter(keepHeader),
    responseText: undefined,
  };
}
