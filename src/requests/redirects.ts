import type { Exchange } from '../run/run.ts';
import type { Navigation } from './documents.ts';
import { finalHop } from './documents.ts';
import { withoutFragment } from './request-url.ts';

/** A navigation that was sent on at least once. */
export interface RedirectChain {
  readonly hops: readonly Exchange[];
  /** `loop`: it came back to the same address again and again. */
  readonly shape: 'arrived' | 'loop' | 'failed';
  /** Addresses of a loop, each once, in the order they repeat. */
  readonly cycle: readonly string[];
}

/** Sites may set a cookie and come back once or twice; more is a circle. */
const LOOP_VISITS = 3;

/** Redirect chains of a recording; a circle the browser did not stop counts as well. */
export function findRedirects(navigations: readonly Navigation[]): readonly RedirectChain[] {
  return navigations.flatMap((navigation) =>
    navigation.hops.length > 1 || isStoppedLoop(navigation) ? [describe(navigation)] : [],
  );
}

function describe(navigation: Navigation): RedirectChain {
  const { hops } = navigation;
  const cycle = repeatedAddresses(hops);
  if (isStoppedLoop(navigation) || cycle.length > 0) return { hops, shape: 'loop', cycle };
  const last = finalHop(navigation);
  const hasArrived = last !== undefined && last.status >= 200 && last.status < 400;
  return { hops, shape: hasArrived ? 'arrived' : 'failed', cycle };
}

function isStoppedLoop(navigation: Navigation): boolean {
  return /TOO_MANY_REDIRECTS|REDIRECT_LOOP/.test(finalHop(navigation)?.failureText ?? '');
}

function repeatedAddresses(hops: readonly Exchange[]): readonly string[] {
  const visits = new Map<string, number>();
  for (const { url, method } of hops) {
    if (method !== 'GET') continue;
    const address = withoutFragment(url);
    visits.set(address, (visits.get(address) ?? 0) + 1);
  }
  return [...visits].filter(([, count]) => count >= LOOP_VISITS).map(([address]) => address);
}
