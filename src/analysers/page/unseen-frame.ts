import { isTelemetry } from '../../requests/telemetry.ts';
import { citeExchange, citeText, type Evidence } from '../../run/evidence.ts';
import { facingStep } from '../../run/facts/facing-step.ts';
import { gaveUp } from '../../run/facts/gave-up.ts';
import { walkTree } from '../../run/facts/walk-tree.ts';
import type { Exchange, HtmlPage, Run, Step } from '../../run/run.ts';
import { asText } from '../../support/unknown.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * A frame of the page of which the element tree holds nothing: zero-size frames are skipped, and frames of other origins may fail to be read. It counts where the run gave up on
 * that page. Frames of advertising, measuring, maps and videos are no place for a task.
 */
export const unseenFrame = defineAnalyser({
  id: 'page.iframe',
  needs: ['steps'],
  findings: { 'page.iframe': SHARED_CAUSES['page.iframe'] },
  run: (run) => {
    const end = gaveUp(run);
    const finding = end === undefined ? undefined : judge(run, facingStep(run, end.step));
    return finding === undefined ? [] : [finding];
  },
});

type HtmlElement = HtmlPage['elements'][number];

const BESIDE_THE_POINT =
  /recaptcha|hcaptcha|challenges\.cloudflare|arkoselabs|turnstile|youtube|vimeo|maps\.google|google\.[a-z.]+\/maps|openstreetmap|facebook|twitter|instagram|linkedin|doubleclick|\bads?\b|adserver|banner|pixel|analytics|gtm|tagmanager|consent|cookie|chat|widget\.intercom|newsletter|livechat|zendesk|hotjar|silent|check-?session|sso-?frame|storage|sync\b/i;

function judge(run: Run, step: Step): Finding<'page.iframe'> | undefined {
  const html = step.scrape?.html;
  const page = step.scrape?.page?.();
  const { tree } = step.scrape ?? {};
  if (html === undefined || page === undefined || tree === undefined) return undefined;
  const seen = framesWithContent(step);
  const frame = page.elements.find((element) => isUnseen(element, seen));
  if (frame === undefined) return undefined;
  const isTiny = hasNoSize(frame);
  const address = frame.attributes['src'] ?? '';
  const name = frame.attributes['title'] ?? frame.attributes['name'] ?? address.split('?')[0] ?? '';
  const document = documentOf(run, address);
  const hasOwnFields = hasFields(step);
  return {
    code: 'page.iframe',
    title: `The frame '${name}' on the page of step ${step.order} is in the HTML, but ${isTiny ? 'it has no size, so ' : ''}nothing of its content is in the element tree.`,
    explanation: `The model is shown the tree only${document === undefined ? '' : '; the document of the frame itself was delivered'}. What stands in the frame could not be read or used.`,
    bearing: {
      tier: 'observed',
      confidence: (isTiny ? 0.76 : 0.72) - (hasOwnFields ? 0.14 : 0),
      persistence: 'persistent',
    },
    step,
    locus: `frame without content ${pathOf(address)}`,
    evidence: [
      citeText(html, frame, 'the frame in the HTML'),
      ...(document === undefined ? [] : [citeDocument(document)]),
    ],
  };
}

function isUnseen(element: HtmlElement, seen: ReadonlySet<string>): boolean {
  const { tagName, attributes } = element;
  if (tagName !== 'iframe' && tagName !== 'frame') return false;
  const address = attributes['src'] ?? '';
  const isEmpty =
    address === '' || address.startsWith('about:') || address.startsWith('javascript:');
  if ((isEmpty && attributes['srcdoc'] === undefined) || isHiddenFrame(element)) return false;
  const names = [
    address,
    attributes['title'],
    attributes['name'],
    attributes['id'],
    attributes['class'],
  ];
  if (BESIDE_THE_POINT.test(names.join(' '))) return false;
  return !seen.has(attributes['unique_id'] ?? '') && !seen.has(address);
}

/** Hidden on purpose; a frame without size but not hidden may be waiting for its script. */
function isHiddenFrame({ isHidden, attributes }: HtmlElement): boolean {
  return isHidden || attributes['aria-hidden'] === 'true' || attributes['tabindex'] === '-1';
}

function hasNoSize({ attributes }: HtmlElement): boolean {
  const style = attributes['style'] ?? '';
  return (
    ['0', '1', '0px', '1px'].includes(attributes['width'] ?? '') ||
    ['0', '1', '0px', '1px'].includes(attributes['height'] ?? '') ||
    /(?:^|;)\s{0,9}(?:width|height)\s{0,9}:\s{0,9}[01](?:px)?\s{0,9}(?:;|$)/i.test(style)
  );
}

/** Ids and addresses of frames whose content is in the tree. */
function framesWithContent(step: Step): ReadonlySet<string> {
  const seen = new Set<string>(step.scrape?.frames?.values() ?? []);
  const { tree } = step.scrape ?? {};
  if (tree === undefined) return seen;
  for (const { node } of walkTree(tree)) {
    if (node.frame !== undefined) seen.add(node.frame);
    if (node.tagName !== 'iframe' || (node.children?.length ?? 0) === 0) continue;
    seen.add(node.id ?? '');
    seen.add(asText(node.attributes?.['src']) ?? '');
  }
  return seen;
}

/** With fields of its own the page may hold what the task needs outside the frame. */
function hasFields(step: Step): boolean {
  const { tree } = step.scrape ?? {};
  if (tree === undefined) return false;
  for (const { node } of walkTree(tree))
    if (node.interactable === true && ['input', 'select', 'textarea'].includes(node.tagName ?? ''))
      return true;
  return false;
}

function documentOf(run: Run, address: string): Exchange | undefined {
  const path = pathOf(address);
  return path.length < 2
    ? undefined
    : run.network?.exchanges.find(
        (exchange) =>
          exchange.status === 200 && pathOf(exchange.url) === path && !isTelemetry(exchange, false),
      );
}

function citeDocument(document: Exchange): Evidence {
  return citeExchange(document, 'the document of the frame was delivered');
}

function pathOf(url: string): string {
  return URL.canParse(url, 'https://page.test') ? new URL(url, 'https://page.test').pathname : url;
}
