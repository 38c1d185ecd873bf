import type { Exchange } from '../run/run.ts';
import { findAppError } from './app-error.ts';
import { exchangeFate } from './failure.ts';
import { endpointKey } from './endpoint-history.ts';
import { resourceKind } from './resource-kind.ts';
import { isSignIn } from './sign-in.ts';

export interface FailureKeeper {
  /** Rule for `readHarStream`. */
  readonly keep: (exchange: Exchange) => Exchange | undefined;
  /** All exchanges that went by, kept or not. */
  readonly seenCount: () => number;
}

/**
 * A keep rule for reading huge HARs: keeps what `findFailedRequests` needs and forgets the rest, so
 * that memory grows with the failures and pages, not with the traffic. Stateful: one per reading.
 */
export function createFailureKeeper(): FailureKeeper {
  const failedEndpoints = new Set<string>();
  let seenCount = 0;
  const keep = (exchange: Exchange): Exchange | undefined => {
    seenCount += 1;
    if (exchangeFate(exchange).kind !== 'answered') {
      const key = endpointKey(exchange);
      if (key !== undefined) failedEndpoints.add(key);
      return slim(exchange);
    }
    if (mayHoldError(exchange) && findAppError(exchange) !== undefined) return exchange;
    if (isSignIn(exchange) || resourceKind(exchange) === 'document') return slim(exchange);
    // A later success of a failed endpoint is what makes good a failure.
    return failedEndpoints.has(endpointKey(exchange) ?? '') ? slim(exchange) : undefined;
  };
  return { keep, seenCount: () => seenCount };
}

/** Most bodies are data; only one with such a word is worth parsing. */
function mayHoldError({ responseText }: Exchange): boolean {
  return responseText !== undefined && /error|fail|"(success|ok)"/i.test(responseText);
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
