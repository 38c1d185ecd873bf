import type { Diagnosis, TargetBox } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import type { Page } from './page.ts';

type Screenshot = Diagnosis['screenshots'][number];

function overlay(box: TargetBox): Markup {
  return html`<svg class="target" viewBox="0 0 1 1" preserveAspectRatio="none" aria-hidden="true">
    <rect x="${box.x}" y="${box.y}" width="${box.width}" height="${box.height}" />
  </svg>`;
}

/** A picture in the frame of a browser window, with the element of the action boxed. */
export function screenshotFrame(
  page: Page,
  shot: Screenshot,
  address: string | null,
): Markup | undefined {
  const picture = page.album.picture(shot.entry, shot.caption);
  if (picture === undefined) return undefined;
  return html`<figure class="window">
    <div class="chrome" aria-hidden="true"><i></i><i></i><i></i><span>${address ?? ''}</span></div>
    <button
      type="button"
      class="zoom"
      data-zoom="${shot.caption}"
      aria-label="Enlarge: ${shot.caption}"
    >
      ${picture}${shot.target_box === undefined ? undefined : overlay(shot.target_box)}
    </button>
    <figcaption>${shot.caption} <code>${shot.artifact_id}</code></figcaption>
  </figure>`;
}

/** A small picture that opens in full when asked. */
export function thumbnail(
  page: Page,
  entry: string | null | undefined,
  caption: string,
): Markup | undefined {
  const picture = page.album.picture(entry, caption);
  if (picture === undefined) return undefined;
  return html`<button
    type="button"
    class="zoom thumb"
    data-zoom="${caption}"
    aria-label="Enlarge: ${caption}"
  >
    ${picture}
  </button>`;
}
