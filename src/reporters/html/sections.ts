import type { Detail, Section } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { codeOf, facts, table } from './parts.ts';
import type { View } from './parts.ts';

function detailMarkup(detail: Detail, title: string): Markup {
  switch (detail.kind) {
    case 'text':
      return html`<p>${detail.text}</p>`;
    case 'list':
      return html`<ul>
        ${detail.rows.map((row) => html`<li>${row}</li>`)}
      </ul>`;
    case 'table':
      return table(
        title,
        detail.columns,
        detail.rows.map(
          (row) =>
            html`<tr>
              ${row.map((cell) => html`<td>${cell}</td>`)}
            </tr>`,
        ),
      );
    case 'code':
      return html`<pre class="long" tabindex="0" role="region" aria-label="${title}, text">
${detail.text}</pre>`;
    case 'facts':
      return facts(detail.rows.map((row) => [row.name, codeOf(row.value)] as const));
  }
}

/** A section that the diagnosis wrote as data; `id` is ours, because theirs may be any text. */
export function sectionView(section: Section, id: string): View {
  return {
    id,
    title: section.title,
    body: html`${section.details.map((detail) => detailMarkup(detail, section.title))}`,
  };
}
