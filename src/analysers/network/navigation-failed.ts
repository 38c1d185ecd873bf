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

/**
 * The browser was told to open a page and the network layer said no: the exception names the error, the HAR shows the request that met it.
 * `net::ERR_ABORTED` is none of these (downloads, 204), and a timeout is proven by the exception only: its HAR entry looks like any
 * aborted navigation. Addresses that no browser could open belong to the `task.start_url_*` codes.
 */
export const navigationFailed = defineAnalyser({
  id: 'network.navigation_failed',
  needs: ['outcome'],
  findings: {
    'network.dns': {
      meaning: 'The host name of the page has no address.',
      owner: 'network',
      retry: 'after-change',
      fixes: [
        'Check the host name in the URL for a typing mistake.',
        'If the name is right, check that the machine of the browser (or its proxy) can resolve it: private names need a private DNS.',
      ],
    },
    'network.tls': {
      meaning: 'The secure connection failed: the certificate or the protocol was not acceptable.',
      owner: 'site',
      retry: 'after-change',
      fixes: [
        'Have the certificate of the site renewed or completed, or use the host name that it is issued for.',
        'For an internal site, add its certificate authority to the machine of the browser.',
      ],
    },
    'network.connection': {
      meaning: 'The host was found, but the connection was refused, reset or cut.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'Check that the site is up and listens on that port.',
        'Check that a firewall lets the machine of the browser through.',
      ],
    },
    'network.timeout': {
      meaning: 'The page did not come within the time limit.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'Run again later; if the page is always this slow, start on a lighter page.',
        'Check that a firewall does not swallow the requests of the machine of the browser.',
      ],
    },
    'network.redirect_loop': {
      meaning: 'The site redirected in circles.',
      owner: 'site',
      retry: 'after-change',
      fixes: [
        'Open the address with a fresh browser profile: stale cookies are the usual reason.',
        'Start on a page that does not need the session, for example the login page.',
      ],
    },
    'network.offline': {
      meaning: 'The machine of the browser had no network, or no way to the address.',
      owner: 'network',
      retry: 'later',
      fixes: ['Check the network of the machine that runs the browser, then run again.'],
    },
  },
  run: (run) => findErrors(run),
});

type Code =
  | 'network.dns'
  | 'network.tls'
  | 'network.connection'
  | 'network.timeout'
  | 'network.redirect_loop'
  | 'network.offline';

const CODES: ReadonlyMap<NavigationError['kind'], Code> = new Map([
  ['dns', 'network.dns'],
  ['tls', 'network.tls'],
  ['connection', 'network.connection'],
  ['timeout', 'network.timeout'],
  ['redirect-loop', 'network.redirect_loop'],
  ['offline', 'network.offline'],
]);

const WORDS = {
  'network.dns': 'its host name has no address',
  'network.tls': 'the secure connection was not acceptable',
  'network.connection': 'the connection failed',
  'network.timeout': 'it did not come within the time limit',
  'network.redirect_loop': 'the site redirects in circles',
  'network.offline': 'the machine of the browser had no way to it',
} satisfies Record<Code, string>;

function findErrors(run: Run): readonly Finding<Code>[] {
  const errors = navigationErrors(run).filter(
    ({ url, kind }) => !(kind === 'dns' && url !== undefined && isImpossibleHost(url)),
  );
  return [...CODES].flatMap(([kind, code]) => {
    const ofKind = errors.filter((error) => error.kind === kind);
    const [first] = ofKind;
    return first === undefined ? [] : [toFinding(run, code, first, ofKind)];
  });
}

function toFinding(
  run: Run,
  code: Code,
  first: NavigationError,
  errors: readonly NavigationError[],
): Finding<Code> {
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
