import type { LinkReport, LinkUse } from './link-report.ts';
import type { Run } from '../run/run.ts';

/** What the report cannot show, for want of artifacts. */
export function describeLimits(
  run: Pick<Run, 'llmCalls' | 'hrefMaps' | 'network'>,
  uses: readonly LinkUse[],
): LinkReport['limits'] {
  const limits: string[] = [];
  const unanswered = run.llmCalls.filter(
    ({ parsed, response }) => parsed === undefined && response === undefined,
  ).length;
  if (run.llmCalls.length === 0)
    limits.push('The bundle has no LLM calls, so no links can be seen.');
  if (unanswered > 0) {
    limits.push(`${unanswered} of ${run.llmCalls.length} LLM calls have no answer in the bundle.`);
  }
  if (uses.length === 0) return limits;
  if (run.hrefMaps.length === 0) {
    limits.push(
      'No hashed_href_map: links are recovered by hashing the addresses of pages and requests.',
    );
  }
  if (run.network === undefined) {
    limits.push('No HAR: whether the browser requested a link is not observable.');
  }
  return limits;
}
