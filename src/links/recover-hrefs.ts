import { walkTree } from '../run/facts/walk-tree.ts';
import type { ElementNode, ElementTree, Run, Step } from '../run/run.ts';
import type { SourceRef } from '../support/source-ref.ts';
import { findHtmlHrefs } from './html-hrefs.ts';
import type { LinkOrigin, RecoveryPlace } from './link-report.ts';
import { keyOfHref, SHORTEST_HASHED_HREF } from './placeholder-key.ts';
import { walkStrings } from './walk-strings.ts';

/** Longer ones are data: URLs and the like; hashing them is wasted. */
const LONGEST_HREF = 65_536;

export interface RecoveredHref {
  readonly url: string;
  readonly origin: LinkOrigin;
}

type Offer = (href: string, origin: Omit<LinkOrigin & { kind: 'recovered' }, 'kind'>) => void;

/** Keys of every long href that the run holds outside its maps; the best place of each first. */
export function recoverHrefs(
  run: Pick<Run, 'llmCalls' | 'steps' | 'network'>,
): ReadonlyMap<string, RecoveredHref> {
  const recovered = new Map<string, RecoveredHref>();
  const seen = new Set<string>();
  const offer: Offer = (href, origin) => {
    if (href.length < SHORTEST_HASHED_HREF || href.length > LONGEST_HREF || seen.has(href)) return;
    seen.add(href);
    recovered.set(keyOfHref(href), { url: href, origin: { kind: 'recovered', ...origin } });
  };
  offerRenderedAnswers(run, offer);
  for (const step of run.steps) offerStep(step, offer);
  offerRequests(run, offer);
  return recovered;
}

function offerRenderedAnswers(run: Pick<Run, 'llmCalls'>, offer: Offer): void {
  for (const { rendered, stepId } of run.llmCalls) {
    if (rendered === undefined) continue;
    const { source } = rendered;
    walkStrings(rendered.value, (text) => {
      offer(text, { from: 'llm_response_rendered', source, stepId });
    });
  }
}

function offerStep(step: Step, offer: Offer): void {
  const { stepId, scrape } = step;
  if (scrape?.html !== undefined) {
    offerHtml(scrape.html, { from: 'html_scrape', stepId }, offer);
  }
  offerTree(scrape?.tree, { from: 'visible_elements_tree', stepId }, offer);
  offerTree(scrape?.trimmedTree, { from: 'visible_elements_tree_trimmed', stepId }, offer);
  for (const { document, kind } of step.snapshots) {
    offerHtml(document, { from: kind === 'scrape' ? 'html_scrape' : 'html_action', stepId }, offer);
  }
  for (const action of step.actions) {
    const origin = { from: 'action', source: action.place.source, stepId } as const;
    if (action.text !== undefined) offer(action.text, origin);
    offerElement(action.element, origin, offer);
  }
}

interface Finder {
  readonly from: RecoveryPlace;
  readonly stepId: string | undefined;
}

function offerHtml(
  html: { readonly source: SourceRef; readonly text: string },
  finder: Finder,
  offer: Offer,
): void {
  for (const href of findHtmlHrefs(html.text, SHORTEST_HASHED_HREF)) {
    offer(href, { ...finder, source: html.source });
  }
}

function offerTree(tree: ElementTree | undefined, finder: Finder, offer: Offer): void {
  if (tree === undefined) return;
  for (const { node } of walkTree(tree)) {
    offerElement(node, { ...finder, source: tree.source }, offer);
  }
}

function offerElement(
  element: ElementNode | undefined,
  origin: Parameters<Offer>[1],
  offer: Offer,
): void {
  const href = element?.attributes?.['href'];
  if (typeof href === 'string') offer(href, origin);
}

function offerRequests(run: Pick<Run, 'network'>, offer: Offer): void {
  for (const { url, source } of run.network?.exchanges ?? []) {
    if (url.length < SHORTEST_HASHED_HREF) continue;
    for (const form of formsOf(url)) offer(form, { from: 'har', source, stepId: undefined });
  }
}

/** How a page may have written an absolute URL: whole, without scheme, from the root, from its folder, as a query. */
function formsOf(url: string): readonly string[] {
  const pathStart = url.indexOf('/', url.indexOf('://') + 3);
  if (pathStart === -1) return [url];
  const queryStart = url.indexOf('?', pathStart);
  const pathEnd = queryStart === -1 ? url.length : queryStart;
  const folderEnd = url.lastIndexOf('/', pathEnd) + 1;
  const forms = [
    url,
    url.slice(url.indexOf('://') + 1),
    url.slice(pathStart),
    url.slice(folderEnd),
  ];
  return queryStart === -1 ? forms : [...forms, url.slice(queryStart)];
}
