import { citeExchange, citeJson, type Evidence } from '../../run/evidence.ts';
import { elementName } from '../../run/describe-action.ts';
import { realSteps } from '../../run/facts/progress.ts';
import { exchangesOf } from '../../run/facts/submit.ts';
import type { Action, Exchange, Run, Step } from '../../run/run.ts';
import { registrableDomain } from '../../support/registrable-domain.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';

/**
 * An action opened a second tab, and the following steps worked in the wrong one. The HAR's first page entry has no title and means nothing; a new
 * `pageref` that begins with a document after an action is a new tab.
 */
export const popupNewTab = defineAnalyser({
  id: 'page.popup_new_tab',
  needs: ['steps', 'network'],
  findings: {
    'page.popup_new_tab': {
      meaning: 'A click opened another tab, and the run went on in the wrong one.',
      owner: 'agent',
      retry: 'after-change',
      fixes: [
        'Say in the goal that the click opens a new tab and in which tab to go on.',
        'Open the target address directly with a goto_url block instead of clicking.',
      ],
    },
  },
  run: (run) => {
    const opening = realSteps(run).flatMap((step) =>
      step.actions.flatMap((action) => openedTab(run, step, action) ?? []),
    );
    return opening.slice(0, 1).map((tab) => tabFinding(run, tab));
  },
});

interface OpenedTab {
  readonly step: Step;
  readonly action: Action;
  readonly document: Exchange;
}

function openedTab(run: Run, step: Step, action: Action): OpenedTab | undefined {
  if (action.type !== 'click') return undefined;
  const earlier = new Set(
    (run.network?.exchanges ?? [])
      .filter((exchange) => (exchange.startedAtMs ?? 0) < (action.startedAtMs ?? 0))
      .map((exchange) => exchange.pageRef),
  );
  const document = exchangesOf(run, step, action).find(
    (exchange) =>
      exchange.pageRef !== undefined && !earlier.has(exchange.pageRef) && isDocument(exchange),
  );
  return document === undefined ? undefined : { step, action, document };
}

function isDocument(exchange: Exchange): boolean {
  return (
    exchange.resourceType === 'document' || (exchange.mimeType?.startsWith('text/html') ?? false)
  );
}

function tabFinding(
  run: Run,
  { step, action, document }: OpenedTab,
): Finding<'page.popup_new_tab'> {
  const steps = realSteps(run).filter((other) => other.taskId === step.taskId);
  const after = steps[steps.indexOf(step) + 1];
  const isInNewTab = after?.pageUrl !== undefined && samePath(after.pageUrl, document.url);
  const isInOldTab = after?.pageUrl !== undefined && after.pageUrl === step.pageUrl;
  return {
    code: 'page.popup_new_tab',
    title: `The click on '${action.element === undefined ? '?' : (elementName(action.element) ?? '?')}' in step ${step.order} opened a new tab (${pathOf(document.url)})${isInNewTab ? ', and the run went on in it, away from the page with the task' : isInOldTab ? ', but the run stayed in the old one' : ''}.`,
    explanation: 'Only one tab is read at a time. What the task needs stands in the other one.',
    bearing: {
      tier: 'observed',
      confidence: confidenceOf(run, isInNewTab, isInOldTab, isForeign(step, document)),
      persistence: 'persistent',
    },
    step,
    atMs: document.startedAtMs,
    locus: `new tab ${pathOf(document.url)}`,
    evidence: [
      citeExchange(document, 'the first document of a new tab, requested by the click'),
      ...newPageEvidence(after),
    ],
  };
}

/** Advertising opens windows, too: a tab of another site that nobody went to says little. */
function isForeign({ pageUrl }: Step, { url }: Exchange): boolean {
  return pageUrl !== undefined && registrableDomain(pageUrl) !== registrableDomain(url);
}

function confidenceOf(
  run: Run,
  isInNewTab: boolean,
  isInOldTab: boolean,
  isFromElsewhere: boolean,
): number {
  const hasSwitched = realSteps(run).some((step) =>
    step.actions.some((action) => action.type === 'switch_tab' || action.type === 'close_page'),
  );
  if (hasSwitched) return 0.4;
  if (isFromElsewhere && !isInNewTab) return 0.36;
  return isInNewTab || isInOldTab ? 0.8 : 0.5;
}

function newPageEvidence(after: Step | undefined): readonly Evidence[] {
  const tree = after?.scrape?.tree;
  const heading = tree?.roots.findIndex((node) => (node.text ?? '').trim() !== '') ?? -1;
  const text = tree?.roots[heading]?.text;
  return tree === undefined || text === undefined
    ? []
    : [
        citeJson(
          { source: tree.source, pointer: `/${heading}/text` },
          text,
          'what the next step saw instead',
        ),
      ];
}

function samePath(a: string, b: string): boolean {
  return pathOf(a) === pathOf(b);
}

function pathOf(url: string): string {
  return URL.canParse(url) ? new URL(url).pathname : url;
}
