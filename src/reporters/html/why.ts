import type { DiagnosisEvidence, DiagnosisFinding } from '../../diagnosis/diagnosis.ts';
import { html } from '../escape/html.ts';
import type { Markup } from '../escape/html.ts';
import { confidenceNumber } from '../words/confidence.ts';
import { clockTime } from '../words/moment.ts';
import { locatorWords, placeName, sourceWords } from '../words/place.ts';
import type { Page } from './page.ts';
import { copyButton, referenceText, targetOf } from './parts.ts';
import type { View } from './parts.ts';

function sourceLink(evidence: DiagnosisEvidence, page: Page): Markup {
  const target = targetOf(evidence, page.anchors);
  const place = html`<code>${sourceWords(evidence)}</code>
    <code class="locator">${locatorWords(evidence.locator)}</code>`;
  return target === undefined ? place : html`<a href="#${target}">${place}</a>`;
}

function evidenceCard(evidence: DiagnosisEvidence, id: string, page: Page): Markup {
  return html`<li id="${id}" class="card evidence">
    <p class="claim">${evidence.claim}</p>
    ${evidence.excerpt === '' ? undefined : html`<pre class="excerpt">${evidence.excerpt}</pre>`}
    <p class="source">
      ${sourceLink(evidence, page)}${evidence.at === null ? undefined : html`<time datetime="${evidence.at}">${clockTime(evidence.at)}</time>`}${copyButton(referenceText(evidence), `Copy the reference to: ${evidence.claim}`)}
    </p>
  </li>`;
}

function evidenceList(finding: DiagnosisFinding, prefix: string, page: Page): Markup {
  return html`<ol class="evidences">
    ${finding.evidence.map((row, index) => evidenceCard(row, `${prefix}-${index + 1}`, page))}
  </ol>`;
}

function leading(finding: DiagnosisFinding, page: Page): Markup {
  const words = finding.explanation === '' ? finding.title : finding.explanation;
  return html`<p class="lead">${words}</p>
    ${evidenceList(finding, 'evidence-1', page)}`;
}

function further(finding: DiagnosisFinding, index: number, page: Page): Markup {
  const place = placeName(finding.step, finding.block);
  const fate =
    finding.explained_by === null ? finding.role : `explained by ${finding.explained_by}`;
  return html`<details class="row">
    <summary>
      <code>${finding.code}</code> <span>${finding.title}</span>
      <small
        >${fate},
        ${confidenceNumber(finding.confidence)}${place === undefined ? '' : `, ${place}`}</small
      >
    </summary>
    ${finding.explanation === '' ? undefined : html`<p>${finding.explanation}</p>`}${evidenceList(finding, `evidence-${index + 2}`, page)}
  </details>`;
}

/** The evidence, then every other finding with its own. */
export function whyView(page: Page): View | undefined {
  const { findings } = page.diagnosis;
  const first = findings.find((finding) => finding.role === 'primary') ?? findings[0];
  if (first === undefined) return undefined;
  const others = findings.filter((finding) => finding !== first);
  const rest =
    others.length === 0
      ? undefined
      : html`<h3>Other findings</h3>
          ${others.map((finding, index) => further(finding, index, page))}`;
  return {
    id: 'why',
    title: 'Why',
    badge: String(first.evidence.length),
    body: html`${leading(first, page)}${rest}`,
  };
}
