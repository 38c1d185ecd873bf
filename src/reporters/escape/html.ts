import { visible } from './visible.ts';

const ENTITIES = new Map([
  ['&', '&amp;'],
  ['<', '&lt;'],
  ['>', '&gt;'],
  ['"', '&quot;'],
  ["'", '&#39;'],
]);

/** Text for element content and quoted attributes. */
export function htmlText(text: string): string {
  return visible(text).replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? '');
}

/** Markup that `html` made; nothing else can make one, so text never passes for markup. */
export class Markup {
  readonly #markup: string;

  private constructor(markup: string) {
    this.#markup = markup;
  }

  static from(pieces: TemplateStringsArray, values: readonly MarkupValue[]): Markup {
    return new Markup(
      pieces.reduce((markup, piece, index) => `${markup}${written(values[index - 1])}${piece}`),
    );
  }

  toString(): string {
    return this.#markup;
  }
}

export type MarkupValue = string | number | Markup | readonly Markup[] | undefined;

function written(value: MarkupValue): string {
  if (value === undefined) return '';
  if (value instanceof Markup) return value.toString();
  if (typeof value === 'string') return htmlText(value);
  return typeof value === 'number'
    ? String(value)
    : value.map((markup) => markup.toString()).join('');
}

/**
 * Markup with values in it. Text is escaped, markup and lists of markup are kept, undefined is nothing.
 * Values belong between tags or inside double quotes.
 * @example html`<a title="${text}">${text}</a>`
 */
export function html(pieces: TemplateStringsArray, ...values: readonly MarkupValue[]): Markup {
  if (pieces.some((piece, index) => index < values.length && piece.endsWith('='))) {
    throw new TypeError('An attribute value of a template stands without quotes.');
  }
  return Markup.from(pieces, values);
}
