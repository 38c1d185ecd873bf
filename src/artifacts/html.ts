/** Captured page HTML: its visible text and its elements, each with offsets into the source so that evidence can point there. */
import { load } from 'cheerio/slim';
import { flattenHtml } from './flatten-html.ts';

export interface HtmlPage {
  readonly title: string | undefined;
  /** `lang` of the root element, lower case. */
  readonly language: string | undefined;
  /** Visible text by block, in document order. */
  readonly texts: readonly TextSegment[];
  /** Text drawn inside SVG: people read it, the element tree does not have it. */
  readonly drawnTexts: readonly TextSegment[];
  /** All elements in document order. */
  readonly elements: readonly HtmlElement[];
}

/** The text of one block (paragraph, cell, button …): inline markup inside it does not split it. */
export interface TextSegment {
  /** White space collapsed, entities decoded. */
  readonly text: string;
  /** UTF-16 offsets of the first and behind the last character in the source. */
  readonly start: number;
  readonly end: number;
  /** The longest single run of source text in the block, quotable as it stands. */
  readonly quote: { readonly start: number; readonly end: number };
  /** Index of the block's element in `elements`. */
  readonly element: number;
}

export interface HtmlElement {
  readonly tagName: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly start: number;
  /** End of the opening tag as far as known, else of the element. */
  readonly end: number;
  /** Index of the parent element, -1 at the top. */
  readonly parent: number;
  /** Hidden by attribute or inline style, itself or an ancestor. */
  readonly isHidden: boolean;
}

/** Beyond these a page is cut: hostile pages nest and repeat without end. */
const MAX_HTML_CHARS = 20_000_000;
const MAX_ELEMENTS = 500_000;

const SILENT_TAGS: ReadonlySet<string> = new Set([
  'script',
  'style',
  'template',
  'noscript',
  'head',
  'svg',
  'iframe',
  'object',
  'datalist',
]);
const INLINE_TAGS: ReadonlySet<string> = new Set(
  'a abbr b bdi bdo big br cite code data del dfn em font i ins kbd mark q s samp small span strong sub sup time tt u var wbr'.split(
    ' ',
  ),
);

interface ParsedNode {
  readonly type: string;
  readonly name?: string;
  readonly attribs?: Readonly<Record<string, string>>;
  readonly data?: string;
  readonly children?: readonly ParsedNode[];
  readonly startIndex?: number | null;
  readonly endIndex?: number | null;
}

interface Visit {
  readonly node: ParsedNode;
  readonly parent: number;
  /** Element that collects the text. */
  readonly block: number;
  readonly isHidden: boolean;
  readonly isSilent: boolean;
  readonly isDrawn: boolean;
}

interface OpenSegment {
  readonly element: number;
  readonly runs: { readonly start: number; readonly end: number; readonly text: string }[];
}

export function readHtml(source: string): HtmlPage {
  const html = source.length > MAX_HTML_CHARS ? source.slice(0, MAX_HTML_CHARS) : source;
  const root: ParsedNode = load(flattenHtml(html), {
    xml: { xmlMode: false, withStartIndices: true, withEndIndices: true },
  }).root()[0] ?? { type: 'root' };
  return collectPage(root, html);
}

/** Walks with a stack of its own: recursion would overflow on hostile nesting. */
function collectPage(root: ParsedNode, html: string): HtmlPage {
  const elements: HtmlElement[] = [];
  const segments = new Map<number, OpenSegment>();
  const drawn = new Map<number, OpenSegment>();
  const titleRuns: string[] = [];
  const stack: Visit[] = [
    { node: root, parent: -1, block: -1, isHidden: false, isSilent: false, isDrawn: false },
  ];
  for (let visit = stack.pop(); visit !== undefined; visit = stack.pop()) {
    const { node } = visit;
    if (node.type === 'text') {
      if (visit.parent >= 0 && elements[visit.parent]?.tagName === 'title')
        titleRuns.push(node.data ?? '');
      if (visit.isDrawn && !visit.isHidden) addText(drawn, visit.parent, node, html);
      else if (!visit.isSilent && !visit.isHidden) addText(segments, visit.block, node, html);
      continue;
    }
    if (elements.length >= MAX_ELEMENTS) continue;
    pushChildren(
      stack,
      visit,
      node.name === undefined ? undefined : addElement(elements, visit, html),
    );
  }
  return {
    title: collapse(titleRuns.slice(0, 1).join('')) || undefined,
    language: elements
      .find((element) => element.tagName === 'html')
      ?.attributes['lang']?.toLowerCase(),
    texts: closeSegments(segments),
    drawnTexts: closeSegments(drawn),
    elements,
  };
}

function addElement(elements: HtmlElement[], visit: Visit, html: string): number {
  const { node } = visit;
  const start = node.startIndex ?? 0;
  const close = html.indexOf('>', start);
  elements.push({
    tagName: (node.name ?? '').toLowerCase(),
    attributes: node.attribs ?? {},
    start,
    end: close < 0 ? (node.endIndex ?? start) + 1 : close + 1,
    parent: visit.parent,
    isHidden: visit.isHidden || isHiddenByItself(node.attribs),
  });
  return elements.length - 1;
}

function isHiddenByItself(attributes: Readonly<Record<string, string>> | undefined): boolean {
  if (attributes === undefined) return false;
  if (Object.hasOwn(attributes, 'hidden')) return true;
  return /(?:^|;)\s{0,9}(?:display\s{0,9}:\s{0,9}none|visibility\s{0,9}:\s{0,9}hidden)/i.test(
    attributes['style'] ?? '',
  );
}

function pushChildren(stack: Visit[], visit: Visit, index: number | undefined): void {
  const { node } = visit;
  const name = (node.name ?? '').toLowerCase();
  const isInline = index === undefined || INLINE_TAGS.has(name);
  const inside = {
    parent: index ?? visit.parent,
    block: isInline && visit.block >= 0 ? visit.block : (index ?? visit.block),
    isHidden: visit.isHidden || isHiddenByItself(node.attribs),
    isSilent: visit.isSilent || SILENT_TAGS.has(name),
    isDrawn:
      (visit.isDrawn || name === 'svg') &&
      name !== 'style' &&
      name !== 'script' &&
      name !== 'title' &&
      name !== 'desc',
  };
  const children = node.children ?? [];
  for (let i = children.length - 1; i >= 0; i -= 1) {
    const child = children[i];
    if (child !== undefined) stack.push({ node: child, ...inside });
  }
}

function addText(
  segments: Map<number, OpenSegment>,
  block: number,
  node: ParsedNode,
  html: string,
): void {
  const text = collapse(node.data ?? '');
  if (text === '') return;
  const start = node.startIndex ?? 0;
  const end = Math.min(html.length, (node.endIndex ?? start) + 1);
  const open = segments.get(block) ?? { element: block, runs: [] };
  open.runs.push({ start, end, text: node.data ?? '' });
  segments.set(block, open);
}

function closeSegments(segments: ReadonlyMap<number, OpenSegment>): readonly TextSegment[] {
  return [...segments.values()]
    .flatMap((segment) => closeSegment(segment) ?? [])
    .toSorted((a, b) => a.start - b.start);
}

function closeSegment(segment: OpenSegment): TextSegment | undefined {
  const [first] = segment.runs;
  const last = segment.runs.at(-1);
  if (first === undefined || last === undefined) return undefined;
  const longest = segment.runs.reduce(
    (best, run) => (run.end - run.start > best.end - best.start ? run : best),
    first,
  );
  return {
    text: collapse(segment.runs.map((run) => run.text).join(' ')),
    start: first.start,
    end: last.end,
    quote: { start: longest.start, end: longest.end },
    element: segment.element,
  };
}

function collapse(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}
