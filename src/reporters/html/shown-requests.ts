import type { Diagnosis, RequestRow } from '../../diagnosis/diagnosis.ts';

/** A table of more rows makes a page slow; the JSON report has them all. */
const MAX_ROWS = 2000;

/** Requests that get a row in the page: the failed ones first, then the others as they came. */
export function shownRequests({ network }: Diagnosis): readonly RequestRow[] {
  const rows = network?.rows ?? [];
  const failed = rows.filter((row) => row.outcome === 'failed');
  return [...failed, ...rows.filter((row) => row.outcome !== 'failed')].slice(0, MAX_ROWS);
}
