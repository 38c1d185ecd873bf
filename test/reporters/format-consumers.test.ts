/** What others made to read these formats says of ours: CTRF's own validator, a reader of JUnit files, the types of SARIF. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { validateStrict } from 'ctrf';
import type { Log } from 'sarif';
import { parseV2 } from 'test-results-parser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { TriageReport } from '../../src/compare/triage.ts';
import { renderCtrf } from '../../src/reporters/ctrf.ts';
import { renderJunit } from '../../src/reporters/junit.ts';
import { renderSarif } from '../../src/reporters/sarif.ts';
import { renderTriageCtrf } from '../../src/reporters/triage/ctrf.ts';
import { renderTriageJunit } from '../../src/reporters/triage/junit.ts';
import { renderTriageSarif } from '../../src/reporters/triage/sarif.ts';
import { sarifShape } from '../support/machine-format-shapes.ts';
import { entryWith, triageOf } from '../support/triage-builder.ts';
import { PAYLOADS, withEveryString } from './hostile.ts';
import { STORIES } from './stories/index.ts';
import { canceledRun, healthyRun } from './stories/quiet-runs.ts';
import { refusedSubmit } from './stories/refused-submit.ts';

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'debrief-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** The strict shape, told to the compiler as SARIF: a part of it that SARIF does not know would not compile. */
const readSarif = (text: string): Log => sarifShape.parse(JSON.parse(text));

/** Counts and the first failure, as another program reads them. */
function readByOthers(xml: string): Record<string, unknown> {
  const path = join(folder, 'report.xml');
  writeFileSync(path, xml);
  const { result, errors } = parseV2({ type: 'junit', files: [path] });
  expect(errors).toEqual([]);
  const [suite] = result.suites;
  const statuses = suite?.cases.map(({ status }) => status);
  const failure = suite?.cases.find(({ status }) => status === 'FAIL')?.failure;
  return { statuses, skipped: suite?.skipped, failure };
}

const night: TriageReport = triageOf(
  [
    entryWith(),
    entryWith({ fingerprint: 'ffp1:222222222222', runId: 'tsk_2' }),
    entryWith({ kind: 'healthy', cause: null, runId: 'tsk_3' }),
    entryWith({ kind: 'canceled', cause: null, runId: 'tsk_4' }),
  ],
  { unreadable: [{ bundle: 'broken.zip', error: 'no zip' }] },
);

describe.each([...STORIES])('%s', (_, story) => {
  test('is CTRF by its own validator', () => validateStrict(JSON.parse(renderCtrf(story))));
  test('is SARIF', () => {
    expect(readSarif(renderSarif(story)).runs[0]?.tool.driver.name).toBe('skyvern-debrief');
  });
});

test('hostile text is CTRF by its own validator', () => {
  for (const payload of [...PAYLOADS, '\uD800', '\u0000'])
    validateStrict(JSON.parse(renderCtrf(withEveryString(refusedSubmit, payload))));
});

test('a triage is CTRF and SARIF', () => {
  validateStrict(JSON.parse(renderTriageCtrf(night)));
  expect(readSarif(renderTriageSarif(night)).runs[0]?.results).toHaveLength(2);
});

test.each([
  ['failed', refusedSubmit, ['FAIL'], 0],
  ['healthy', healthyRun, ['PASS'], 0],
  ['canceled', canceledRun, ['SKIP'], 1],
] as const)('others read the JUnit file of a %s run', (_, story, statuses, skipped) => {
  expect(readByOthers(renderJunit(story))).toMatchObject({ statuses, skipped });
});

test('others read why a run failed', () => {
  expect(readByOthers(renderJunit(refusedSubmit))['failure']).toContain(
    refusedSubmit.verdict.summary.slice(0, 40),
  );
});

test('others read the JUnit file of a triage', () => {
  expect(readByOthers(renderTriageJunit(night))).toMatchObject({
    statuses: ['FAIL', 'FAIL', 'PASS', 'SKIP', 'FAIL'],
    skipped: 1,
  });
});
