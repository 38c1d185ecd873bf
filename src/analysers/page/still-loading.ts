import { citeAbsent, citeExchange, citeText, type Evidence } from '../../run/evidence.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { pageStates, type PageState } from '../../run/facts/page-states.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { textLives } from '../../run/facts/text-lives.ts';
import type { Exchange, HtmlPage, Run, Step } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * The page was still loading at the end: a loading text or busy mark that never went away, with a request that was never answered or WAIT
 * actions in a row. A progress bar of a multi-page form is no loading mark.
 */
export const stillLoading = defineAnalyser({
  id: 'page.still_loading',
  needs: ['steps'],
  findings: {
    'page.still_loading': {
      meaning: 'The page never finished loading its content.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'Check the request that the page waits for: it got no answer.',
        'If the site is just slow, add a wait block before this step; WAIT actions use up the retries of a step.',
      ],
    },
  },
  run: (run) => {
    const last = pageStates(run).at(-1);
    const marks = last === undefined ? [] : loadingMarks(run, last);
    const [first] = marks;
    if (last === undefined || first === undefined) return [];
    const pending = [...pendingRequests(run), ...polledInVain(run)];
    const waits = realSteps(run).flatMap((step) =>
      step.actions.filter((action) => action.type === 'wait'),
    );
    if (pending.length === 0 && waits.length < 2) return [];
    return [loadingFinding(run, [first, ...marks.slice(1, 3)], pending, waits.length)];
  },
});

type HtmlElement = HtmlPage['elements'][number];

const BUSY_CLASS =
  /(?:^|[\s_-])(?:spinner|loading|loader|skeleton|shimmer|busy|placeholder-glow|lds-\w+)(?:$|[\s_-])|Skeleton|Spinner|Loader(?![a-z])/i;

/** Loading texts and busy marks of the last page that were there when its step began, too. */
function loadingMarks(run: Run, last: PageState): readonly Evidence[] {
  const texts = textLives(run)
    .filter(
      (life) =>
        life.last === last &&
        (life.first !== last || isOnlyState(run, last)) &&
        life.text.text.length <= 80 &&
        speaksOf(life.text.text, 'loading'),
    )
    .map((life) => life.text.cite('the page says that it is loading, to the end'));
  const { snapshot } = last;
  const elements = busyElements(last);
  const marks =
    snapshot === undefined
      ? []
      : elements
          .slice(0, 2)
          .map((element) => citeText(snapshot.document, element, 'the page marks itself as busy'));
  return [...texts, ...marks];
}

/** The first step that found the page loading, of those that found nothing else up to the end. */
function loadingSince(run: Run): Step | undefined {
  const scrapes = pageStates(run).filter((state) => state.action === undefined);
  const ready = scrapes.findLastIndex(
    (state) =>
      !state.texts.some((text) => speaksOf(text.text, 'loading')) &&
      busyElements(state).length === 0,
  );
  return scrapes[ready + 1]?.step;
}

function busyElements(state: PageState): readonly HtmlElement[] {
  return (state.page?.elements ?? []).filter(
    (element) =>
      !element.isHidden &&
      (element.attributes['aria-busy'] === 'true' ||
        (element.attributes['role'] === 'progressbar' &&
          element.attributes['aria-valuenow'] === undefined) ||
        BUSY_CLASS.test(element.attributes['class'] ?? '')),
  );
}

/** Nothing was captured but the page on which the run gave up. */
function isOnlyState(run: Run, last: PageState): boolean {
  return pageStates(run).every((state) => state === last || state.step.taskId !== last.step.taskId);
}

/** Asked again and again for something that is not ready: only 202s to the end. */
function polledInVain(run: Run): readonly Exchange[] {
  const polls = new Map<string, Exchange[]>();
  for (const exchange of run.network?.exchanges ?? []) {
    if (exchange.method !== 'GET' || exchange.status < 200) continue;
    const key = pathOf(exchange.url);
    polls.set(key, [...(polls.get(key) ?? []), exchange]);
  }
  return [...polls.values()].flatMap((all) =>
    all.length >= 2 && all.every(({ status }) => status === 202) ? all.slice(-1) : [],
  );
}

/** Requests of the page that got no answer while it was open. */
function pendingRequests(run: Run): readonly Exchange[] {
  return (run.network?.exchanges ?? []).filter(
    (exchange) =>
      exchange.status === -1 &&
      exchange.failureText === undefined &&
      !exchange.isApiRequest &&
      exchange.method !== 'OPTIONS',
  );
}

function loadingFinding(
  run: Run,
  marks: readonly [Evidence, ...Evidence[]],
  pending: readonly Exchange[],
  waits: number,
): Finding<'page.still_loading'> {
  const [request] = pending;
  const first = loadingSince(run);
  const missing =
    run.network === undefined
      ? [citeAbsent('har', 'the HAR that would show the waiting request')]
      : [];
  return {
    code: 'page.still_loading',
    title:
      request === undefined
        ? `The page was still loading when the run gave up, after ${waits} waits.`
        : `The page was still loading when the run gave up: ${request.method} ${pathOf(request.url)} ${request.status === 202 ? 'only ever answered 202 (not ready)' : 'was never answered'}.`,
    explanation:
      'The loading mark was there when the step began and at the end; what the task needs never appeared.',
    bearing: {
      tier: 'observed',
      confidence: request === undefined ? 0.72 : 0.86,
      persistence: 'persistent',
    },
    step: first ?? realSteps(run)[0],
    locus: request === undefined ? 'loading' : `${request.method} ${pathOf(request.url)}`,
    evidence: [
      ...marks,
      ...pending
        .slice(0, 2)
        .map((exchange) =>
          citeExchange(
            exchange,
            exchange.status === 202
              ? 'asked again and again, never ready'
              : 'this request was still waiting for its answer when the browser closed',
          ),
        ),
      ...missing,
    ],
  };
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
