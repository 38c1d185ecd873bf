import { requestReportOf } from '../../requests/request-report-of.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { citeConsole, citeExchange, citeText, type Evidence } from '../../run/evidence.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import { textLives } from '../../run/facts/text-lives.ts';
import type { Run } from '../../run/run.ts';
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
    const finding = fromTraffic(run) ?? fromWords(run);
    return finding === undefined ? [] : [finding];
  },
});

type Code = 'access.bot_wall';

function fromTraffic(run: Run): Finding<Code> | undefined {
  if (run.network === undefined) return undefined;
  const blocked = requestReportOf(run).failed.find(
    (request) => request.challenge?.signal === 'block' && request.verdict.level !== 'excluded',
  );
  if (blocked?.challenge === undefined) return undefined;
  const { challenge, link, isTopDocument } = blocked;
  return {
    code: 'access.bot_wall',
    title: `${challenge.vendor} blocked the browser: ${nameOf(blocked)} was answered ${blocked.exchange.status} with a challenge that never cleared.`,
    explanation: `The answer carries the mark of a block (${challenge.seen}); the page of the site itself was never shown.`,
    bearing: { tier: 'observed', confidence: isTopDocument ? 0.9 : 0.8, persistence: 'persistent' },
    step: link.strength === 'none' ? undefined : link.step,
    atMs: blocked.exchange.startedAtMs,
    locus: `${challenge.vendor} challenge`,
    evidence: [
      citeExchange(blocked.exchange, `the answer of ${challenge.vendor}: ${challenge.seen}`),
      ...pageMarks(run),
      ...blocked.console
        .slice(0, 1)
        .map((line) => citeConsole(line, 'the browser console says the same')),
    ],
  };
}

function nameOf({ exchange }: FailedRequest): string {
  return URL.canParse(exchange.url) ? new URL(exchange.url).pathname : exchange.url;
}

/** Marks that challenge pages carry in their HTML. */
const MARKS =
  /_cf_chl_opt|\/cdn-cgi\/challenge-platform\/|px-captcha|_pxAppId|captcha-delivery\.com|_Incapsula_Resource|Incapsula incident ID|errors\.edgesuite\.net|anubis_challenge|Sucuri WebSite Firewall|The requested URL was rejected\. Please consult with your administrator/;

function pageMarks(run: Run): readonly Evidence[] {
  for (const state of pageStates(run).toReversed()) {
    const text = state.snapshot?.document.text.slice(0, 200_000) ?? '';
    const mark = MARKS.exec(text);
    if (mark !== null && state.snapshot !== undefined)
      return [
        citeText(
          state.snapshot.document,
          { start: mark.index, end: mark.index + mark[0].length },
          "the challenge's mark in the page",
        ),
      ];
  }
  return [];
}

/** Without traffic: the last page is a challenge by its marks or its words and little else. */
function fromWords(run: Run): Finding<Code> | undefined {
  const marks = pageMarks(run);
  const last = pageStates(run).at(-1);
  const life = textLives(run).find(
    ({ text, isLasting }) =>
      isLasting && text.text.length <= 200 && speaksOf(text.text, 'bot-check'),
  );
  const isBare = last !== undefined && last.texts.length <= 12;
  const evidence = [
    ...marks,
    ...(life === undefined ? [] : [life.text.cite('the words of the page')]),
  ];
  const [first, ...rest] = evidence;
  if (
    first === undefined ||
    !isBare ||
    (marks.length === 0 && run.network !== undefined && life?.text.isHeading !== true)
  )
    return undefined;
  return {
    code: 'access.bot_wall',
    title: `The page is a bot check${life === undefined ? '' : `: "${life.text.text.slice(0, 120)}"`}, and the browser did not get past it.`,
    explanation: 'The page offers nothing but the check.',
    bearing: {
      tier: 'observed',
      confidence: marks.length > 0 ? 0.82 : 0.6,
      persistence: 'persistent',
    },
    step: last.step,
    locus: 'bot check page',
    evidence: [first, ...rest],
  };
}
