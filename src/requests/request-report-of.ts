import type { Run } from '../run/run.ts';
import { findFailedRequests } from './find-failed-requests.ts';
import type { RequestReport } from './report.ts';

const cache = new WeakMap<Run, RequestReport>();

/** The failed requests of a run; computed once however many ask. */
export function requestReportOf(run: Run): RequestReport {
  const known = cache.get(run);
  if (known !== undefined) return known;
  const report = findFailedRequests(run);
  cache.set(run, report);
  return report;
}
