import { readHtml, type HtmlElement, type HtmlPage } from '../../src/artifacts/html.ts';
import type { ElementNode } from '../../src/run/run.ts';

const NEVER_IN_TREES: ReadonlySet<string> = new Set(
  'html head title meta link script style template svg canvas area map option noscript'.split(' '),
);
const USABLE: ReadonlySet<string> = new Set('a button input select textarea'.split(' '));

/** The page with the ids that Skyvern writes into it. */
export function withIds(source: string): string {
  return readHtml(source).elements.reduceRight((text, element, index) => {
    const at = element.start + 1 + element.tagName.length;
    return text.startsWith(`<${element.tagName}`, element.start)
      ? `${text.slice(0, at)} unique_id="A${index}"${text.slice(at)}`
      : text;
  }, source);
}

/** The element tree that a page has: what can be used or read, flat, without what drawings and hidden parts hold. */
export function treeOf(source: string): readonly ElementNode[] {
  const page = readHtml(source);
  return page.elements.flatMap((element, index) => nodeOf(source, page, element, index) ?? []);
}

function nodeOf(
  source: string,
  page: HtmlPage,
  element: HtmlElement,
  index: number,
): ElementNode | undefined {
  if (element.isHidden || NEVER_IN_TREES.has(element.tagName) || isBelow(page, element, 'svg'))
    return undefined;
  const text = textAfter(source, element.end);
  const interactable = USABLE.has(element.tagName) || element.attributes['role'] === 'button';
  if (text === '' && !interactable && element.tagName !== 'iframe') return undefined;
  return {
    id: `A${index}`,
    frame: 'main.frame',
    interactable,
    tagName: element.tagName,
    text,
    attributes: attributesOf(element),
    xpath: `/*[${index}]`,
    options:
      element.tagName === 'select'
        ? page.elements.flatMap((option, place) =>
            option.tagName === 'option' && option.parent === index
              ? {
                  optionIndex: place,
                  text: textAfter(source, option.end),
                  value: option.attributes['value'],
                }
              : [],
          )
        : undefined,
  };
}

function textAfter(source: string, end: number): string {
  const next = source.indexOf('<', end);
  return source.slice(end, next < 0 ? source.length : next).trim();
}

/** Attributes without a value are `true` in trees. */
function attributesOf(element: HtmlElement): NonNullable<ElementNode['attributes']> {
  return Object.fromEntries(
    Object.entries(element.attributes).map(([key, value]) => [
      key,
      value === '' && key !== 'value' ? true : value,
    ]),
  );
}

function isBelow(page: HtmlPage, element: HtmlElement, tagName: string): boolean {
  for (let at = element.parent; at >= 0; at = page.elements[at]?.parent ?? -1)
    if (page.elements[at]?.tagName === tagName) return true;
  return false;
}
