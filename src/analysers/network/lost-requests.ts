import type { NetworkTrouble } from '../../requests/failure.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';
import type { Analyser } from '../define-analyser.ts';

/** Requests in mid-run that the network lost. Failed first navigations have an analyser of their own, which knows the wording of the run's failure. */
function lost(
  code: string,
  troubles: readonly NetworkTrouble[],
  meaning: string,
  fix: string,
): Analyser {
  return defineRequestAnalyser({
    code,
    info: {
      meaning,
      owner: 'network',
      retry: 'later',
      fixes: [fix, 'Check whether a proxy between browser and site caused it.'],
    },
    matches: (request) => isLost(request, troubles),
    explanation:
      'No answer of the server reached the page, so what the action asked for did not happen.',
    confidence: 0.88,
  });
}

function isLost(
  { failure, policy, isTopDocument, link }: FailedRequest,
  troubles: readonly NetworkTrouble[],
): boolean {
  if (policy !== undefined || (isTopDocument && link.strength !== 'action')) return false;
  return failure.kind === 'cut-short'
    ? troubles.includes('connection')
    : failure.kind === 'network' && troubles.includes(failure.trouble);
}

export const lostConnection = lost(
  'network.connection',
  ['connection'],
  'The connection to the server broke.',
  'Run again; if the same request breaks every time, report it to the owner of the site.',
);
export const lostName = lost(
  'network.dns',
  ['dns'],
  'The name of a server could not be resolved.',
  'Check the host name for typing errors and that it exists in the network of the browser.',
);
export const lostTrust = lost(
  'network.tls',
  ['tls'],
  'The encryption of the connection failed.',
  'Let the owner of the site renew or correct the certificate.',
);
export const lostNetwork = lost(
  'network.offline',
  ['offline'],
  'The browser had no network.',
  "Check the network of the worker's machine.",
);
