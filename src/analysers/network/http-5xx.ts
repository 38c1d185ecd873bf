import { failedStatus } from '../../requests/failed-status.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import type { Run } from '../../run/run.ts';
import { isRateLimit } from '../rate-limit.ts';
import { maintenanceText } from '../../run/facts/maintenance.ts';
import { isClosedSite } from '../closed-site.ts';
import { defineRequestAnalyser } from '../request-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/** A first-party answer of 500-599 that nothing made good later. Bot walls and maintenance pages use 503 too and are told apart. */
export const http5xx = defineRequestAnalyser({
  code: 'network.http_5xx',
  info: SHARED_CAUSES['network.http_5xx'],
  matches: (request, run) =>
    failedStatus(request) >= 500 &&
    request.challenge?.signal !== 'block' &&
    !isRateLimit(request) &&
    !isOfClosedSite(request, run),
  explanation:
    'The server answered with an error of its own; neither the page nor the agent could do anything about it.',
  confidence: 0.88,
});

function isOfClosedSite(request: FailedRequest, run: Run): boolean {
  const words = request.isTopDocument ? maintenanceText(run) : undefined;
  return words !== undefined && isClosedSite(request, words);
}
