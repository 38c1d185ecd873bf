import type { ConsoleMessage } from '../run/run.ts';
import { renderFailure } from './failure.ts';
import type { FailedRequest } from './verdict.ts';

/** Failed requests to one endpoint that failed alike. */
export interface RequestGroup {
  readonly method: string;
  readonly template: string;
  readonly failureText: string;
  readonly level: 'mattered' | 'possible';
  readonly weight: number;
  readonly why: string;
  /** In time order; the first one is the one to look at. */
  readonly requests: readonly [FailedRequest, ...FailedRequest[]];
  /** Many in a short time: something retried without pause. */
  readonly isStorm: boolean;
  readonly consoleLine: ConsoleMessage | undefined;
}

const STORM_COUNT = 5;
const STORM_MS = 10_000;

/** Groups of what mattered or may have, worst first. */
export function groupRequests(failed: readonly FailedRequest[]): readonly RequestGroup[] {
  const groups = new Map<string, [FailedRequest, ...FailedRequest[]]>();
  for (const request of failed) {
    if (request.verdict.level === 'excluded') continue;
    const key = groupKey(request);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [request]);
    else group.push(request);
  }
  const built: RequestGroup[] = [];
  for (const requests of groups.values()) {
    const group = buildGroup(requests);
    if (group !== undefined) built.push(group);
  }
  return built.toSorted((first, second) => second.weight - first.weight || order(first, second));
}

/** A page and its script's request to one address are two stories. */
function groupKey({ exchange, isTopDocument, template, failure }: FailedRequest): string {
  const what = isTopDocument ? 'page' : 'part';
  return `${what} ${exchange.method} ${template} ${renderFailure(failure)}`;
}

function buildGroup(
  requests: readonly [FailedRequest, ...FailedRequest[]],
): RequestGroup | undefined {
  const worst = worstOf(requests);
  const { verdict } = worst;
  if (verdict.level === 'excluded') return undefined;
  return {
    method: worst.exchange.method,
    template: worst.template,
    failureText: renderFailure(worst.failure),
    level: verdict.level,
    weight: verdict.weight,
    why: verdict.why,
    requests,
    isStorm: isStorm(requests),
    consoleLine: requests.find(({ console }) => console.length > 0)?.console[0],
  };
}

function worstOf(requests: readonly [FailedRequest, ...FailedRequest[]]): FailedRequest {
  let worst = requests[0];
  for (const request of requests) if (weightOf(request) > weightOf(worst)) worst = request;
  return worst;
}

function weightOf({ verdict }: FailedRequest): number {
  return verdict.level === 'excluded' ? 0 : verdict.weight;
}

function isStorm(requests: readonly FailedRequest[]): boolean {
  const times = requests.flatMap(({ exchange }) => exchange.startedAtMs ?? []);
  return times.some((atMs, position) => {
    const last = times[position + STORM_COUNT - 1];
    return last !== undefined && last - atMs <= STORM_MS;
  });
}

function order(first: RequestGroup, second: RequestGroup): number {
  return first.requests[0].exchange.index - second.requests[0].exchange.index;
}
