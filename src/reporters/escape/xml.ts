import { visible } from './visible.ts';

/** XML 1.0 forbids these two even as references; `visible` has dealt with controls and lone surrogates. */
const FORBIDDEN = /[\uFFFE\uFFFF]/g;
const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Text for element content of XML 1.0. */
export function xmlText(text: string): string {
  const sound = visible(text).replace(FORBIDDEN, '\uFFFD');
  return sound.replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}

/** Text for a quoted attribute, where a bare newline or tab would turn into a blank. */
export function xmlAttribute(text: string): string {
  return xmlText(text).replaceAll('\n', '&#10;').replaceAll('\t', '&#9;');
}
