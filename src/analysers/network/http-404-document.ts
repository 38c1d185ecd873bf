import { failedStatus } from '../../requests/failed-status.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import type { Evidence } from '../../run/evidence.ts';
import type { Run } from '../../run/run.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** A page that does not exist (404, 410), as the last hop of its navigation. Assets and probes are noise; a file that should have been downloaded is another cause. */
export const http404Document = defineRequestAnalyser({
  code: 'network.http_404_document',
  info: SHARED_CAUSES['network.http_404_document'],
  matches: (request) =>
    request.isTopDocument &&
    request.exchange.method === 'GET' &&
    [404, 410].includes(failedStatus(request)),
  explanation:
    'The site answered that there is nothing at this address; the page shown instead cannot hold what the task needs.',
  confidence: 0.9,
  support: (_request, run) => notFoundTexts(run),
});

function notFoundTexts(run: Run): readonly Evidence[] {
  return pageStates(run)
    .flatMap((state) => state.texts)
    .filter((text) => text.text.length <= 200 && speaksOf(text.text, 'not-found'))
    .slice(0, 1)
    .map((text) => text.cite('the page says so too'));
}
