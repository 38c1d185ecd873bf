import type { FailingStep, RequestRow } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { answerOf } from '../outline/network.ts';
import { requestsOf } from '../outline/failing-step.ts';
import { clockTime, durationWords } from '../words/moment.ts';
import { cardTitle } from '../words/outcome.ts';
import { placeName } from '../words/place.ts';
import type { Page } from './page.ts';
import { codeOf, facts } from './parts.ts';
import type { View } from './parts.ts';
import { thumbnail } from './screenshot.ts';

function elementOf(action: NonNullable<FailingStep['action']>): Markup | undefined {
  if (action.element === null && action.element_id === null) return undefined;
  return html`${action.element ?? ''}
  ${codeOf(action.element_id)}${action.element_known === null ? undefined : html` <small>${action.element_known}</small>`}`;
}

function linkOf(action: NonNullable<FailingStep['action']>): Markup | undefined {
  if (action.link === null) return undefined;
  return html`<code>${action.link.placeholder}</code> → ${codeOf(action.link.url) ?? 'nothing'}`;
}

function cardFacts(card: FailingStep): Markup {
  const { action } = card;
  return facts([
    ['Where', placeName(card.step, card.block)],
    ['Goal', card.goal ?? undefined],
    ['Page', card.page_title ?? undefined],
    ['Address', codeOf(card.page_url)],
    ['Action', action?.text],
    ['Element', action === null ? undefined : elementOf(action)],
    ['Link', action === null ? undefined : linkOf(action)],
    ['Result', action?.result ?? undefined],
    ['Exception', codeOf(card.exception)],
  ]);
}

function requestRow(row: RequestRow, page: Page): Markup {
  const target = page.anchors.request(row.har_index);
  const answer = html`<b class="answer ${row.outcome}">${answerOf(row)}</b>
    <code>${row.method} ${row.url}</code>`;
  return html`<li>
    ${target === undefined ? answer : html`<a href="#${target}">${answer}</a>`}${row.duration_ms === null ? undefined : html` <small>${durationWords(row.duration_ms)}</small>`}
  </li>`;
}

function consoleRow(message: FailingStep['console'][number]): Markup {
  return html`<li>
    <b class="answer ${message.level === 'error' ? 'failed' : 'noise'}">${message.level}</b>
    <code>${message.text}</code
    >${message.at === null ? undefined : html` <small>${clockTime(message.at)}</small>`}
  </li>`;
}

function panel(title: string, rows: readonly Markup[]): Markup | undefined {
  return rows.length === 0
    ? undefined
    : html`<div class="panel">
        <h3>${title}</h3>
        <ul class="plain">
          ${rows}
        </ul>
      </div>`;
}

/** The decisive step as one card. */
export function failingStepView(page: Page): View | undefined {
  const card = page.diagnosis.failing_step;
  if (card === undefined) return undefined;
  const picture = thumbnail(page, card.screenshot, cardTitle(page.diagnosis));
  const body = html`<div class="card step-card">
    <div class="pair${picture === undefined ? ' alone' : ''}">${cardFacts(card)}${picture}</div>
    <div class="panels">
      ${panel(
        'What changed on the page',
        card.changes.map((change) => html`<li>${change}</li>`),
      )}
      ${panel(
        'Requests of this step',
        requestsOf(page.diagnosis, card).map((row) => requestRow(row, page)),
      )}
      ${panel('Browser console', card.console.map(consoleRow))}
    </div>
  </div>`;
  return { id: 'failing-step', title: cardTitle(page.diagnosis), body };
}
