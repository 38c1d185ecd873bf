import type { ConsoleMessage, Exchange } from '../run/run.ts';
import type { Challenge } from './challenge.ts';
import { findChallenge } from './challenge.ts';
import { consoleLinesOf, policyOf } from './console-lines.ts';
import type { Policy } from './console-lines.ts';
import type { RequestContext } from './context.ts';
import { endpointTemplate } from './endpoint-template.ts';
import type { Failure } from './failure.ts';
import { classifyParty } from './party.ts';
import type { Party } from './party.ts';
import { resourceKind } from './resource-kind.ts';
import type { ResourceKind } from './resource-kind.ts';
import { isSubmitMethod } from './submit.ts';
import { lastActionBefore, linkExchange } from './timeline.ts';
import type { RequestLink } from './timeline.ts';

/** What set a request off. `unknown`: no actions with times to compare with. */
export type Trigger = 'navigation' | 'page-load' | 'action' | 'background' | 'unknown';

/** A failed exchange with everything known about it, not yet judged. */
export interface Observation {
  readonly exchange: Exchange;
  readonly failure: Failure;
  readonly resource: ResourceKind;
  readonly party: Party;
  /** Host and path with identifiers replaced by `{id}`. */
  readonly template: string;
  /** A navigation of the page itself, not of a frame in it. */
  readonly isTopDocument: boolean;
  readonly isFrame: boolean;
  readonly isScript: boolean;
  /** Changes something on the server: POST, PUT, PATCH, DELETE. */
  readonly isSubmit: boolean;
  readonly trigger: Trigger;
  readonly link: RequestLink;
  /** Console lines about this request, the nearest first. */
  readonly console: readonly ConsoleMessage[];
  /** Browser rule that the console blames. */
  readonly policy: Policy | undefined;
  readonly challenge: Challenge | undefined;
  /** Later try of the same request that succeeded. */
  readonly recoveredBy: Exchange | undefined;
}

/** What a page asks for by itself comes this soon after its navigation. */
const PAGE_LOAD_MS = 10_000;
/** Without any actions known, only this soon is surely the page's own doing. */
const SURE_PAGE_LOAD_MS = 1500;

export function observe(
  exchange: Exchange,
  failure: Failure,
  context: RequestContext,
): Observation {
  const resource = resourceKind(exchange);
  const place = context.navigationOf.get(exchange)?.place;
  const console = consoleLinesOf(exchange, context.consoleIndex);
  return {
    exchange,
    failure,
    resource,
    party: classifyParty(exchange.url, context.parties),
    template: endpointTemplate(exchange.url),
    isTopDocument: place === 'top',
    isFrame: place === 'frame',
    isScript: resource === 'script',
    isSubmit: isSubmitMethod(exchange.method),
    trigger: place === 'top' ? 'navigation' : findTrigger(exchange, context),
    link: linkExchange(exchange, context.timeline),
    console,
    policy: findPolicy(exchange, console),
    challenge: findChallenge(exchange),
    recoveredBy: context.history.laterSuccess(exchange),
  };
}

function findPolicy(exchange: Exchange, console: readonly ConsoleMessage[]): Policy | undefined {
  if (exchange.failureText === 'csp') return 'csp';
  for (const line of console) {
    const policy = policyOf(line);
    if (policy !== undefined) return policy;
  }
  return undefined;
}

/** An action sets off what begins after it, unless a new page came in between: then it is the page. */
function findTrigger(exchange: Exchange, { timeline, pages }: RequestContext): Trigger {
  const atMs = exchange.startedAtMs;
  if (atMs === undefined) return 'unknown';
  const page = pages.pageAt(atMs);
  const timed = lastActionBefore(timeline, atMs);
  if (timed !== undefined && (page === undefined || timed.startMs >= page.startMs)) {
    return atMs < timed.endMs ? 'action' : 'background';
  }
  const ageMs = page === undefined ? undefined : atMs - page.startMs;
  if (timeline.actions.length > 0) {
    return ageMs !== undefined && ageMs <= PAGE_LOAD_MS ? 'page-load' : 'background';
  }
  return ageMs !== undefined && ageMs <= SURE_PAGE_LOAD_MS ? 'page-load' : 'unknown';
}
