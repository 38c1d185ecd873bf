import { EMPTY_BASELINE } from '../../src/compare/baseline.ts';
import type { TriageEntry } from '../../src/compare/cluster.ts';
import { buildTriage, type TriageInput, type TriageReport } from '../../src/compare/triage.ts';

/** One failed run; a test says what it is about. */
export function entryWith(parts: Partial<TriageEntry> = {}): TriageEntry {
  return {
    bundle: 'runs/a.zip',
    runId: 'tsk_1',
    status: 'failed',
    startedAt: '2026-01-05T12:00:00.000Z',
    finishedAt: '2026-01-05T12:10:00.000Z',
    kind: 'cause',
    cause: 'network.http_5xx',
    confidence: 0.9,
    summary: 'POST shop.test/api/orders answered 503.',
    owner: 'site',
    retry: 'later',
    workflow: null,
    block: null,
    fingerprint: 'ffp1:0123456789ab',
    components: ['network.http_5xx', 'shop.test', '', 'post shop.test/api/orders 503'],
    fixes: ['Ask the owner of the site.'],
    ...parts,
  };
}

export function triageOf(
  entries: readonly TriageEntry[],
  parts: Partial<TriageInput> = {},
): TriageReport {
  return buildTriage({
    entries,
    unreadable: [],
    baseline: EMPTY_BASELINE,
    today: undefined,
    ...parts,
  });
}
