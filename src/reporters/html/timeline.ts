import type { TimelineRow } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { count, thousands } from '../words/amount.ts';
import { clockTime, durationWords } from '../words/moment.ts';
import { moodOf } from '../words/outcome.ts';
import type { Page } from './page.ts';
import { codeOf, statusPill } from './parts.ts';
import type { View } from './parts.ts';
import { thumbnail } from './screenshot.ts';

const MAX_DEPTH = 5;
/** A step without known duration still gets a stroke of this many milliseconds. */
const UNKNOWN_MS = 1000;

function actionRow(action: TimelineRow['actions'][number], row: TimelineRow, page: Page): Markup {
  const isRepeated = action.screenshot === null || action.screenshot === row.screenshot;
  const picture = isRepeated ? undefined : thumbnail(page, action.screenshot, action.text);
  const error =
    action.error === null ? undefined : html` <span class="error">${action.error}</span>`;
  const status = action.status === 'completed' ? undefined : html` ${statusPill(action.status)}`;
  return html`<li>${action.text}${status}${error}${picture}</li>`;
}

function rowMeta(row: TimelineRow): Markup {
  return html`<span class="meta"
    >${row.at === null ? undefined : html`<time datetime="${row.at}">${clockTime(row.at)}</time>`}${row.duration_ms === null ? undefined : html`<span>${durationWords(row.duration_ms)}</span>`}${row.tokens === null ? undefined : html`<span>${thousands(row.tokens)} tokens</span>`}</span
  >`;
}

function turnTag(row: TimelineRow): Markup | undefined {
  if (row.iteration === undefined) return undefined;
  const value = row.iteration.value === null ? '' : ` ${row.iteration.value}`;
  return html`<span class="turn">turn ${row.iteration.index + 1}${value}</span>`;
}

function timelineRow(row: TimelineRow, page: Page): Markup {
  const depth = Math.min(row.depth, MAX_DEPTH);
  const decisive = row.decisive ? html`<span class="pill bad">decisive</span>` : undefined;
  return html`<li
    class="moment ${row.kind} depth-${depth} ${moodOf(row.status)}${row.decisive ? ' decisive' : ''}"
    ${row.decisive ? html` id="decisive-step" tabindex="-1"` : undefined}
  >
    ${thumbnail(page, row.screenshot, `${row.label}${row.page_url === null ? '' : ` on ${row.page_url}`}`)}
    <div class="what">
      <p class="name">
        ${turnTag(row)}<strong>${row.label}</strong>${statusPill(row.status)}${decisive}${rowMeta(row)}
      </p>
      ${row.note === null ? undefined : html`<p class="remark">${row.note}</p>`}
      ${
        row.actions.length === 0
          ? undefined
          : html`<ul class="actions">
              ${row.actions.map((action) => actionRow(action, row, page))}
            </ul>`
      }
      ${row.page_url === null ? undefined : html`<p class="address">${codeOf(row.page_url)}</p>`}
    </div>
  </li>`;
}

interface Stroke {
  readonly from: number;
  readonly width: number;
  readonly row: TimelineRow;
}

function strokes(steps: readonly TimelineRow[]): readonly Stroke[] {
  const total = steps.reduce((sum, row) => sum + (row.duration_ms ?? UNKNOWN_MS), 0);
  const made: Stroke[] = [];
  let from = 0;
  for (const row of steps) {
    const width = total === 0 ? 0 : ((row.duration_ms ?? UNKNOWN_MS) / total) * 1000;
    made.push({ from, width, row });
    from += width;
  }
  return made;
}

/** The whole run as one strip, a stroke per step, as wide as the step was long. */
function strip(steps: readonly TimelineRow[]): Markup {
  const rects = strokes(steps).map(
    ({ from, width, row }) =>
      html`<rect
        class="${row.decisive ? 'decisive' : moodOf(row.status)}"
        x="${from.toFixed(2)}"
        y="0"
        width="${Math.max(0.6, width - 1.2).toFixed(2)}"
        height="10"
      />`,
  );
  return html`<svg
    class="strip"
    viewBox="0 0 1000 10"
    preserveAspectRatio="none"
    role="img"
    aria-label="${count(steps.length, 'step')}, each as wide as it was long"
  >
    ${rects}
  </svg>`;
}

/** Every block, turn and step in reading order. */
export function timelineView(page: Page): View | undefined {
  const rows = page.diagnosis.timeline;
  if (rows.length === 0) return undefined;
  const steps = rows.filter((row) => row.kind === 'step');
  const jump = rows.some((row) => row.decisive)
    ? html`<p><a href="#decisive-step">Go to the decisive step</a></p>`
    : undefined;
  const body = html`${steps.length < 2 ? undefined : strip(steps)}${rows.length > 6 ? jump : undefined}
    <ol class="film">
      ${rows.map((row) => timelineRow(row, page))}
    </ol>`;
  return { id: 'timeline', title: 'Timeline', badge: String(steps.length), body };
}
