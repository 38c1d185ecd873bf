import { describeElement, elementName } from '../../run/describe-action.ts';
import { citeJson, citeText, type Evidence } from '../../run/evidence.ts';
import { contentWords } from '../../run/facts/content-words.ts';
import type { HtmlPage, PageSnapshot, Run } from '../../run/run.ts';
import { deadClicks, hasWorkedLater, type DeadClick } from '../dead-clicks.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * Without the server log a dismissed dialog leaves one trace: a click that did nothing, on a control whose own handler (or a script of the page that speaks of the same thing)
 * calls `confirm` or `prompt`. With the log the log decides.
 */
export const unseenDialog = defineAnalyser({
  id: 'page.dialog',
  needs: ['steps'],
  findings: { 'page.dialog': SHARED_CAUSES['page.dialog'] },
  run: (run) => {
    if ((run.serverLog ?? []).length > 0) return [];
    for (const click of deadClicks(run)) {
      const call = dialogCall(click);
      if (call !== undefined) return [callFinding(run, click, call)];
    }
    return [];
  },
});

const CALL = /\b(?:confirm|prompt)\(\s?(?:(['"`])((?:(?!\1).){3,200})\1)?/g;

interface DialogCall {
  readonly words: string | undefined;
  readonly isOwnHandler: boolean;
  readonly evidence: Evidence;
}

function dialogCall({ action, before }: DeadClick): DialogCall | undefined {
  const { snapshot, page } = before;
  if (snapshot === undefined || page === undefined) return undefined;
  const own = handlerOf(page, snapshot, action.elementId);
  if (own !== undefined) return own;
  const label = contentWords(
    action.element === undefined ? '' : (elementName(action.element) ?? ''),
  );
  for (const match of snapshot.document.text.matchAll(CALL)) {
    const words = match[2];
    if (words === undefined || ![...contentWords(words)].some((word) => label.has(word))) continue;
    const span = { start: match.index, end: match.index + match[0].length };
    const evidence = citeText(snapshot.document, span, 'a script of the page asks with a dialog');
    return { words, isOwnHandler: false, evidence };
  }
  return undefined;
}

/** `onclick` of the element or `onsubmit` of its form. */
function handlerOf(
  page: HtmlPage,
  snapshot: PageSnapshot,
  elementId: string | undefined,
): DialogCall | undefined {
  const start = page.elements.findIndex(
    ({ attributes }) => elementId !== undefined && attributes['unique_id'] === elementId,
  );
  for (let at = start; at >= 0; at = page.elements[at]?.parent ?? -1) {
    const element = page.elements[at];
    const code = `${element?.attributes['onclick'] ?? ''} ${element?.attributes['onsubmit'] ?? ''}`;
    const [match] = code.matchAll(CALL);
    if (element !== undefined && match !== undefined)
      return {
        words: match[2],
        isOwnHandler: true,
        evidence: citeText(snapshot.document, element, 'the control asks with a dialog'),
      };
  }
  return undefined;
}

function callFinding(run: Run, click: DeadClick, call: DialogCall): Finding<'page.dialog'> {
  const { step, action } = click;
  const place = { source: action.place.source, pointer: `${action.place.pointer}/action_type` };
  return {
    code: 'page.dialog',
    title: `The click on the ${action.element === undefined ? 'element' : describeElement(action.element)} in step ${step.order} did nothing: it asks with a browser dialog${call.words === undefined ? '' : ` ("${call.words.slice(0, 120)}")`}, which was most likely dismissed.`,
    explanation:
      'The handler shows a native dialog and goes on only when that is accepted. No request left and the page did not change; the server log, which has the answer, is not in the bundle.',
    bearing: {
      tier: 'observed',
      confidence: call.isOwnHandler ? 0.72 : 0.6,
      persistence: hasWorkedLater(run, click) ? 'recovered' : 'persistent',
    },
    step,
    atMs: action.startedAtMs,
    locus: 'dialog dismissed',
    evidence: [
      call.evidence,
      citeJson(place, action.type, 'the click that did nothing', action.startedAtMs),
    ],
  };
}
