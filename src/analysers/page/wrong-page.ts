import { sameAddress } from '../../support/same-address.ts';
import { headerOf } from '../../requests/headers.ts';
import { isLoginAddress } from '../../requests/endpoint-history.ts';
import { citeExchange, type Evidence } from '../../run/evidence.ts';
import { facingStep } from '../../run/facts/facing-step.ts';
import { gaveUp } from '../../run/facts/gave-up.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import type { Exchange, Run, Step } from '../../run/run.ts';
import { registrableDomain } from '../../support/registrable-domain.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The run gave up on a page that it had not asked for: what it opened sent it elsewhere, to the home page or another site. Redirects to sign-in pages, to another language or to the
 * same path with other letters are everyday traffic.
 */
export const wrongPage = defineAnalyser({
  id: 'page.wrong_page',
  needs: ['steps', 'network'],
  findings: {
    'page.wrong_page': {
      meaning: 'The run ended up on another page than the one it opened.',
      owner: 'site',
      retry: 'after-change',
      fixes: [
        'Open the address by hand: if it leads elsewhere for everybody, give the task the new address.',
        'If only this profile is sent away, check region, account and cookies of the run.',
      ],
    },
  },
  run: (run) => {
    const end = gaveUp(run);
    const finding = end === undefined ? undefined : judge(run, facingStep(run, end.step));
    return finding === undefined ? [] : [finding];
  },
});

function judge(run: Run, step: Step): Finding<'page.wrong_page'> | undefined {
  const { pageUrl } = step;
  if (pageUrl === undefined || isLoginAddress(pageUrl)) return undefined;
  const redirect = redirectTo(run, pageUrl);
  const from = redirect?.url ?? openedAddress(run, step);
  if (from === undefined || !isElsewhere(from, pageUrl)) return undefined;
  const evidence = evidenceFor(run, step, redirect);
  if (evidence === undefined) return undefined;
  const isOtherSite = registrableDomain(from) !== registrableDomain(pageUrl);
  return {
    code: 'page.wrong_page',
    title: `${pathOf(from)} led to ${isOtherSite ? hostOf(pageUrl) : pathOf(pageUrl)}, and the run gave up on that page in step ${step.order}.`,
    explanation: `The address that was opened sends visitors ${isOtherSite ? 'to another site' : 'to another page'}; what the task needs is not there.`,
    bearing: {
      tier: 'observed',
      confidence: redirect === undefined ? 0.56 : 0.64,
      persistence: 'persistent',
    },
    step,
    locus: `${pathOf(from)} to ${pathOf(pageUrl)}`,
    evidence,
  };
}

function evidenceFor(
  run: Run,
  step: Step,
  redirect: Exchange | undefined,
): readonly [Evidence, ...Evidence[]] | undefined {
  const texts = pageStates(run).find((state) => state.step === step)?.texts ?? [];
  const page = (texts.find(({ isHeading }) => isHeading) ?? texts[0])?.cite(
    'what the page says on which the run gave up',
  );
  if (redirect !== undefined)
    return [
      citeExchange(redirect, 'the opened address sends the browser elsewhere'),
      ...(page === undefined ? [] : [page]),
    ];
  return page === undefined ? undefined : [page];
}

/** The first hop of the redirects that led to a page; asked for by the task's address, a link or the model. */
function redirectTo(run: Run, pageUrl: string): Exchange | undefined {
  const exchanges = run.network?.exchanges ?? [];
  let target = pageUrl;
  let first: Exchange | undefined;
  for (let hops = 0; hops < 20; hops += 1) {
    const hop = exchanges.findLast(
      (exchange) =>
        exchange.method === 'GET' &&
        exchange.status >= 300 &&
        exchange.status < 400 &&
        exchange !== first &&
        sameAddress(targetOf(exchange), target),
    );
    if (hop === undefined) return first;
    first = hop;
    target = hop.url;
  }
  return first;
}

function targetOf(exchange: Exchange): string {
  const target = exchange.redirectUrl ?? headerOf(exchange.responseHeaders, 'location') ?? '';
  return URL.canParse(target, exchange.url) ? new URL(target, exchange.url).href : target;
}

/** The start address, while the run never got beyond its first page. */
function openedAddress(run: Run, step: Step): string | undefined {
  const task = run.tasks.find(({ taskId }) => taskId === step.taskId);
  const isFirst = run.steps.find(({ taskId }) => taskId === step.taskId) === step;
  return isFirst ? (task?.request.url ?? run.outcome.request.url) : undefined;
}

/** Another site, or another path that shares no part with what was asked for. */
function isElsewhere(from: string, to: string): boolean {
  if (!URL.canParse(from) || !URL.canParse(to)) return false;
  if (registrableDomain(from) !== registrableDomain(to)) return true;
  const [asked, got] = [from, to].map((url) => new Set(partsOf(url)));
  if (asked === undefined || got === undefined || asked.size === 0) return false;
  return [...asked].every((part) => !got.has(part));
}

function partsOf(url: string): readonly string[] {
  return new URL(url).pathname
    .toLowerCase()
    .split(/[/._-]/)
    .filter((part) => part.length > 2 && !/^(?:html?|php|aspx?|index|www)$/.test(part));
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : url;
}
