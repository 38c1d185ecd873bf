import type { Exchange } from '../run/run.ts';
import type { Navigation } from './documents.ts';
import { classifyParty } from './party.ts';
import type { Parties } from './party.ts';
import { resourceKind } from './resource-kind.ts';
import { isTelemetry } from './telemetry.ts';
import type { Timeline } from './timeline.ts';

/** A page from its navigation to the next one. */
export interface Page {
  readonly navigation: Navigation;
  readonly startMs: number;
  /** Whether it did anything: elements took actions, or its own code talked to its server. */
  readonly life: 'used' | 'talked' | 'silent';
}

export interface Pages {
  /** The page that was open when something began. */
  pageAt(atMs: number): Page | undefined;
  readonly all: readonly Page[];
}

interface Surroundings {
  readonly timeline: Timeline;
  readonly parties: Parties;
}

export function buildPages(
  exchanges: readonly Exchange[],
  navigations: readonly Navigation[],
  { timeline, parties }: Surroundings,
): Pages {
  const starts = navigations.flatMap((navigation) => {
    const startMs = navigation.hops[0]?.startedAtMs;
    return navigation.place === 'top' && startMs !== undefined ? [{ navigation, startMs }] : [];
  });
  const find = (atMs: number): number => lastStartBefore(starts, atMs);
  const talked = new Set<number>();
  for (const exchange of exchanges) {
    if (isTalk(exchange, parties)) talked.add(find(exchange.startedAtMs ?? 0));
  }
  const used = new Set<number>();
  for (const { action, startMs } of timeline.actions) {
    const hasWorked = action.elementId !== undefined && action.status === 'completed';
    if (hasWorked) used.add(find(startMs));
  }
  const all = starts.map((start, position): Page => {
    const life = used.has(position) ? 'used' : talked.has(position) ? 'talked' : 'silent';
    return { ...start, life };
  });
  return { all, pageAt: (atMs) => all[find(atMs)] };
}

/** A request that only running code of the site makes, and that was answered. */
function isTalk(exchange: Exchange, parties: Parties): boolean {
  if (exchange.status < 200 || exchange.status >= 300) return false;
  if (resourceKind(exchange) !== 'xhr' || isTelemetry(exchange, true)) return false;
  return classifyParty(exchange.url, parties) !== 'third';
}

function lastStartBefore(starts: readonly { readonly startMs: number }[], atMs: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle]?.startMs ?? Number.POSITIVE_INFINITY) <= atMs) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}
