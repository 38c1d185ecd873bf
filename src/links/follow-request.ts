import type { Exchange, Network } from '../run/run.ts';
import type { RequestTrace } from './link-report.ts';
import { hasRedactionMarker, isSameUpToRedaction } from './redaction-marker.ts';

const MOST_HOPS = 30;

/** Where in the run a link is followed from. */
export interface Departure {
  /** The page that a relative link hangs on. */
  readonly pageUrl: string | undefined;
  /** Earlier requests of the same URL are somebody else's. */
  readonly notBeforeMs: number | undefined;
}

/** Tells from the HAR what happened to an URL. */
export type FollowRequest = (href: string, departure: Departure) => RequestTrace;

/** Indexes the exchanges once, so that any number of links can be followed. */
export function openRequestIndex(network: Network | undefined): FollowRequest {
  if (network === undefined) return () => ({ kind: 'not-observable' });
  const byUrl = new Map<string, Exchange[]>();
  const redacted: Exchange[] = [];
  for (const exchange of network.exchanges) {
    const url = withoutFragment(exchange.url);
    const same = byUrl.get(url);
    if (same === undefined) byUrl.set(url, [exchange]);
    else same.push(exchange);
    if (hasRedactionMarker(url)) redacted.push(exchange);
  }
  return (href, departure) => {
    const url = resolveHref(href, departure.pageUrl);
    if (url === undefined) return { kind: 'not-requested' };
    const requests = byUrl.get(url) ?? findRedacted(url, redacted, network);
    const first = chooseRequest(requests, departure.notBeforeMs);
    return first === undefined ? { kind: 'not-requested' } : followRedirects(first, byUrl);
  };
}

/** Absolute, as a browser would write it, without fragment; undefined when it is no URL. */
export function resolveHref(href: string, pageUrl: string | undefined): string | undefined {
  try {
    return withoutFragment(new URL(href, pageUrl).href);
  } catch {
    return undefined;
  }
}

function withoutFragment(url: string): string {
  const hash = url.indexOf('#');
  return hash === -1 ? url : url.slice(0, hash);
}

function findRedacted(
  url: string,
  redacted: readonly Exchange[],
  network: Network,
): readonly Exchange[] {
  const candidates = hasRedactionMarker(url) ? network.exchanges : redacted;
  return candidates.filter((exchange) => isSameUpToRedaction(withoutFragment(exchange.url), url));
}

/** The first answered one: a browser tries again after a failed connection. */
function chooseRequest(
  requests: readonly Exchange[],
  notBeforeMs: number | undefined,
): Exchange | undefined {
  const inTime = requests.filter(
    ({ startedAtMs }) =>
      notBeforeMs === undefined || startedAtMs === undefined || startedAtMs >= notBeforeMs,
  );
  return inTime.find((exchange) => exchange.status > 0) ?? inTime.at(-1);
}

function followRedirects(
  first: Exchange,
  byUrl: ReadonlyMap<string, readonly Exchange[]>,
): RequestTrace {
  let last = first;
  let hops = 0;
  for (let next = nextHop(last, byUrl); next !== undefined && hops < MOST_HOPS;) {
    last = next;
    hops += 1;
    next = nextHop(last, byUrl);
  }
  return { kind: 'requested', first, last, hops };
}

function nextHop(
  from: Exchange,
  byUrl: ReadonlyMap<string, readonly Exchange[]>,
): Exchange | undefined {
  if (from.redirectUrl === undefined || from.redirectUrl === '') return undefined;
  const url = resolveHref(from.redirectUrl, from.url);
  if (url === undefined) return undefined;
  return byUrl.get(url)?.find((exchange) => exchange.index > from.index);
}
