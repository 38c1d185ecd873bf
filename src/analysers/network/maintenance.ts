import { requestReportOf } from '../../requests/request-report-of.ts';
import { failedStatus } from '../../requests/failed-status.ts';
import { citeExchange } from '../../run/evidence.ts';
import { isMainMatter, isSparse, maintenanceText } from '../../run/facts/maintenance.ts';
import { isClosedSite } from '../closed-site.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { causingStep } from '../../run/facts/new-messages.ts';
import { textLives, type TextLife } from '../../run/facts/text-lives.ts';
import type { Run } from '../../run/run.ts';
import { headerOf } from '../../requests/headers.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { defineAnalyser } from '../define-analyser.ts';

/** The site is closed for maintenance: the page says so, and its document was answered 503 (or it offers nothing else). */
export const maintenance = defineAnalyser({
  id: 'network.maintenance',
  needs: ['steps'],
  findings: {
    'network.maintenance': {
      meaning: 'The site is closed for maintenance.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'Run again after the time that the page names.',
        'Keep scheduled runs out of the maintenance window of the site.',
      ],
    },
  },
  run: (run) => {
    const found = closedPage(run);
    if (found === undefined) return [];
    const { life, document, confidence } = found;
    return [
      {
        code: 'network.maintenance',
        title: `The site is closed for maintenance: "${life.text.text}"`,
        explanation:
          document === undefined
            ? 'The page offers nothing else.'
            : `Its document was answered ${failedStatus(document)}.`,
        bearing: { tier: 'observed', confidence, persistence: 'persistent' },
        step: life.isInitial ? life.first.step : causingStep(run, life.first),
        locus: document === undefined ? 'maintenance page' : `maintenance ${document.template}`,
        evidence: [
          life.text.cite('the page says so'),
          ...(document === undefined
            ? []
            : [citeExchange(document.exchange, 'the answer to the page itself')]),
        ],
      },
    ];
  },
});

interface ClosedPage {
  readonly life: TextLife;
  readonly document: FailedRequest | undefined;
  readonly confidence: number;
}

/** Clear words are enough; words of a general outage need a 503 that names the end, or an answer without any error. */
function closedPage(run: Run): ClosedPage | undefined {
  const document = refusedDocument(run);
  const clear = maintenanceText(run);
  if (clear !== undefined) {
    if (document !== undefined)
      return isClosedSite(document, clear) ? { life: clear, document, confidence: 0.9 } : undefined;
    return { life: clear, document, confidence: hasFailedSubmit(run, clear) ? 0.5 : 0.76 };
  }
  const vague = outOfServicePage(run);
  if (vague === undefined) return undefined;
  if (document === undefined)
    return hasFailedSubmit(run, vague) ? undefined : { life: vague, document, confidence: 0.62 };
  const saysWhen = headerOf(document.exchange.responseHeaders, 'retry-after') !== undefined;
  return saysWhen ? { life: vague, document, confidence: 0.88 } : undefined;
}

function refusedDocument(run: Run): FailedRequest | undefined {
  if (run.network === undefined) return undefined;
  return requestReportOf(run).failed.find(
    (request) => request.isTopDocument && [500, 502, 503, 504].includes(failedStatus(request)),
  );
}

/** A message about one request that failed is no page of a closed site. */
function hasFailedSubmit(run: Run, life: TextLife): boolean {
  const step = causingStep(run, life.first);
  return (
    run.network !== undefined &&
    requestReportOf(run).failed.some(
      ({ verdict, link, isTopDocument }) =>
        !isTopDocument &&
        verdict.level === 'mattered' &&
        link.strength !== 'none' &&
        link.step === step,
    )
  );
}

/** A page with so few texts says nothing else. */
const FEW_TEXTS = 4;

function outOfServicePage(run: Run): TextLife | undefined {
  return textLives(run).find(
    (life) =>
      life.isLasting &&
      life.text.text.length <= 300 &&
      speaksOf(life.text.text, 'out-of-service') &&
      !/\bwas\b/i.test(life.text.text) &&
      isSparse(life.last) &&
      isMainMatter(life) &&
      (life.text.isHeading || life.text.isMessage || life.last.texts.length <= FEW_TEXTS),
  );
}
