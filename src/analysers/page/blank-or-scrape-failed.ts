import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeConsole, citeExchange, citeJson, citeLog, type Evidence } from '../../run/evidence.ts';
import { pageStates, type PageState } from '../../run/facts/page-states.ts';
import { realSteps } from '../../run/facts/progress.ts';
import type { Run, Step } from '../../run/run.ts';
import { asText, at } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The page loaded and stayed empty, or could not be read. A script of the site that failed to load is the cause then; without one the page rendered nothing
 * although all its files arrived.
 */
export const blankPage = defineAnalyser({
  id: 'page.blank_or_scrape_failed',
  needs: ['outcome'],
  findings: {
    'page.blank_or_scrape_failed': {
      meaning: 'The page stayed blank or could not be read.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'Open the address by hand in a fresh browser profile and look at the console.',
        'If the page is only slow to render, add a wait block before the first step.',
        'Very deep or very large pages cannot be scraped: start on a simpler page of the site.',
      ],
    },
    'network.asset_failed': SHARED_CAUSES['network.asset_failed'],
  },
  run: (run) => {
    const sign = blankSign(run);
    if (sign === undefined) return [];
    return [assetFinding(run, sign) ?? blankFinding(run, sign)];
  },
});

type Code = 'page.blank_or_scrape_failed' | 'network.asset_failed';

interface BlankSign {
  readonly step: Step | undefined;
  readonly evidence: readonly [Evidence, ...Evidence[]];
  readonly isBlank: boolean;
}

const SCRAPE_WORDS =
  /failed to load the website|It's a blank page|ScrapingFailed|page-analysis timeout|ElementTreeBuildFailed|Execution context was destroyed/;
const SCRAPE_EXCEPTION =
  /^(?:ScrapingFailed\w*|ElementTreeBuildFailed|StaleFrameSelectionError|NoElementFound)$/;

function blankSign(run: Run): BlankSign | undefined {
  const { document, failureReason } = run.outcome;
  const reason =
    failureReason !== undefined && document !== undefined && SCRAPE_WORDS.test(failureReason)
      ? citeJson(
          { source: document.source, pointer: '/failure_reason' },
          failureReason,
          'why Skyvern ended the run',
        )
      : undefined;
  const failed = realSteps(run).find((step) => SCRAPE_EXCEPTION.test(step.exception ?? ''));
  const exception =
    failed === undefined
      ? undefined
      : citeJson(
          { source: failed.place.source, pointer: `${failed.place.pointer}/output/step_exception` },
          failed.exception ?? '',
          'the exception that ended the step',
        );
  const empty = emptyPage(run);
  const logged = (run.serverLog ?? []).find((event) =>
    /No elements found on the page|blank page/i.test(event.event),
  );
  const evidence = [
    reason,
    exception,
    empty?.evidence,
    logged === undefined
      ? undefined
      : citeLog(logged, 'event', 'the server log says that the page had no elements'),
  ].flatMap((item) => item ?? []);
  const [first, ...rest] = evidence;
  if (
    first === undefined ||
    (reason === undefined && exception === undefined && empty === undefined)
  )
    return undefined;
  return {
    step: failed ?? empty?.step ?? realSteps(run)[0],
    evidence: [first, ...rest],
    isBlank: logged !== undefined || empty !== undefined || /blank/i.test(failureReason ?? ''),
  };
}

const MIN_TEXT = 20;

/** The last page of the run without anything to read or use. */
function emptyPage(run: Run): { readonly step: Step; readonly evidence: Evidence } | undefined {
  const states = pageStates(run);
  if (!isEmptyState(states.at(-1))) return undefined;
  // It counts from the first blank page on: Skyvern loads the start again and walks into it once more.
  const state = states.find(isEmptyState);
  const page = state?.page;
  if (state?.snapshot === undefined || page === undefined) return undefined;
  const { document, capturedAtMs } = state.snapshot;
  const body = page.elements.find((element) => element.tagName === 'body');
  const span =
    body === undefined
      ? { start: 0, end: Math.min(document.text.length, 200) }
      : { start: body.start, end: Math.max(body.end, body.start + 1) };
  return {
    step: state.step,
    evidence: {
      claim: 'the page has nothing to read or use',
      source: document.source,
      locator: { kind: 'text', ...span },
      excerpt: document.text.slice(span.start, Math.min(span.end, span.start + 300)),
      atMs: capturedAtMs,
    },
  };
}

function isEmptyState(state: PageState | undefined): boolean {
  const page = state?.page;
  if (state?.snapshot === undefined || page === undefined) return false;
  const hasControls = page.elements.some((element) =>
    [
      'input',
      'button',
      'a',
      'select',
      'canvas',
      'iframe',
      'img',
      'svg',
      'embed',
      'object',
      'video',
    ].includes(element.tagName),
  );
  const length = state.texts.reduce((sum, text) => sum + text.text.length, 0);
  return !hasControls && length < MIN_TEXT;
}

/** The site's own scripts that failed while the page stayed blank; those that load after it in the document are often optional, so the first one counts. */
function assetFinding(run: Run, sign: BlankSign): Finding<Code> | undefined {
  const scripts = requestReportOf(run).failed.filter(
    (request) =>
      request.isScript &&
      request.party !== 'third' &&
      request.verdict.level !== 'excluded' &&
      // What a rule of the site stops did not fail to come.
      (request.policy === undefined || request.policy === 'mime-type'),
  );
  const [first] = scripts;
  if (first === undefined || !sign.isBlank) return undefined;
  const name = URL.canParse(first.exchange.url)
    ? (new URL(first.exchange.url).pathname.split('/').at(-1) ?? '')
    : first.exchange.url;
  return {
    code: 'network.asset_failed',
    title: `The page stayed blank because its script ${name} could not be loaded (${first.exchange.status > 0 ? first.exchange.status : (first.exchange.failureText ?? 'no answer')}).`,
    explanation:
      'The document arrived, but the script that builds the page did not, so there was nothing to read or click.',
    bearing: { tier: 'observed', confidence: 0.88, persistence: 'persistent' },
    step: sign.step,
    atMs: first.exchange.startedAtMs,
    locus: `script ${first.template}`,
    evidence: [
      citeExchange(first.exchange, 'the script that did not load'),
      ...first.console
        .slice(0, 1)
        .map((line) => citeConsole(line, 'the browser console says the same')),
      ...sign.evidence,
    ],
  };
}

function blankFinding(run: Run, sign: BlankSign): Finding<Code> {
  const url =
    asText(at(run.outcome.document?.value, 'run_request', 'url')) ?? run.outcome.request.url;
  const documents = (run.network?.exchanges ?? []).filter(
    (exchange) => exchange.status === 200 && (exchange.mimeType ?? '').includes('javascript'),
  );
  return {
    code: 'page.blank_or_scrape_failed',
    title: `${sign.isBlank ? 'The page stayed blank' : 'The page could not be read'}${url === undefined ? '' : ` (${url.split('?')[0] ?? url})`}.`,
    explanation: `No element could be found on it${documents.length === 0 ? '' : ', although the document and its scripts were delivered: the application rendered nothing'}.`,
    bearing: { tier: 'typed', confidence: 0.85, persistence: 'persistent' },
    step: sign.step,
    locus: 'blank page',
    evidence: [
      ...sign.evidence,
      ...documents
        .slice(0, 1)
        .map((exchange) => citeExchange(exchange, "the page's script was delivered")),
    ],
  };
}
