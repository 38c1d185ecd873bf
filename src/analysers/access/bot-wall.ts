import { findChallenge } from '../../requests/challenge.ts';
import { failedStatus } from '../../requests/failed-status.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import { resourceKind } from '../../requests/resource-kind.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { citeConsole, citeExchange, type Evidence } from '../../run/evidence.ts';
import { botCheckPage, type BotCheckPage } from '../../run/facts/bot-check.ts';
import { stepAt } from '../../run/facts/step-at.ts';
import type { ConsoleMessage, Exchange, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * A protection service blocked the browser and never let it through. Its mere presence (cookies, CDN headers) is no block, a challenge followed by 200 on the same
 * address was passed, and a policy header that names a service says nothing.
 */
export const botWall = defineAnalyser({
  id: 'access.bot_wall',
  needs: ['steps'],
  findings: {
    'access.bot_wall': {
      meaning: 'A bot protection service blocked the browser.',
      owner: 'site',
      retry: 'after-change',
      fixes: [
        'Use a residential proxy and a browser profile that the site already trusts.',
        'Ask the owner of the site to allow the traffic, or for an API.',
      ],
    },
  },
  run: (run) => {
    const finding = fromTraffic(run) ?? fromPage(run);
    return finding === undefined ? [] : [finding];
  },
});

type Code = 'access.bot_wall';

interface Block {
  readonly exchange: Exchange;
  readonly vendor: string;
  readonly seen: string;
  readonly step: Step | undefined;
  readonly console: readonly ConsoleMessage[];
  readonly confidence: number;
}

function fromTraffic(run: Run): Finding<Code> | undefined {
  const block = run.network === undefined ? undefined : (refusal(run) ?? challenge(run));
  if (block === undefined) return undefined;
  const page = botCheckPage(run);
  return {
    code: 'access.bot_wall',
    title: `${block.vendor} blocked the browser: ${pathOf(block.exchange)} was answered ${block.exchange.status} with a challenge that never cleared.`,
    explanation: `The answer carries the mark of a block (${block.seen}); the page of the site itself was never shown.`,
    bearing: { tier: 'observed', confidence: block.confidence, persistence: 'persistent' },
    step: block.step ?? page?.step,
    atMs: block.exchange.startedAtMs,
    locus: `${block.vendor} challenge`,
    evidence: [
      citeExchange(block.exchange, `the answer of ${block.vendor}: ${block.seen}`),
      ...pageEvidence(page),
      ...block.console
        .slice(0, 1)
        .map((line) => citeConsole(line, 'the browser console says the same')),
    ],
  };
}

/** A refused request with the mark of a service, or a refused page whose words are those of a bot check. */
function refusal(run: Run): Block | undefined {
  const refused = requestReportOf(run).failed.filter(({ verdict }) => verdict.level !== 'excluded');
  const marked = refused.find((request) => request.challenge?.signal === 'block');
  if (marked?.challenge !== undefined)
    return toBlock(marked, marked.challenge.vendor, marked.challenge.seen);
  const page = botCheckPage(run);
  const worded = refused.findLast(
    (request) => request.isTopDocument && REFUSALS.has(failedStatus(request)),
  );
  const sign = page?.words?.text ?? page?.marks[0]?.excerpt;
  return worded === undefined || sign === undefined
    ? undefined
    : toBlock(worded, worded.challenge?.vendor ?? 'A bot protection', sign.slice(0, 100));
}

const REFUSALS: ReadonlySet<number> = new Set([401, 403, 405, 406, 409, 416, 429, 503, 999]);

function toBlock(request: FailedRequest, vendor: string, seen: string): Block {
  const { exchange, link, console, isTopDocument, verdict } = request;
  return {
    exchange,
    vendor,
    seen,
    step: link.strength === 'none' ? undefined : link.step,
    console,
    confidence: isTopDocument ? 0.9 : verdict.level === 'mattered' ? 0.84 : 0.5,
  };
}

/** Challenges that answer with a success: the page behind them never came. */
function challenge(run: Run): Block | undefined {
  const exchanges = run.network?.exchanges ?? [];
  const challenged = exchanges.findLast(
    (exchange) =>
      exchange.status >= 200 &&
      exchange.status < 300 &&
      resourceKind(exchange) === 'document' &&
      findChallenge(exchange)?.signal === 'block',
  );
  const sign = challenged === undefined ? undefined : findChallenge(challenged);
  if (challenged === undefined || sign === undefined) return undefined;
  const wasPassed = exchanges.some(
    (exchange) =>
      (exchange.startedAtMs ?? 0) > (challenged.startedAtMs ?? 0) &&
      exchange.status === 200 &&
      resourceKind(exchange) === 'document' &&
      originOf(exchange.url) === originOf(challenged.url) &&
      findChallenge(exchange)?.signal !== 'block',
  );
  if (wasPassed) return undefined;
  return {
    exchange: challenged,
    vendor: sign.vendor,
    seen: sign.seen,
    step: stepAt(run, challenged.startedAtMs),
    console: [],
    confidence: 0.88,
  };
}

function originOf(url: string): string {
  return URL.canParse(url) ? new URL(url).origin : url;
}

function pathOf({ url }: Exchange): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}

function pageEvidence(page: BotCheckPage | undefined): readonly Evidence[] {
  if (page === undefined) return [];
  const words = page.words === undefined ? [] : [page.words.cite('the words of the page')];
  return [...page.marks, ...words];
}

/** The last page is a check by its marks or its words, and little else. */
function fromPage(run: Run): Finding<Code> | undefined {
  const page = botCheckPage(run);
  const [first, ...rest] = pageEvidence(page);
  if (page === undefined || first === undefined) return undefined;
  const isSure = page.marks.length > 0 || page.words?.isHeading === true;
  if (!isSure && run.network !== undefined) return undefined;
  return {
    code: 'access.bot_wall',
    title: `The page is a bot check${page.words === undefined ? '' : `: "${page.words.text.slice(0, 120)}"`}, and the browser did not get past it.`,
    explanation: 'The page offers nothing but the check.',
    bearing: {
      tier: 'observed',
      confidence: page.marks.length > 0 ? 0.82 : 0.66,
      persistence: 'persistent',
    },
    step: page.step,
    locus: 'bot check page',
    evidence: [first, ...rest],
  };
}
