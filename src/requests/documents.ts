import type { Exchange } from '../run/run.ts';
import { headerOf } from './headers.ts';
import { splitUrl, withoutFragment } from './request-url.ts';
import { resourceKind } from './resource-kind.ts';
import type { Timeline } from './timeline.ts';
import { lastActionBefore } from './timeline.ts';

/** One navigation: the hops of its redirects, the last of them being the page or the failure. */
export interface Navigation {
  readonly hops: readonly Exchange[];
  /** `frame`: inside a page. Old recorders do not say which, so it is inferred. */
  readonly place: 'top' | 'frame';
}

/** Frames of a page are asked for while it loads. */
const FRAME_LOAD_MS = 10_000;

/** How a hop is known to continue an open chain: by the address it was sent to. */
type OpenChains = Map<string, Exchange[]>;

/** Navigations of a recording in the order they began, redirects followed. */
export function documentChain(
  exchanges: readonly Exchange[],
  timeline: Timeline = { actions: [], steps: [] },
): readonly Navigation[] {
  const pageUrls = new Set(timeline.steps.map((step) => withoutFragment(step.pageUrl ?? '')));
  const open: OpenChains = new Map();
  const navigations: Navigation[] = [];
  let page: Exchange | undefined;
  for (const exchange of exchanges) {
    if (resourceKind(exchange) !== 'document' || exchange.isApiRequest) continue;
    if (continueChain(open, exchange)) continue;
    const isFrame =
      !pageUrls.has(withoutFragment(exchange.url)) && isFrameOf(page, exchange, timeline);
    const hops = [exchange];
    navigations.push({ hops, place: isFrame ? 'frame' : 'top' });
    expectRedirect(open, hops, exchange);
    if (!isFrame) page = exchange;
  }
  return navigations;
}

/** The hop that ended a navigation. */
export function finalHop({ hops }: Navigation): Exchange | undefined {
  return hops.at(-1);
}

function continueChain(open: OpenChains, exchange: Exchange): boolean {
  const url = withoutFragment(exchange.url);
  const hops = open.get(url);
  if (hops === undefined) return false;
  open.delete(url);
  hops.push(exchange);
  expectRedirect(open, hops, exchange);
  return true;
}

function expectRedirect(open: OpenChains, hops: Exchange[], exchange: Exchange): void {
  if (exchange.status < 300 || exchange.status >= 400) return;
  const target = exchange.redirectUrl ?? headerOf(exchange.responseHeaders, 'location');
  if (target === undefined || !URL.canParse(target, exchange.url)) return;
  open.set(withoutFragment(new URL(target, exchange.url).href), hops);
}

function isFrameOf(page: Exchange | undefined, exchange: Exchange, timeline: Timeline): boolean {
  const destination = headerOf(exchange.requestHeaders, 'sec-fetch-dest');
  if (destination !== undefined) return destination !== 'document';
  if (page === undefined || exchange.method !== 'GET') return false;
  if (page.frameRef !== undefined && exchange.frameRef !== undefined) {
    return page.pageRef === exchange.pageRef && page.frameRef !== exchange.frameRef;
  }
  return isAskedForWhileLoading(page, exchange, timeline);
}

function isAskedForWhileLoading(page: Exchange, exchange: Exchange, timeline: Timeline): boolean {
  if (page.startedAtMs === undefined || exchange.startedAtMs === undefined) return false;
  if (page.pageRef !== exchange.pageRef || !isReferredBy(page, exchange)) return false;
  if (exchange.startedAtMs - page.startedAtMs > FRAME_LOAD_MS) return false;
  const action = lastActionBefore(timeline, exchange.startedAtMs);
  return action === undefined || action.startMs < page.startedAtMs;
}

/** Cross-site referrers are cut to the origin by default. */
function isReferredBy(page: Exchange, exchange: Exchange): boolean {
  const referrer = headerOf(exchange.requestHeaders, 'referer');
  if (referrer === undefined) return false;
  if (referrer === withoutFragment(page.url)) return true;
  const from = splitUrl(referrer);
  const own = splitUrl(page.url);
  return from?.path === '/' && from.host === own?.host && splitUrl(exchange.url)?.host !== own.host;
}
