import type { HtmlElement, HtmlPage, TextSegment } from '../../artifacts/html.ts';
import { comparable } from './page-states.ts';

/** One of several controls that do the same for different things: a button in each row, a link on each card. */
export interface RowControl {
  readonly element: number;
  readonly label: string;
  /** All that can be read in the row or card, the control's own label included. */
  readonly text: string;
  readonly segments: readonly TextSegment[];
}

const MAX_TWINS = 200;
const MAX_ROW_CHARS = 3_000;

/** The control with an id, and those like it elsewhere on the page; empty where it is alone. */
export function rowControls(
  page: HtmlPage,
  source: string,
  elementId: string,
): readonly RowControl[] {
  const own = page.elements.findIndex(({ attributes }) => attributes['unique_id'] === elementId);
  const element = page.elements[own];
  if (element === undefined) return [];
  const texts = textsByElement(page);
  const labelOf = (index: number): string => readLabel(page, source, index, texts);
  const label = labelOf(own);
  const twins = page.elements
    .flatMap((other, index) =>
      index !== own &&
      other.tagName === element.tagName &&
      !other.isHidden &&
      isAlike(label, labelOf(index))
        ? [index]
        : [],
    )
    .slice(0, MAX_TWINS);
  if (twins.length === 0) return [];
  const all = [own, ...twins];
  const owners = ownersOf(page, all);
  return all.map((index) => toControl(page, index, { owners, texts, label: labelOf(index) }));
}

const MAX_LABEL_CHARS = 200;
const NO_ELEMENT: Pick<HtmlElement, 'attributes' | 'tagName' | 'end'> = {
  attributes: {},
  tagName: '',
  end: 0,
};

type Texts = ReadonlyMap<number, readonly TextSegment[]>;

/** Texts by every element that holds them. */
function textsByElement(page: HtmlPage): Texts {
  const found = new Map<number, TextSegment[]>();
  for (const text of page.texts) {
    for (let at = text.element; at >= 0; at = page.elements[at]?.parent ?? -1) {
      const known = found.get(at);
      if (known === undefined) found.set(at, [text]);
      else known.push(text);
    }
  }
  return found;
}

/** Text of its own, or of inline markup, which the page counts to the block around it. */
function readLabel(page: HtmlPage, source: string, index: number, texts: Texts): string {
  const own = (texts.get(index) ?? []).map(({ text }) => text).join(' ');
  const { attributes, tagName, end } = page.elements[index] ?? NO_ELEMENT;
  const inline = own === '' && end > 0 ? inlineText(source, tagName, end) : own;
  return (
    inline ||
    (attributes['aria-label'] ?? attributes['value'] ?? attributes['title'] ?? '')
  ).slice(0, MAX_LABEL_CHARS);
}

function inlineText(source: string, tagName: string, from: number): string {
  const rest = source.slice(from, from + 2_000);
  const end = rest.toLowerCase().indexOf(`</${tagName}`);
  return end < 0
    ? ''
    : rest
        .slice(0, end)
        .replace(/<[^<>]*>/g, ' ')
        .replace(/\s+/g, ' ')
        .trim();
}

/** The same words, or the same first word with other things behind it: `Assign J-118`, `Assign J-121`. */
function isAlike(a: string, b: string): boolean {
  const [x, y] = [comparable(a), comparable(b)];
  if (x === '' || y === '') return false;
  if (x === y || x.replace(/\d/g, '#') === y.replace(/\d/g, '#')) return true;
  const [first, second] = [x.split(' '), y.split(' ')];
  return (
    first.length > 1 &&
    first[0] === second[0] &&
    (first[0]?.length ?? 0) >= 3 &&
    Math.abs(first.length - second.length) <= 2
  );
}

/** How many of the twins each element holds. */
function ownersOf(page: HtmlPage, twins: readonly number[]): ReadonlyMap<number, number> {
  const counts = new Map<number, number>();
  for (const twin of twins)
    for (let at = twin; at >= 0; at = page.elements[at]?.parent ?? -1)
      counts.set(at, (counts.get(at) ?? 0) + 1);
  return counts;
}

/** The row is the widest box around the control that holds none of its twins. */
function toControl(
  page: HtmlPage,
  index: number,
  {
    owners,
    texts,
    label,
  }: {
    readonly owners: ReadonlyMap<number, number>;
    readonly texts: Texts;
    readonly label: string;
  },
): RowControl {
  let row = index;
  for (
    let parent = page.elements[row]?.parent ?? -1;
    parent >= 0 && owners.get(parent) === 1;
    parent = page.elements[row]?.parent ?? -1
  )
    row = parent;
  const segments = texts.get(row) ?? [];
  const text = [label, ...segments.map((segment) => segment.text)].join('\n');
  return { element: index, label, text: comparable(text).slice(0, MAX_ROW_CHARS), segments };
}
