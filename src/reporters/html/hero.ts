import type { Diagnosis, DiagnosisEvidence } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { OWNER_WORDS } from '../words/advice.ts';
import { confidenceWords } from '../words/confidence.ts';
import { dateAndTime, durationWords, elapsedMs } from '../words/moment.ts';
import { OUTCOMES } from '../words/outcome.ts';
import { locatorWords, placeName } from '../words/place.ts';
import type { Page } from './page.ts';
import { screenshotFrame } from './screenshot.ts';

const CHIPS = 4;

/** Evidence of the finding that the verdict rests on. */
export function decisiveEvidence(diagnosis: Diagnosis): readonly DiagnosisEvidence[] {
  const finding = diagnosis.findings.find((row) => row.role === 'primary') ?? diagnosis.findings[0];
  return finding?.evidence ?? [];
}

function chips(diagnosis: Diagnosis): Markup | undefined {
  const evidence = decisiveEvidence(diagnosis).slice(0, CHIPS);
  if (evidence.length === 0) return undefined;
  const links = evidence.map(
    (row, index) =>
      html`<li>
        <a class="chip" href="#evidence-1-${index + 1}"
          ><span>${row.artifact_type ?? row.resource ?? 'bundle'}</span>
          ${locatorWords(row.locator)}</a
        >
      </li>`,
  );
  return html`<ul class="chips" aria-label="Evidence">
    ${links}
  </ul>`;
}

function gauge(confidence: number): Markup {
  const percent = Math.round(confidence * 100);
  return html`<svg class="gauge" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true">
    <rect class="track" width="100" height="4" />
    <rect class="fill" width="${percent}" height="4" />
  </svg>`;
}

function figures(diagnosis: Diagnosis): Markup {
  const { verdict, run } = diagnosis;
  const duration = elapsedMs(run.started_at ?? run.created_at, run.finished_at);
  const place = placeName(verdict.step, verdict.block);
  const confidence = html`${Math.round(verdict.confidence * 100)}<small>%</small>${gauge(verdict.confidence)}`;
  const isAdvice = verdict.kind !== 'healthy';
  const cells: readonly (readonly [string, Markup | string, string | undefined])[] = [
    ['Confidence', confidence, confidenceWords(verdict.confidence)],
    ...(isAdvice && verdict.owner !== 'unknown'
      ? [['Owner', verdict.owner, OWNER_WORDS[verdict.owner]] as const]
      : []),
    ...(isAdvice
      ? [['Retry', RETRIES[verdict.retry].label, RETRIES[verdict.retry].words] as const]
      : []),
    ...(place === undefined
      ? []
      : [
          [
            'Where',
            place,
            duration === undefined ? undefined : `run took ${durationWords(duration)}`,
          ] as const,
        ]),
  ];
  return html`<dl class="figures">
    ${cells.map(
      ([name, value, words]) =>
        html`<div>
          <dt>${name}</dt>
          <dd>
            <strong>${value}</strong
            >${words === undefined ? undefined : html`<span>${words}</span>`}
          </dd>
        </div>`,
    )}
  </dl>`;
}

const RETRIES = {
  no: { label: 'No', words: 'it would end the same way' },
  later: { label: 'Later', words: 'the same run may succeed then' },
  'after-change': { label: 'After a change', words: 'as it stands it would fail again' },
} as const satisfies Record<Diagnosis['verdict']['retry'], { label: string; words: string }>;

/** Verdict, figures and the decisive picture: what a reader sees without scrolling. */
export function hero(page: Page): Markup {
  const { diagnosis } = page;
  const { verdict, run } = diagnosis;
  const outcome = OUTCOMES[verdict.kind];
  const shot = diagnosis.screenshots[0];
  const figure =
    shot === undefined
      ? undefined
      : screenshotFrame(page, shot, diagnosis.failing_step?.page_url ?? null);
  const begin = run.started_at ?? run.created_at;
  return html`<header class="hero ${outcome.mood}${figure === undefined ? ' alone' : ''}">
    <div class="said">
      <p class="eyebrow">
        <span class="pill ${outcome.mood}">${outcome.badge}</span
        >${verdict.cause === null ? undefined : html`<code>${verdict.cause}</code>`}
      </p>
      <h1>${verdict.summary}</h1>
      ${run.goal === null ? undefined : html`<p class="goal"><span>Goal</span> ${run.goal}</p>`}
      <p class="which">
        <code>${run.id ?? 'run without id'}</code
        >${run.status === null ? undefined : html`<span>${run.status}</span>`}${begin === null ? undefined : html`<time datetime="${begin}">${dateAndTime(begin)}</time>`}
      </p>
      ${chips(diagnosis)}
    </div>
    ${figure} ${figures(diagnosis)}
  </header> `;
}
