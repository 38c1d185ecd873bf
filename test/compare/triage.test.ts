import { describe, expect, test } from 'vitest';
import {
  BASELINE_SCHEMA,
  readBaseline,
  updateBaseline,
  type Baseline,
  type KnownProblem,
} from '../../src/compare/baseline.ts';
import { judgeGate, readFailOn, type FailOn } from '../../src/compare/gate.ts';
import type { TriageEntry } from '../../src/compare/cluster.ts';
import { entryWith, triageOf } from '../support/triage-builder.ts';

const known = (parts: Partial<KnownProblem> = {}): Baseline => ({
  schema: BASELINE_SCHEMA,
  problems: [
    {
      fingerprint: 'ffp1:0123456789ab',
      cause: 'network.http_5xx',
      summary: 'seen before',
      first_seen: '2026-01-01T00:00:00.000Z',
      last_seen: '2026-01-02T00:00:00.000Z',
      ...parts,
    },
  ],
});

describe('clusters', () => {
  test('runs with one fingerprint are one problem, led by the surest and latest', () => {
    const report = triageOf([
      entryWith({ bundle: 'b.zip', confidence: 0.7 }),
      entryWith({ bundle: 'c.zip', finishedAt: '2026-01-06T00:00:00.000Z', block: 'pay' }),
      entryWith({ bundle: 'a.zip', block: 'order', workflow: 'Orders' }),
      entryWith({ bundle: 'd.zip', fingerprint: 'ffp1:ffffffffffff', cause: 'llm.refusal' }),
    ]);
    expect(report.counts).toMatchObject({ bundles: 4, failed: 4, problems: 2, new: 2 });
    expect(report.problems[0]).toMatchObject({
      exemplar: { bundle: 'c.zip' },
      firstSeen: '2026-01-05T12:10:00.000Z',
      lastSeen: '2026-01-06T00:00:00.000Z',
      workflows: ['Orders'],
      blocks: ['order', 'pay'],
    });
    expect(report.problems[0]?.entries.map(({ bundle }) => bundle)).toEqual([
      'a.zip',
      'b.zip',
      'c.zip',
    ]);
  });

  test('healthy and canceled runs are no problems', () => {
    const report = triageOf([
      entryWith({ kind: 'healthy', cause: null }),
      entryWith({ kind: 'canceled', cause: null }),
      entryWith({ kind: 'inconclusive', cause: null }),
    ]);
    expect(report.counts).toMatchObject({ failed: 1, healthy: 1, canceled: 1, problems: 1 });
  });

  test('the order in which bundles were done does not show', () => {
    const entries = ['a', 'b', 'c', 'd'].map((name, index) =>
      entryWith({ bundle: name, fingerprint: `ffp1:${index % 3}`, kind: 'cause' }),
    );
    expect(triageOf(entries.toReversed())).toEqual(triageOf(entries));
  });
});

describe('the baseline', () => {
  const entries = [entryWith()];

  test.each([
    [{}, '2026-02-01', 'known'],
    [{ expires: '2026-02-01' }, '2026-02-01', 'known'],
    [{ expires: '2026-01-31' }, '2026-02-01', 'expired'],
    [{ expires: '2026-01-31' }, undefined, 'known'],
    [{ fingerprint: 'ffp1:000000000000' }, '2026-02-01', 'new'],
  ] as const)('%o on %s is %s', (parts, today, standing) => {
    const report = triageOf(entries, { baseline: known(parts), today });
    expect(report.problems[0]?.standing).toBe(standing);
    expect(report.counts.new).toBe(standing === 'known' ? 0 : 1);
  });

  test('what is in it and was not seen is gone', () => {
    const report = triageOf(entries, { baseline: known({ fingerprint: 'ffp1:000000000000' }) });
    expect(report.gone.map(({ summary }) => summary)).toEqual(['seen before']);
  });

  test('an update keeps notes, owner and expiry, widens the dates and forgets nothing', () => {
    const before = {
      ...known({ owner: 'team shop', note: 'TICKET-1', expires: '2026-03-01' }),
    };
    const report = triageOf([...entries, entryWith({ fingerprint: 'ffp1:ffffffffffff' })]);
    const after = updateBaseline(before, report.problems);
    expect(after.problems).toHaveLength(2);
    expect(after.problems[0]).toMatchObject({
      owner: 'team shop',
      note: 'TICKET-1',
      expires: '2026-03-01',
      first_seen: '2026-01-01T00:00:00.000Z',
      last_seen: '2026-01-05T12:10:00.000Z',
    });
    expect(updateBaseline(after, [])).toEqual(after);
  });

  test('another file is refused with the place that is wrong', () => {
    expect(readBaseline({ schema: BASELINE_SCHEMA, problems: [{}] })).toMatchObject({
      problem: expect.stringContaining('problems.0.fingerprint'),
    });
  });
});

describe('the gate', () => {
  const report = triageOf(
    [
      entryWith(),
      entryWith({
        fingerprint: 'ffp1:ffffffffffff',
        cause: 'infra.browser_crash',
        owner: 'skyvern',
        retry: 'no',
      }),
    ],
    { baseline: known() },
  );
  const rule = (text: string): FailOn => readFailOn(text) ?? { kind: 'never' };
  const reasons = (...rules: readonly string[]) =>
    judgeGate(report, { failOn: rules.map(rule), maxFailures: undefined });

  test.each([
    ['new', 1],
    ['any', 1],
    ['never', 0],
    ['cause:network.*', 1],
    ['cause:*.http_5xx', 1],
    ['cause:*brow*crash', 1],
    ['cause:network', 0],
    ['cause:infra.*_restart', 0],
    ['owner:skyvern', 1],
    ['owner:task', 0],
    ['severity:high', 0],
    ['severity:medium', 1],
    ['severity:low', 1],
  ])('%s gives %i reasons', (text, count) => {
    expect(reasons(text)).toHaveLength(count);
  });

  test('a problem is the worse the longer it stays and the more runs it fells', () => {
    const severity = (retry: TriageEntry['retry'], count: number): string | undefined =>
      triageOf(
        Array.from({ length: count }, (_, index) => entryWith({ bundle: `${index}`, retry })),
      ).problems[0]?.severity;
    expect([severity('no', 2), severity('after-change', 9)]).toEqual(['high', 'high']);
    expect([severity('no', 1), severity('later', 2)]).toEqual(['medium', 'medium']);
    expect(severity('later', 1)).toBe('low');
  });

  test('every rule that is broken is named', () => {
    expect(reasons('new', 'owner:skyvern')).toEqual([
      '1 problem (infra.browser_crash) by --fail-on new',
      '1 problem (infra.browser_crash) by --fail-on owner:skyvern',
    ]);
  });

  test('more failed runs than allowed shut it', () => {
    expect(judgeGate(report, { failOn: [], maxFailures: 1 })).toEqual([
      '2 runs failed, 1 are allowed',
    ]);
    expect(judgeGate(report, { failOn: [], maxFailures: 2 })).toEqual([]);
  });

  test.each(['', 'newer', 'cause:', 'owner', 'severity:', 'severity:worst'])(
    '%j is no rule',
    (text) => {
      expect(readFailOn(text)).toBeUndefined();
    },
  );
});
