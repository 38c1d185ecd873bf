import type { LinkRow, LlmCallRow, LlmText, PageChange } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { shortPlaceholder } from '../outline/views.ts';
import { count, sizeWords, thousands } from '../words/amount.ts';
import { stepName } from '../words/place.ts';
import type { Page } from './page.ts';
import { codeOf, note, statusPill, table } from './parts.ts';
import type { View } from './parts.ts';

function linkRow(row: LinkRow): Markup {
  return html`<tr>
    <td><span class="pill ${row.is_problem ? 'bad' : 'good'}">${row.state}</span></td>
    <td><code title="${row.placeholder}">${shortPlaceholder(row.placeholder)}</code></td>
    <td class="url">${codeOf(row.url) ?? '–'}</td>
    <td>${row.fate}</td>
    <td>${row.step === null ? '' : stepName(row.step)}</td>
    <td><code>${row.artifact_id ?? ''}</code> <small>${row.pointer ?? ''}</small></td>
  </tr>`;
}

/** Placeholders of the model and where they led, trouble first. */
export function linksView({ diagnosis }: Page): View | undefined {
  const rows = diagnosis.links ?? [];
  if (rows.length === 0) return undefined;
  const problems = rows.filter((row) => row.is_problem);
  const ordered = [...problems, ...rows.filter((row) => !row.is_problem)];
  const columns = ['State', 'Placeholder', 'Address', 'What became of it', 'Step', 'Written in'];
  const badge = problems.length === 0 ? String(rows.length) : `${problems.length} bad`;
  return {
    id: 'links',
    title: 'Links',
    badge,
    body: table('Links', columns, ordered.map(linkRow)),
  };
}

function changeRow(row: PageChange['rows'][number]): Markup {
  return html`<tr class="change ${row.kind}">
    <td>${row.kind}</td>
    <td>${row.element}</td>
    <td>${row.before ?? ''}</td>
    <td>${row.after ?? ''}</td>
  </tr>`;
}

const SIGNS = [
  ['added', '+', 'good'],
  ['removed', '−', 'bad'],
  ['moved', '↕', ''],
  ['changed', '~', ''],
] as const;

function tallyOf(counts: PageChange['counts']): Markup | undefined {
  const signs = SIGNS.filter(([kind]) => counts[kind] > 0);
  if (signs.length === 0) return undefined;
  const spans = signs.map(
    ([kind, sign, mood]) =>
      html` <span class="${mood}" title="${kind}">${sign}${counts[kind]}</span>`,
  );
  return html`<span class="tally">${spans}</span>`;
}

function changeDetails(change: PageChange): Markup {
  const tally = tallyOf(change.counts);
  const head = html`<strong>${change.before} → ${change.after}</strong>
    <span>${change.summary}</span> ${tally}`;
  if (change.rows.length === 0) return html`<p class="row closed">${head}</p>`;
  const more = change.omitted === 0 ? undefined : note(`${count(change.omitted, 'more change')}.`);
  const caption = `Changes from ${change.before} to ${change.after}`;
  return html`<details class="row">
    <summary>${head}</summary>
    ${change.page_url === null ? undefined : html`<p>${codeOf(change.page_url)}</p>`}${table(caption, ['Change', 'Element', 'Before', 'After'], change.rows.map(changeRow))}${more}
  </details>`;
}

/** What the page did from step to step. */
export function pageChangesView({ diagnosis }: Page): View | undefined {
  const changes = diagnosis.page_changes ?? [];
  if (changes.length === 0) return undefined;
  return {
    id: 'page-changes',
    title: 'Page changes',
    badge: String(changes.length),
    body: html`${changes.map(changeDetails)}`,
  };
}

function llmText(title: string, text: LlmText | null): Markup | undefined {
  if (text === null) return undefined;
  const shown = text.head.length + (text.tail?.length ?? 0);
  const between =
    text.tail === null
      ? undefined
      : html`<p class="note">
            … about ${thousands(Math.max(0, text.length - shown))} of ${thousands(text.length)}
            characters left out …
          </p>
          <pre
            class="long"
            tabindex="0"
            role="region"
            aria-label="${title} ${text.artifact_id}, end"
          >
${text.tail}</pre>`;
  return html`<h3>
      ${title} <small><code>${text.artifact_id}</code> ${text.entry}</small>
    </h3>
    <pre class="long" tabindex="0" role="region" aria-label="${title} ${text.artifact_id}">
${text.head}</pre>
    ${between}`;
}

function llmCall(call: LlmCallRow): Markup {
  const facts = [
    call.model,
    call.output_tokens === null ? null : `${thousands(call.output_tokens)} tokens out`,
    call.step === null ? null : stepName(call.step),
  ].filter((fact) => fact !== null);
  const reason =
    call.finish_reason === null || call.finish_reason === 'stop'
      ? undefined
      : statusPill(call.finish_reason);
  return html`<details class="row">
    <summary>
      <strong>${call.index + 1}. ${call.kind}</strong>
      ${call.is_problem ? html`<span class="pill bad">${call.note ?? 'went wrong'}</span>` : call.note === null ? undefined : html`<span>${call.note}</span>`}
      ${reason} <small>${facts.join(' · ')}</small>
    </summary>
    ${llmText('Prompt', call.prompt)}${llmText('Answer', call.response)}${llmText('Parsed', call.parsed)}${llmText('As Skyvern rendered it', call.rendered)}${llmText('With links put back', call.decoded ?? null)}
  </details>`;
}

/** Calls of the model with prompt and answer. */
export function llmCallsView({ diagnosis }: Page): View | undefined {
  const calls = diagnosis.llm_calls ?? [];
  if (calls.length === 0) return undefined;
  return {
    id: 'llm-calls',
    title: 'Model calls',
    badge: String(calls.length),
    body: html`${calls.map(llmCall)}`,
  };
}

/** Everything the server named, with or without bytes. */
export function artifactsView(page: Page): View | undefined {
  const rows = page.diagnosis.artifacts ?? [];
  if (rows.length === 0) return undefined;
  const cells = rows.map(
    (row) =>
      html`<tr id="${page.anchors.artifact(row.artifact_id)}">
        <td>${row.artifact_type}</td>
        <td><code>${row.artifact_id}</code></td>
        <td><span class="pill ${row.state === 'ok' ? 'good' : 'open'}">${row.state}</span></td>
        <td class="number">${row.size_bytes === null ? '' : sizeWords(row.size_bytes)}</td>
        <td class="url">${codeOf(row.entry) ?? row.reason ?? ''}</td>
      </tr>`,
  );
  const body = table('Artifacts', ['Type', 'Id', 'State', 'Size', 'Name in the bundle'], cells);
  return { id: 'artifacts', title: 'Artifacts', badge: String(rows.length), body };
}
