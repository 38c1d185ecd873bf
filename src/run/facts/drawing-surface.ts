import type { HtmlPage } from '../run.ts';

const MIN_CANVAS_PIXELS = 40_000;

/** A visible canvas of some size, or a component that shows nothing of what is inside it. */
export function isDrawingSurface(page: HtmlPage, element: HtmlPage['elements'][number]): boolean {
  if (element.isHidden) return false;
  if (element.tagName === 'canvas') {
    const width = Number(element.attributes['width'] ?? 300);
    const height = Number(element.attributes['height'] ?? 150);
    return !Number.isFinite(width * height) || width * height >= MIN_CANVAS_PIXELS;
  }
  if (!element.tagName.includes('-')) return false;
  const index = page.elements.indexOf(element);
  return (
    page.elements.every((other) => other.parent !== index) &&
    page.texts.every((text) => text.element !== index)
  );
}
