import { requestReportOf } from '../../requests/request-report-of.ts';
import type { RedirectChain } from '../../requests/redirects.ts';
import { withoutFragment } from '../../requests/request-url.ts';
import { resourceKind } from '../../requests/resource-kind.ts';
import { citeExchange } from '../../run/evidence.ts';
import { actionBefore, stepAt } from '../../run/facts/step-at.ts';
import type { Exchange, Run } from '../../run/run.ts';
import { registrableDomain } from '../../support/registrable-domain.ts';
import { redactUrlQuery } from '../../support/url-text.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * Redirects in circles in mid-run: by status until the browser stopped them, or page by page, as when a sign-in page and the page behind it send to each other. A loop that
 * the start of the run met has an exception of its own; one that led somewhere in the end was none.
 */
export const redirectCircle = defineAnalyser({
  id: 'network.redirect_circle',
  needs: ['network'],
  findings: {
    'network.redirect_loop': SHARED_CAUSES['network.redirect_loop'],
  },
  run: (run) => {
    const finding = stoppedChain(run) ?? pageByPage(run);
    return finding === undefined ? [] : [finding];
  },
});

type Code = 'network.redirect_loop';

function stoppedChain(run: Run): Finding<Code> | undefined {
  const chain = requestReportOf(run).redirects.findLast(
    (candidate) => candidate.shape === 'loop' && !hasArrived(candidate),
  );
  return chain === undefined ? undefined : toFinding(run, chain.hops, 0.9);
}

function hasArrived({ hops }: RedirectChain): boolean {
  const last = hops.at(-1);
  return last !== undefined && last.status >= 200 && last.status < 300;
}

/** So many visits of one address, by nobody's action, are a circle. */
const MIN_VISITS = 4;
const MAX_PAUSE_MS = 5_000;

/** Pages that follow each other without an action in between and come back to the same address. */
function pageByPage(run: Run): Finding<Code> | undefined {
  let series: Exchange[] = [];
  let longest: readonly Exchange[] = [];
  for (const page of topPages(run)) {
    const previous = series.at(-1);
    series = previous !== undefined && follows(run, previous, page) ? [...series, page] : [page];
    if (visits(series) >= MIN_VISITS && series.length > longest.length) longest = series;
  }
  const isLast = longest.at(-1) === topPages(run).at(-1);
  return longest.length === 0 || !isLast ? undefined : toFinding(run, longest, 0.86);
}

function topPages(run: Run): readonly Exchange[] {
  return (run.network?.exchanges ?? []).filter(
    (exchange) =>
      exchange.method === 'GET' &&
      !exchange.isApiRequest &&
      exchange.status >= 200 &&
      exchange.status < 400 &&
      resourceKind(exchange) === 'document' &&
      isOwn(run, exchange),
  );
}

function isOwn(run: Run, { url }: Exchange): boolean {
  const own = run.outcome.request.url ?? run.steps.find((step) => step.pageUrl)?.pageUrl;
  return own === undefined || registrableDomain(own) === registrableDomain(url);
}

function follows(run: Run, previous: Exchange, page: Exchange): boolean {
  const pause = (page.startedAtMs ?? 0) - (previous.startedAtMs ?? 0);
  return (
    pause >= 0 &&
    pause <= MAX_PAUSE_MS &&
    actionBefore(run, previous.startedAtMs)?.action === actionBefore(run, page.startedAtMs)?.action
  );
}

/** How often each address of a circle came back. */
function visits(series: readonly Exchange[]): number {
  const counts = new Map<string, number>();
  for (const { url } of series) {
    const address = withoutFragment(url).split('?')[0] ?? url;
    counts.set(address, (counts.get(address) ?? 0) + 1);
  }
  // A page that loads itself anew shows something; two that send to each other never do.
  return counts.size < 2 ? 0 : Math.min(...counts.values());
}

function toFinding(
  run: Run,
  hops: readonly Exchange[],
  confidence: number,
): Finding<Code> | undefined {
  const [first] = hops;
  const addresses = [...new Map(hops.map((hop) => [withoutFragment(hop.url), hop])).values()];
  const cited = addresses.slice(0, 3).map((hop) => citeExchange(hop, 'part of the circle'));
  const last = hops.at(-1) ?? first;
  const [evidence, ...more] = cited;
  if (first === undefined || last === undefined || evidence === undefined) return undefined;
  return {
    code: 'network.redirect_loop',
    title: `${redactUrlQuery(first.url)} redirected in circles (${hops.length} pages in a row).`,
    explanation: 'The pages of the circle send to each other; nothing behind them was ever shown.',
    bearing: { tier: 'observed', confidence, persistence: 'persistent' },
    step: actionBefore(run, first.startedAtMs)?.step ?? stepAt(run, first.startedAtMs),
    atMs: first.startedAtMs,
    locus: `circle of ${addresses.length} addresses`,
    evidence: [evidence, ...more, citeExchange(last, 'where the browser stopped')],
  };
}
