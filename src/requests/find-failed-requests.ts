import type { Exchange } from '../run/run.ts';
import { findAppError } from './app-error.ts';
import { tellAuthStory } from './auth-story.ts';
import { findCascade } from './cascade.ts';
import { buildContext } from './context.ts';
import type { RequestContext, RequestRun } from './context.ts';
import { endpointTemplate } from './endpoint-template.ts';
import { exchangeFate } from './failure.ts';
import { groupRequests } from './groups.ts';
import type { NoiseKind } from './noise.ts';
import { writeNotes } from './notes.ts';
import { observe } from './observation.ts';
import { classifyParty } from './party.ts';
import { findRateLimits } from './rate-limits.ts';
import { findRedirects } from './redirects.ts';
import type { ExcludedCount, RequestReport, UnfinishedRequest } from './report.ts';
import { resourceKind } from './resource-kind.ts';
import { linkExchange } from './timeline.ts';
import { findUnrecorded } from './unrecorded.ts';
import { judge } from './verdict.ts';
import type { FailedRequest } from './verdict.ts';

/**
 * The failed requests of a run: which of them mattered, why, what caused them and what followed;
 * and which did not, each with the reason. `seenCount` tells how many requests there were when only
 * some were kept while reading.
 */
export function findFailedRequests(
  run: RequestRun,
  facts: { readonly seenCount?: number } = {},
): RequestReport {
  const context = buildContext(run);
  const failed = findFailed(context);
  const unfinished = findUnfinished(context);
  return {
    requestCount: facts.seenCount ?? context.exchanges.length,
    failed,
    groups: groupRequests(failed),
    excluded: countExcluded(failed),
    unfinished,
    appErrors: context.exchanges.flatMap((exchange) => findAppError(exchange) ?? []),
    redirects: findRedirects(context.navigations),
    rateLimits: findRateLimits(failed, context),
    auth: tellAuthStory(context),
    cascade: findCascade(failed),
    unrecorded: findUnrecorded(context),
    notes: writeNotes(run, context, unfinished),
  };
}

function findFailed(context: RequestContext): readonly FailedRequest[] {
  return context.exchanges.flatMap((exchange) => {
    const fate = exchangeFate(exchange);
    if (fate.kind !== 'failed') return [];
    return judge(observe(exchange, fate.failure, context), context);
  });
}

function findUnfinished(context: RequestContext): readonly UnfinishedRequest[] {
  const endMs = lastMoment(context);
  return context.exchanges
    .filter((exchange) => exchangeFate(exchange).kind === 'unfinished')
    .map((exchange) => ({
      exchange,
      resource: resourceKind(exchange),
      party: classifyParty(exchange.url, context.parties),
      template: endpointTemplate(exchange.url),
      link: linkExchange(exchange, context.timeline),
      waitedMs: waitOf(exchange, endMs),
    }));
}

function waitOf({ startedAtMs }: Exchange, endMs: number): number | undefined {
  return startedAtMs === undefined ? undefined : Math.max(0, endMs - startedAtMs);
}

function lastMoment({ exchanges, timeline }: RequestContext): number {
  let lastMs = 0;
  for (const { startedAtMs, durationMs } of exchanges) {
    lastMs = Math.max(lastMs, (startedAtMs ?? 0) + (durationMs ?? 0));
  }
  for (const { window } of timeline.steps) lastMs = Math.max(lastMs, window?.endMs ?? 0);
  return lastMs;
}

function countExcluded(failed: readonly FailedRequest[]): readonly ExcludedCount[] {
  const counts = new Map<NoiseKind, number>();
  for (const { verdict } of failed) {
    if (verdict.level !== 'excluded') continue;
    counts.set(verdict.noise, (counts.get(verdict.noise) ?? 0) + 1);
  }
  return [...counts]
    .map(([noise, count]) => ({ noise, count }))
    .toSorted((first, second) => second.count - first.count);
}
