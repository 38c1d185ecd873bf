import { failedStatus } from '../../requests/failed-status.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import type { Evidence } from '../../run/evidence.ts';
import type { Run } from '../../run/run.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';

/** A page that does not exist (404, 410), as the last hop of its navigation. Assets and probes are noise; a file that should have been downloaded is another cause. */
export const http404Document = defineRequestAnalyser({
  code: 'network.http_404_document',
  info: {
    meaning: 'The page that was opened does not exist (any more).',
    owner: 'task',
    retry: 'after-change',
    fixes: [
      'Correct the address in the task, or the link that leads to it.',
      'If the document was removed for good, tell the task what to do then.',
    ],
  },
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
