import { citeExchange, distinctEvidence, type Evidence } from '../../run/evidence.ts';
import {
  documentAttempts,
  navigationErrors,
  type NavigationError,
} from '../../run/facts/navigation-errors.ts';
import { isImpossibleHost } from '../../run/facts/url-shape.ts';
import type { Exchange, Run } from '../../run/run.ts';
import { counted } from '../../support/count-words.ts';
import { groupBy } from '../../support/group-by.ts';
import { redactUrlQuery } from '../../support/url-text.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import {
  NAVIGATION_CAUSES,
  NAVIGATION_FINDINGS,
  type NavigationCause,
} from './navigation-causes.ts';

/**
 * The browser was told to open a page and the network layer said no: the exception names the error, the HAR shows the request that met it.
 * `net::ERR_ABORTED` is none of these (downloads, 204), and a timeout is proven by the exception only: its HAR entry looks like any
 * aborted navigation. Addresses that no browser could open belong to the `task.start_url_*` codes.
 */
export const navigationFailed = defineAnalyser({
  id: 'network.navigation_failed',
  needs: ['outcome'],
  findings: NAVIGATION_FINDINGS,
  run: (run) => findErrors(run),
});

const WORDS = {
  'network.dns': 'its host name has no address',
  'network.tls': 'the secure connection was not acceptable',
  'network.connection': 'the connection failed',
  'network.timeout': 'it did not come within the time limit',
  'network.redirect_loop': 'the site redirects in circles',
  'network.offline': 'the machine of the browser had no way to it',
} satisfies Record<NavigationCause, string>;

function findErrors(run: Run): readonly Finding<NavigationCause>[] {
  const errors = navigationErrors(run).filter(
    ({ url, kind }) => !(kind === 'dns' && url !== undefined && isImpossibleHost(url)),
  );
  return [...NAVIGATION_CAUSES].flatMap(([kind, code]) => {
    const ofKind = errors.filter((error) => error.kind === kind);
    const [first] = ofKind;
    return first === undefined ? [] : [toFinding(run, code, first, ofKind)];
  });
}

function toFinding(
  run: Run,
  code: NavigationCause,
  first: NavigationError,
  errors: readonly NavigationError[],
): Finding<NavigationCause> {
  const attempts = documentAttempts(run, first);
  const page = first.url === undefined ? 'The page' : redactUrlQuery(first.url);
  const claim = `opening the page failed: ${WORDS[code]}`;
  return {
    code,
    title: `${page} could not be opened: ${WORDS[code]} (${first.name}).`,
    explanation: explain(first, attempts),
    bearing: {
      tier: 'typed',
      confidence: 0.94,
      persistence: errors.every((error) => error.isRecovered) ? 'recovered' : 'persistent',
    },
    step: first.step,
    block: first.block,
    atMs: first.atMs,
    locus: `goto ${first.name}`,
    evidence: [first.cite(claim), ...rest(run, first, errors, attempts)],
  };
}

function explain(error: NavigationError, attempts: readonly Exchange[]): string {
  const tries =
    attempts.length === 0
      ? 'The exception of the browser says so'
      : `The exception of the browser says so, and the HAR holds ${counted(attempts.length, 'request')} that met the same error`;
  return `${tries}. Nothing of the page was ever seen${error.step === undefined ? ', and no step began' : ''}.`;
}

function rest(
  run: Run,
  first: NavigationError,
  errors: readonly NavigationError[],
  attempts: readonly Exchange[],
): readonly Evidence[] {
  const last = errors.at(-1);
  return distinctEvidence([
    ...(last === undefined || last === first
      ? []
      : [last.cite('the run ended with the same error')]),
    ...distinctUrls(attempts)
      .slice(0, 2)
      .map((attempt) => citeExchange(attempt, `the browser met ${first.name} here`)),
    ...(first.kind === 'redirect-loop' ? hops(run) : []),
  ]);
}

function distinctUrls(exchanges: readonly Exchange[]): readonly Exchange[] {
  return [...new Map(exchanges.map((exchange) => [exchange.url, exchange])).values()];
}

/** Redirects that were followed more than once, each cited once. */
function hops(run: Run): readonly Evidence[] {
  const redirects = (run.network?.exchanges ?? []).filter(
    ({ status }) => status >= 300 && status < 400,
  );
  const byUrl = groupBy(redirects, ({ url }) => url);
  const repeated = redirects.filter(({ url }) => (byUrl.get(url)?.length ?? 0) > 2);
  return distinctUrls(repeated)
    .slice(0, 3)
    .map((hop) => citeExchange(hop, 'this redirect is followed again and again'));
}
