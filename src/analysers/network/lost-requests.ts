import type { NetworkTrouble } from '../../requests/failure.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';
import type { Analyser } from '../define-analyser.ts';

/** Requests in mid-run that the network lost. Failed first navigations have an analyser of their own, which knows the wording of the run's failure. */
function lost(
  code: 'network.connection' | 'network.dns' | 'network.tls' | 'network.offline',
  troubles: readonly NetworkTrouble[],
): Analyser {
  return defineRequestAnalyser({
    code,
    info: SHARED_CAUSES[code],
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

export const lostConnection = lost('network.connection', ['connection']);
export const lostName = lost('network.dns', ['dns']);
export const lostTrust = lost('network.tls', ['tls']);
export const lostNetwork = lost('network.offline', ['offline']);
