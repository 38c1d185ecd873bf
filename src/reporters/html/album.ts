import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import type { PictureData } from './picture-data.ts';

/** Hands out pictures; the bytes of each stand in the page once, further uses borrow them. */
export interface Album {
  has(entry: string | null | undefined): boolean;
  /** Undefined when the picture is not embedded. */
  picture(entry: string | null | undefined, description: string): Markup | undefined;
}

function original(data: PictureData, id: string, description: string): Markup {
  if (data.width === undefined || data.height === undefined) {
    return html`<img id="${id}" src="${data.uri}" alt="${description}" decoding="async" />`;
  }
  return html`<img
    id="${id}"
    src="${data.uri}"
    alt="${description}"
    width="${data.width}"
    height="${data.height}"
    decoding="async"
  />`;
}

/** An album over the pictures that fit; its state is which of them have been printed. */
export function albumOf(pictures: ReadonlyMap<string, PictureData>): Album {
  const printed = new Map<string, string>();
  return {
    has: (entry) => typeof entry === 'string' && pictures.has(entry),
    picture: (entry, description) => {
      const data = typeof entry === 'string' ? pictures.get(entry) : undefined;
      if (data === undefined || typeof entry !== 'string') return undefined;
      const known = printed.get(entry);
      if (known !== undefined) return html`<img data-same-as="${known}" alt="${description}" />`;
      const id = `picture-${printed.size + 1}`;
      printed.set(entry, id);
      return original(data, id, description);
    },
  };
}
