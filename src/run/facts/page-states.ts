/** The pages of a run as a film: one state per captured HTML, in order, with the texts a person could read in it. */
import type { HtmlPage, TextSegment } from '../../artifacts/html.ts';
import { citeJson, citeSegment, type Evidence } from '../evidence.ts';
import type { Action, ElementTree, PageSnapshot, Run, Step } from '../run.ts';
import { hasErrorMarker, hasMessageMarker } from './message-marker.ts';
import { treeTexts } from './tree-texts.ts';

export interface PageState {
  /** Position in the film. */
  readonly index: number;
  readonly step: Step;
  /** The action this state follows; undefined for what the step started from. */
  readonly action: Action | undefined;
  readonly snapshot: PageSnapshot | undefined;
  readonly page: HtmlPage | undefined;
  readonly tree: ElementTree | undefined;
  readonly url: string | undefined;
  readonly texts: readonly PageText[];
}

/** One readable text of a page, with a way to point at it. */
export interface PageText {
  readonly text: string;
  /** Lower case, white space collapsed: what texts are compared by. */
  readonly key: string;
  /** Marked as a message by role, live region or class. */
  readonly isMessage: boolean;
  /** Marked as a complaint. */
  readonly isError: boolean;
  readonly isHeading: boolean;
  readonly cite: (claim: string) => Evidence;
}

const cache = new WeakMap<Run, readonly PageState[]>();

/** All states of a run; computed once. */
export function pageStates(run: Run): readonly PageState[] {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const states = run.steps.filter((step) => !step.isDiscarded).flatMap(statesOfStep);
  const indexed = states.map((state, index) => ({ ...state, index }));
  cache.set(run, indexed);
  return indexed;
}

function statesOfStep(step: Step): readonly Omit<PageState, 'index'>[] {
  const actionOf = new Map(
    step.actions.flatMap((action) =>
      action.htmlAfter === undefined ? [] : [[action.htmlAfter, action] as const],
    ),
  );
  const states = step.snapshots.map((snapshot) => {
    const isScrape = snapshot.kind === 'scrape';
    const tree = isScrape ? step.scrape?.tree : undefined;
    return {
      step,
      action: actionOf.get(snapshot),
      snapshot,
      page: snapshot.page(),
      tree,
      url: isScrape ? step.pageUrl : undefined,
      texts: mergeTexts(htmlTexts(snapshot), tree),
    };
  });
  if (states.length > 0 || step.scrape?.tree === undefined) return states;
  const { tree } = step.scrape;
  return [
    {
      step,
      action: undefined,
      snapshot: undefined,
      page: undefined,
      tree,
      url: step.pageUrl,
      texts: mergeTexts([], tree),
    },
  ];
}

/** The tree adds what is in no HTML: documents of iframes and shadow roots. */
function mergeTexts(
  fromHtml: readonly PageText[],
  tree: ElementTree | undefined,
): readonly PageText[] {
  if (tree === undefined) return fromHtml;
  const whole = fromHtml.map((text) => text.key).join('\n');
  const extra = treeTexts(tree).filter((text) => !whole.includes(comparable(text.text)));
  return [
    ...fromHtml,
    ...extra.map((text) => ({
      text: text.text,
      key: comparable(text.text),
      isMessage: text.isMessage,
      isError: text.isError,
      isHeading: text.isHeading,
      cite: (claim: string) =>
        citeJson({ source: tree.source, pointer: text.pointer }, text.text, claim),
    })),
  ];
}

function htmlTexts(snapshot: PageSnapshot): readonly PageText[] {
  const page = snapshot.page();
  return page.texts.map((segment) => ({
    text: segment.text,
    key: comparable(segment.text),
    isMessage: isMarked(page, segment, hasMessageMarker),
    isError: isMarked(page, segment, hasErrorMarker),
    isHeading: /^h[1-6]$/.test(page.elements[segment.element]?.tagName ?? ''),
    cite: (claim: string) => citeSegment(snapshot.document, segment, claim, snapshot.capturedAtMs),
  }));
}

/** A message's marker sits on the text's own element or a few wrappers above it. */
const MARKER_REACH = 3;

function isMarked(
  page: HtmlPage,
  segment: TextSegment,
  hasMarker: typeof hasMessageMarker,
): boolean {
  let index = segment.element;
  for (let hops = 0; hops < MARKER_REACH && index >= 0; hops += 1) {
    const element = page.elements[index];
    if (element === undefined || element.tagName === 'body' || element.tagName === 'main')
      return false;
    if (hasMarker(element.attributes)) return true;
    index = element.parent;
  }
  return false;
}

export function comparable(text: string): string {
  return text.normalize('NFKC').replace(/\s+/g, ' ').trim().toLowerCase();
}
