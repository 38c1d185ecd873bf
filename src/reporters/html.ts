import type { Diagnosis } from '../diagnosis/diagnosis.ts';
import { html } from './escape/html.ts';
import type { Markup } from './escape/html.ts';
import { albumOf } from './html/album.ts';
import { choosePictures, NO_PICTURES } from './html/choose-pictures.ts';
import type { Pictures } from './html/choose-pictures.ts';
import { documentText } from './html/document.ts';
import { hero } from './html/hero.ts';
import { anchorsOf } from './html/page.ts';
import type { Page } from './html/page.ts';
import { note, viewSection } from './html/parts.ts';
import { viewsOf } from './html/views.ts';
import { renderMarkdown } from './markdown.ts';
import { renderPrompt } from './prompt.ts';
import type { RenderOptions } from './reporter.ts';
import { count } from './words/amount.ts';

const MAX_SIZE_BYTES = 15_000_000;

function leftOutNote(pictures: Pictures): Markup | undefined {
  if (pictures.leftOut === 0) return undefined;
  return note(
    `${count(pictures.leftOut, 'picture')} left out to keep this file small; the bundle has them all.`,
  );
}

function written(diagnosis: Diagnosis, pictures: Pictures): string {
  const page: Page = { diagnosis, album: albumOf(pictures.byEntry), anchors: anchorsOf(diagnosis) };
  // The album prints each picture at its first use, so the sections are made in reading order.
  const first = hero(page);
  const views = viewsOf(page);
  const main = html`${first}${leftOutNote(pictures)}${views.map(viewSection)}`;
  const exports = { markdown: renderMarkdown(diagnosis), prompt: renderPrompt(diagnosis) };
  return documentText({ page, views, main, exports });
}

/** One self-contained page: no network, no handlers in markup, pictures as long as they fit `maxSizeBytes`. */
export function renderHtml(diagnosis: Diagnosis, options: RenderOptions = {}): string {
  const bare = written(diagnosis, NO_PICTURES);
  if (options.images === undefined || options.images.size === 0) return bare;
  const bareBytes = new TextEncoder().encode(bare).length;
  // Frames and buttons around pictures come on top: less than 1 kB each.
  const frames = options.images.size * 1000;
  const budget = (options.maxSizeBytes ?? MAX_SIZE_BYTES) - bareBytes - frames;
  return written(diagnosis, choosePictures(diagnosis, options, budget));
}
