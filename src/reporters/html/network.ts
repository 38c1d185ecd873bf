import type { RequestRow } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { answerOf } from '../outline/network.ts';
import { count, sizeWords, thousands } from '../words/amount.ts';
import { durationWords, momentMs } from '../words/moment.ts';
import { stepName } from '../words/place.ts';
import type { Page } from './page.ts';
import { note, table } from './parts.ts';
import { shownRequests } from './shown-requests.ts';
import type { View } from './parts.ts';

interface Span {
  readonly startMs: number;
  readonly lengthMs: number;
}

/** The time that the waterfall covers. */
function spanOf(rows: readonly RequestRow[]): Span {
  let startMs = Infinity;
  let endMs = -Infinity;
  for (const row of rows) {
    const start = momentMs(row.at);
    if (start === undefined) continue;
    startMs = Math.min(startMs, start);
    endMs = Math.max(endMs, start + (row.duration_ms ?? 0));
  }
  return { startMs, lengthMs: Math.max(1, endMs - startMs) };
}

function bar(row: RequestRow, span: Span): Markup | undefined {
  const start = momentMs(row.at);
  if (start === undefined) return undefined;
  const x = ((start - span.startMs) / span.lengthMs) * 1000;
  const width = Math.max(12, ((row.duration_ms ?? 0) / span.lengthMs) * 1000);
  return html`<svg
    class="bar ${row.outcome}"
    viewBox="0 0 1000 10"
    preserveAspectRatio="none"
    aria-hidden="true"
  >
    <rect x="${Math.min(x, 988).toFixed(1)}" width="${width.toFixed(1)}" height="10" rx="2" />
  </svg>`;
}

/** Host apart from the rest, so that the telling part of an address stands out. */
function address(row: RequestRow): Markup {
  const at = row.host === '' ? -1 : row.url.indexOf(row.host);
  if (at === -1) return html`<code>${row.url}</code>`;
  const end = at + row.host.length;
  return html`<code><span class="host">${row.url.slice(0, end)}</span>${row.url.slice(end)}</code>`;
}

function about(row: RequestRow): Markup | undefined {
  const step = row.step === null ? undefined : stepName(row.step);
  const words = [row.reason, row.action === null ? undefined : `after ${row.action}`, step].filter(
    (word) => typeof word === 'string',
  );
  return words.length === 0 ? undefined : html`<small>${words.join(' · ')}</small>`;
}

function requestRow(row: RequestRow, span: Span, page: Page): Markup {
  return html`<tr
    id="${page.anchors.request(row.har_index)}"
    data-outcome="${row.outcome}"
    data-party="${row.is_first_party ? 'first' : 'third'}"
    ${row.outcome === 'noise' ? html` hidden` : undefined}
  >
    <td><b class="answer ${row.outcome}">${answerOf(row)}</b></td>
    <td>${row.method}</td>
    <td class="url">${address(row)}${about(row)}</td>
    <td class="minor">${row.type ?? ''}</td>
    <td class="number minor">${row.size_bytes === null ? '' : sizeWords(row.size_bytes)}</td>
    <td class="number">${row.duration_ms === null ? '' : durationWords(row.duration_ms)}</td>
    <td class="fall">${bar(row, span)}</td>
    <td class="number minor">${row.har_index}</td>
  </tr> `;
}

function filterOption(value: string, label: string, isChecked: boolean): Markup {
  return html`<label
    ><input
      type="radio"
      name="requests"
      value="${value}"
      ${isChecked ? html` checked` : undefined}
    />
    ${label}</label
  >`;
}

function filters(rows: readonly RequestRow[]): Markup {
  const failed = rows.filter((row) => row.outcome === 'failed').length;
  const noise = rows.filter((row) => row.outcome === 'noise').length;
  return html`<form class="filters needs-script" id="request-filters">
    <fieldset>
      <legend class="unseen">Which requests</legend>
      ${filterOption('all', `All ${thousands(rows.length - noise)}`, true)}${filterOption('failed', `Failed ${failed}`, false)}${filterOption('first', 'First party', false)}
    </fieldset>
    <label class="search"
      ><span class="unseen">Filter by address</span
      ><input type="search" id="request-search" placeholder="Filter by address" autocomplete="off"
    /></label>
    ${noise === 0 ? undefined : html`<label><input type="checkbox" id="request-noise" /> Noise ${noise}</label>`}
    <output id="request-count" aria-live="polite"></output>
  </form>`;
}

const BODIES = {
  recorded: undefined,
  omitted: 'The recorder kept no response bodies: errors inside successful answers cannot be seen.',
  attached: 'Response bodies are files of their own in the bundle.',
} as const;

/** Requests with a waterfall, the failed ones first. */
export function networkView(page: Page): View | undefined {
  const { network } = page.diagnosis;
  if (network === undefined || network.rows.length === 0) return undefined;
  const rows = shownRequests(page.diagnosis);
  const failed = rows.filter((row) => row.outcome === 'failed');
  const more = network.omitted + network.rows.length - rows.length;
  const span = spanOf(rows);
  const bodies = BODIES[network.bodies];
  const columns = [
    'Answer',
    'Method',
    'Address',
    'Type',
    'Size',
    'Time',
    `Waterfall, ${durationWords(span.lengthMs)}`,
    'Entry',
  ];
  const body = html`${filters(rows)}
    <div class="network">
      ${table(
        'Requests',
        columns,
        rows.map((row) => requestRow(row, span, page)),
      )}
    </div>
    ${bodies === undefined ? undefined : note(bodies)}${more === 0 ? undefined : note(`${count(more, 'more request')} in the bundle.`)}`;
  return {
    id: 'requests',
    title: 'Requests',
    badge: failed.length === 0 ? String(rows.length) : `${failed.length} failed`,
    body,
  };
}
