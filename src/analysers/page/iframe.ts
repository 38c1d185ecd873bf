import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeConsole, citeExchange, type Evidence } from '../../run/evidence.ts';
import { actionFailures, citeFailure } from '../../run/facts/action-failures.ts';
import { realSteps, succeededLater } from '../../run/facts/progress.ts';
import { citeText } from '../../run/evidence.ts';
import type { Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * What the task needs lies in a frame that stayed empty or could not be used: its document was refused (X-Frame-Options, CSP frame-ancestors) or failed, or an
 * action did not find its frame. Frames of advertising and analytics are noise.
 */
export const iframe = defineAnalyser({
  id: 'page.iframe',
  needs: ['steps'],
  findings: { 'page.iframe': SHARED_CAUSES['page.iframe'] },
  run: (run) => {
    const finding = fromException(run) ?? fromRefusal(run);
    return finding === undefined ? [] : [finding];
  },
});

const TYPES = new Set(['MissingElementInIframe', 'NoneFrameError', 'StaleFrameSelectionError']);

function fromException(run: Run): Finding<'page.iframe'> | undefined {
  const failure = actionFailures(run).find(({ exceptionType }) => TYPES.has(exceptionType));
  if (failure === undefined) return undefined;
  const isOvercome = succeededLater(run, failure.step, failure.action);
  return {
    code: 'page.iframe',
    title: `Step ${failure.step.order} could not reach element ${failure.action.elementId ?? '?'}: its frame was gone or not found.`,
    explanation: 'The element belongs to a frame that was not there any more when the action ran.',
    bearing: {
      tier: 'typed',
      confidence: 0.88,
      persistence: isOvercome ? 'recovered' : 'persistent',
    },
    step: failure.step,
    locus: failure.exceptionType,
    evidence: [citeFailure(failure, 'the frame could not be found')],
  };
}

function fromRefusal(run: Run): Finding<'page.iframe'> | undefined {
  const refused = requestReportOf(run).failed.find(
    (request) =>
      request.isFrame &&
      request.verdict.level !== 'excluded' &&
      (request.policy === 'framing' ||
        request.failure.kind === 'refused-answer' ||
        request.party !== 'third'),
  );
  if (refused === undefined || refused.challenge?.signal === 'block') return undefined;
  const step = refused.link.strength === 'none' ? realSteps(run)[0] : refused.link.step;
  const host = URL.canParse(refused.exchange.url)
    ? new URL(refused.exchange.url).host
    : refused.exchange.url;
  const isRefused = refused.policy === 'framing' || refused.failure.kind === 'refused-answer';
  return {
    code: 'page.iframe',
    title: isRefused
      ? `The frame from ${host} stayed empty: its server does not allow it to be shown inside this page.`
      : `The frame from ${host} stayed empty: its document could not be loaded.`,
    explanation:
      'What should stand in the frame is in neither the HTML nor the element tree, so it could not be used.',
    bearing: {
      tier: 'observed',
      confidence: isRefused && refused.verdict.level === 'mattered' ? 0.86 : 0.55,
      persistence: 'persistent',
    },
    step,
    atMs: refused.exchange.startedAtMs,
    locus: `frame ${refused.template}`,
    evidence: [
      citeExchange(refused.exchange, "the frame's document"),
      ...refused.console
        .slice(0, 2)
        .map((line) => citeConsole(line, 'the browser names the reason')),
      ...frameTag(step, refused.exchange.url),
    ],
  };
}

function frameTag(step: Step | undefined, url: string): readonly Evidence[] {
  const page = step?.scrape?.page?.();
  const html = step?.scrape?.html;
  const path = URL.canParse(url) ? new URL(url).pathname : url;
  const tag = page?.elements.find(
    (element) => element.tagName === 'iframe' && (element.attributes['src'] ?? '').includes(path),
  );
  return tag === undefined || html === undefined
    ? []
    : [citeText(html, tag, 'the empty frame in the page')];
}
