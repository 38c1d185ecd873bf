import type { Exchange } from '../run/run.ts';
import { exchangeFate } from './failure.ts';
import type { Pages } from './pages.ts';
import { withoutQuery } from './request-url.ts';
import { resourceKind } from './resource-kind.ts';

/** Scripts that failed on a page whose elements took actions all the same: sites work without them everywhere. */
export function findOptionalScripts(
  exchanges: readonly Exchange[],
  pages: Pages,
): ReadonlySet<string> {
  const optional = new Set<string>();
  for (const exchange of exchanges) {
    if (exchangeFate(exchange).kind !== 'failed' || resourceKind(exchange) !== 'script') continue;
    const isUsed = pages.pageAt(exchange.startedAtMs ?? 0)?.life === 'used';
    if (isUsed) optional.add(scriptKey(exchange));
  }
  return optional;
}

/** What makes two requests ask for the same script. */
export function scriptKey({ url }: Exchange): string {
  return withoutQuery(url);
}
