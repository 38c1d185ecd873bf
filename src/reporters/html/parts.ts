import type { DiagnosisEvidence } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup, MarkupValue } from '../escape/html.ts';
import { locatorWords, sourceWords } from '../words/place.ts';
import { moodOf } from '../words/outcome.ts';
import type { Anchors } from './page.ts';

/** One view of the page: a heading the navigation leads to. */
export interface View {
  readonly id: string;
  readonly title: string;
  /** A figure beside the name in the navigation. */
  readonly badge?: string | undefined;
  readonly body: Markup;
}

export function viewSection(view: View): Markup {
  const heading = `${view.id}-title`;
  return html`<section id="${view.id}" class="view" aria-labelledby="${heading}">
    <h2 id="${heading}">${view.title}</h2>
    ${view.body}
  </section> `;
}

/** Rows of a definition list; rows without a value are left out. */
export function facts(rows: readonly (readonly [name: string, value: MarkupValue])[]): Markup {
  const filled = rows.filter(([, value]) => value !== undefined && value !== '');
  return html`<dl class="facts">
    ${filled.map(
      ([name, value]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>${value}</dd>
        </div>`,
    )}
  </dl>`;
}

export function codeOf(text: string | null | undefined): Markup | undefined {
  return text === null || text === undefined || text === ''
    ? undefined
    : html`<code>${text}</code>`;
}

export function statusPill(status: string): Markup {
  return html`<span class="pill ${moodOf(status)}">${status}</span>`;
}

/** Plain text for whoever wants to name the place elsewhere. */
export function referenceText(evidence: DiagnosisEvidence): string {
  const place = `${sourceWords(evidence)}, ${locatorWords(evidence.locator)}`;
  return evidence.entry === null ? place : `${place} (${evidence.entry})`;
}

/** Where in the page the bytes behind an evidence are listed. */
export function targetOf(evidence: DiagnosisEvidence, anchors: Anchors): string | undefined {
  const request =
    evidence.locator.kind === 'har-entry' ? anchors.request(evidence.locator.index) : undefined;
  return request ?? anchors.artifact(evidence.artifact_id);
}

export function copyButton(text: string, label: string): Markup {
  return html`<button
    type="button"
    class="copy needs-script"
    data-copy="${text}"
    aria-label="${label}"
  >
    Copy
  </button>`;
}

/** A table that scrolls inside its own frame on narrow screens. */
export function table(
  caption: string,
  columns: readonly string[],
  rows: readonly Markup[],
): Markup {
  return html`<div class="scroller" tabindex="0" role="region" aria-label="${caption}, table">
    <table>
      <caption class="unseen">
        ${caption}
      </caption>
      <thead>
        <tr>
          ${columns.map((column) => html`<th scope="col">${column}</th>`)}
        </tr>
      </thead>
      <tbody>
        ${rows}
      </tbody>
    </table>
  </div>`;
}

export function note(text: string): Markup {
  return html`<p class="note">${text}</p>`;
}
