import { requestReportOf } from '../../requests/request-report-of.ts';
import { failedStatus } from '../../requests/failed-status.ts';
import { citeExchange } from '../../run/evidence.ts';
import { maintenanceText } from '../../run/facts/maintenance.ts';
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
    const life = maintenanceText(run);
    if (life === undefined) return [];
    const document =
      run.network === undefined
        ? undefined
        : requestReportOf(run).failed.find(
            (request) =>
              request.isTopDocument && [500, 502, 503, 504].includes(failedStatus(request)),
          );
    return [
      {
        code: 'network.maintenance',
        title: `The site is closed for maintenance: "${life.text.text}"`,
        explanation:
          document === undefined
            ? 'The page offers nothing else.'
            : `Its document was answered ${failedStatus(document)}.`,
        bearing: {
          tier: 'observed',
          confidence: document === undefined ? 0.7 : 0.9,
          persistence: 'persistent',
        },
        step: life.first.step,
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
