import type { SkyvernClaim } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { confidenceNumber } from '../words/confidence.ts';
import { unseen } from '../words/unseen.ts';
import type { Page } from './page.ts';
import { codeOf, facts, table } from './parts.ts';
import type { View } from './parts.ts';

/** What to do, the most useful first. */
export function fixesView({ diagnosis }: Page): View | undefined {
  const { fixes } = diagnosis.verdict;
  if (fixes.length === 0) return undefined;
  return {
    id: 'what-to-do',
    title: 'What to do',
    body: html`<ol class="fixes card">
      ${fixes.map((fix) => html`<li>${fix}</li>`)}
    </ol>`,
  };
}

/** From the cause to the end of the run. */
export function chainView({ diagnosis }: Page): View | undefined {
  const chain = diagnosis.causal_chain;
  if (chain.length < 2) return undefined;
  return {
    id: 'chain',
    title: 'How it came about',
    body: html`<ol class="chain">
      ${chain.map((link) => html`<li>${link}</li>`)}
    </ol>`,
  };
}

/** What else was considered. */
export function alternativesView({ diagnosis }: Page): View | undefined {
  const rows = diagnosis.alternatives;
  if (rows.length === 0) return undefined;
  const body = table(
    'Alternatives',
    ['Cause', 'Confidence', 'What speaks against it'],
    rows.map(
      (row) =>
        html`<tr>
          <td><code>${row.cause}</code></td>
          <td>${confidenceNumber(row.confidence)}</td>
          <td>${row.why_not}</td>
        </tr>`,
    ),
  );
  return { id: 'alternatives', title: 'Also considered', body };
}

/** What bounds the verdict. */
export function unseenView({ diagnosis }: Page): View | undefined {
  const rows = unseen(diagnosis);
  const wanted = diagnosis.verdict.would_decide;
  if (rows.length === 0 && wanted.length === 0) return undefined;
  const seen = html`<ul class="plain card">
    ${rows.map((row) => html`<li><strong>${row.what}</strong> ${row.why}</li>`)}
  </ul>`;
  const decide =
    wanted.length === 0
      ? undefined
      : html`<p>This would decide it:</p>
          <ul>
            ${wanted.map((row) => html`<li>${row}</li>`)}
          </ul>`;
  return {
    id: 'unseen',
    title: 'What could not be seen',
    badge: String(rows.length),
    body: html`${rows.length === 0 ? undefined : seen}${decide}`,
  };
}

const AGREEMENT = {
  agrees: 'It names the same cause.',
  disagrees: 'The evidence does not support this account.',
  'says-nothing': 'The evidence neither confirms nor contradicts this account.',
} as const;

const JUDGEMENTS = {
  confirmed: html`<span class="pill good">confirmed</span>`,
  contradicted: html`<span class="pill bad">contradicted</span>`,
  'cannot-tell': html`<span class="pill open">cannot tell</span>`,
} as const;

function claimsTable(claims: readonly SkyvernClaim[]): Markup | undefined {
  if (claims.length === 0) return undefined;
  return table(
    'Claims of Skyvern',
    ['What it says', 'Evidence', 'Why'],
    claims.map(
      ({ said, judgement, why }) =>
        html`<tr>
          <td>${said}</td>
          <td>${JUDGEMENTS[judgement]}</td>
          <td>${why}</td>
        </tr>`,
    ),
  );
}

/** Skyvern's own account, set against ours. */
export function skyvernView({ diagnosis }: Page): View | undefined {
  const said = diagnosis.skyvern_said;
  const reason = said?.failure_reason ?? diagnosis.run.failure_reason;
  if (reason === null && said === undefined) return undefined;
  const body = html`${reason === null ? undefined : html`<blockquote>${reason}</blockquote>`}${facts(
    [
      ['Category', codeOf(said?.categories.map((row) => row.category).join(', '))],
      ['Error codes', codeOf(said?.error_codes.join(', '))],
      ['Judgement', said === undefined ? undefined : AGREEMENT[said.agreement]],
    ],
  )}${claimsTable(said?.claims ?? [])}`;
  return { id: 'skyvern-said', title: 'What Skyvern said', body };
}
