import type { ConsoleMessage, Exchange, Run } from '../run/run.ts';
import { indexConsole } from './console-lines.ts';
import type { ConsoleIndex } from './console-lines.ts';
import { documentChain, finalHop } from './documents.ts';
import type { Navigation } from './documents.ts';
import { buildHistory } from './endpoint-history.ts';
import type { EndpointHistory } from './endpoint-history.ts';
import { findOptionalScripts } from './optional-scripts.ts';
import { buildPages } from './pages.ts';
import type { Pages } from './pages.ts';
import { buildParties } from './party.ts';
import type { Parties } from './party.ts';
import { isSignIn } from './sign-in.ts';
import { buildTimeline } from './timeline.ts';
import type { Timeline } from './timeline.ts';

/** What the analysis reads of a run. */
export type RequestRun = Pick<Run, 'network' | 'console' | 'steps' | 'outcome' | 'blocks'>;

/** Everything one request is judged against, computed once. */
export interface RequestContext {
  /** In the order they began. */
  readonly exchanges: readonly Exchange[];
  readonly timeline: Timeline;
  readonly navigations: readonly Navigation[];
  /** The navigation each document hop belongs to. */
  readonly navigationOf: ReadonlyMap<Exchange, Navigation>;
  readonly pages: Pages;
  readonly parties: Parties;
  readonly history: EndpointHistory;
  readonly consoleIndex: ConsoleIndex;
  readonly console: readonly ConsoleMessage[];
  readonly isCompleted: boolean;
  readonly optionalScripts: ReadonlySet<string>;
  /** When a password was first sent; undefined when none was. */
  readonly firstSignInMs: number | undefined;
}

export function buildContext(run: RequestRun): RequestContext {
  const exchanges = inOrder(run.network?.exchanges ?? []);
  const timeline = buildTimeline(run.steps);
  const navigations = documentChain(exchanges, timeline);
  const finals = navigations.flatMap((navigation) =>
    navigation.place === 'top' ? [finalHop(navigation)] : [],
  );
  const pagesShown = finals.filter((hop) => hop !== undefined);
  const parties = buildParties(run, { pages: pagesShown, exchanges });
  const pages = buildPages(exchanges, navigations, { timeline, parties });
  return {
    exchanges,
    timeline,
    navigations,
    navigationOf: indexHops(navigations),
    pages,
    parties,
    history: buildHistory(exchanges),
    consoleIndex: indexConsole(run.console),
    console: run.console ?? [],
    optionalScripts: findOptionalScripts(exchanges, pages),
    isCompleted: run.outcome.status === 'completed',
    firstSignInMs: exchanges.find((exchange) => isSignIn(exchange))?.startedAtMs,
  };
}

/** By start; entries without a time stay behind the one they followed in the file. */
function inOrder(exchanges: readonly Exchange[]): readonly Exchange[] {
  let lastMs = Number.NEGATIVE_INFINITY;
  const timed = exchanges.map((exchange) => {
    lastMs = exchange.startedAtMs ?? lastMs;
    return { exchange, atMs: lastMs };
  });
  timed.sort((first, second) => compareTimes(first.atMs, second.atMs));
  return timed.map(({ exchange }) => exchange);
}

function compareTimes(first: number, second: number): number {
  if (first === second) return 0;
  return first < second ? -1 : 1;
}

function indexHops(navigations: readonly Navigation[]): ReadonlyMap<Exchange, Navigation> {
  const index = new Map<Exchange, Navigation>();
  for (const navigation of navigations) {
    for (const hop of navigation.hops) index.set(hop, navigation);
  }
  return index;
}
