import type { Exchange } from '../run/run.ts';
import type { RequestContext } from './context.ts';
import { endpointKey } from './endpoint-history.ts';
import { headerOf } from './headers.ts';
import type { Observation } from './observation.ts';
import { resourceKind } from './resource-kind.ts';

/** A navigation that turned into a file: the browser aborts it, and nothing is wrong. */
export function isDownload(exchange: Exchange): boolean {
  if (exchange.status !== 200) return false;
  const disposition = headerOf(exchange.responseHeaders, 'content-disposition') ?? '';
  if (/^\s{0,5}attachment/i.test(disposition)) return true;
  const mimeType = exchange.mimeType ?? headerOf(exchange.responseHeaders, 'content-type') ?? '';
  const isPage = mimeType === '' || /html|xml/i.test(mimeType);
  return resourceKind(exchange) === 'document' && !isPage;
}

/**
 * Why an abort is harmless; undefined when it cut off something the run needed: a submit that was
 * never answered, or a navigation that was tried again and never arrived (a timeout looks like that).
 */
export function abortReason(observation: Observation, context: RequestContext): string | undefined {
  const { failure, exchange, isTopDocument, isSubmit, party, trigger } = observation;
  if (failure.kind !== 'aborted') return undefined;
  if (exchange.status > 0) return `answered ${exchange.status}, the rest was not wanted`;
  if (isTopDocument) return navigationReason(observation, context);
  const isOwn = party === 'first' || party === 'sibling' || party === 'auth';
  const isCutOff = isSubmit && isOwn && trigger !== 'page-load' && !isRepeated(exchange, context);
  return isCutOff ? undefined : 'cancelled before an answer came';
}

function navigationReason({ exchange }: Observation, context: RequestContext): string | undefined {
  const { history, pages } = context;
  const key = endpointKey(exchange);
  const hasArrived =
    history.laterSuccess(exchange) !== undefined || history.earlierSuccess(exchange) !== undefined;
  const next = history.nextTry(exchange);
  const isRetried = next !== undefined && endpointKey(next) === key;
  if (isRetried && !hasArrived) return undefined;
  const atMs = exchange.startedAtMs ?? 0;
  const isReplaced = (pages.all.at(-1)?.startMs ?? 0) > atMs;
  return isReplaced || hasArrived ? 'replaced by another navigation' : undefined;
}

/** Type-ahead and saving as one types cancel their own older requests. */
function isRepeated(exchange: Exchange, { history }: RequestContext): boolean {
  const next = history.nextTry(exchange);
  return next !== undefined && next.status > 0;
}
