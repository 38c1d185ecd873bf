import { parseDocument } from 'htmlparser2';
import { describe, expect, test } from 'vitest';
import { z } from 'zod';
import { renderCtrf } from '../../src/reporters/ctrf.ts';
import { renderGitlab } from '../../src/reporters/gitlab.ts';
import { renderJunit } from '../../src/reporters/junit.ts';
import { renderNdjson } from '../../src/reporters/ndjson.ts';
import { renderSarif } from '../../src/reporters/sarif.ts';
import { ctrfShape, gitlabShape, readJunit, sarifShape } from '../support/machine-format-shapes.ts';
import { PAYLOADS, withEveryString } from './hostile.ts';
import { STORIES } from './stories/index.ts';
import { canceledRun, healthyRun } from './stories/quiet-runs.ts';
import { refusedSubmit } from './stories/refused-submit.ts';

describe.each([...STORIES])('%s', (_, story) => {
  test('is valid CTRF', () => void ctrfShape.parse(JSON.parse(renderCtrf(story))));
  test('is valid GitLab code quality', () =>
    void gitlabShape.parse(JSON.parse(renderGitlab(story))));
  test('is JUnit XML that strict readers take', () => void readJunit(renderJunit(story)));
  test('is valid SARIF', () => void sarifShape.parse(JSON.parse(renderSarif(story))));
});

test('hostile text keeps CTRF and SARIF valid', () => {
  for (const payload of [...PAYLOADS, '\uD800', 'a/../b c', '\u0000']) {
    const story = withEveryString(refusedSubmit, payload);
    ctrfShape.parse(JSON.parse(renderCtrf(story)));
    sarifShape.parse(JSON.parse(renderSarif(story)));
  }
});

test('a run without any name still has one in CTRF', () => {
  const run = { ...refusedSubmit.run, id: '', goal: '' };
  const report = ctrfShape.parse(JSON.parse(renderCtrf({ ...refusedSubmit, run })));
  expect(report.results.tests[0]).toMatchObject({ name: 'run', suite: ['run'] });
});

test('a rule stands for every result, and the primary finding carries the fingerprint', () => {
  const [run] = sarifShape.parse(JSON.parse(renderSarif(refusedSubmit))).runs;
  const rules = run.tool.driver.rules.map((rule) => rule.id);
  expect(run.results.filter((result) => !rules.includes(result.ruleId))).toEqual([]);
  expect(
    run.results.map((result) => [result.level, result.partialFingerprints !== undefined]),
  ).toEqual([
    ['error', true],
    ['note', false],
    ['note', false],
  ]);
});

function testcase(xml: string): {
  readonly name: string | undefined;
  readonly children: readonly string[];
  readonly counts: unknown;
} {
  const document = parseDocument(xml, { xmlMode: true });
  const found = new Map<
    string,
    { readonly attribs: Readonly<Record<string, string>>; readonly children: readonly unknown[] }
  >();
  const open = [...document.children];
  for (let node = open.shift(); node !== undefined; node = open.shift()) {
    if (!('attribs' in node)) continue;
    found.set(node.name, node);
    open.push(...node.children);
  }
  const children = ['failure', 'skipped'].filter((name) => found.has(name));
  const suite = found.get('testsuite')?.attribs ?? {};
  return {
    name: found.get('testcase')?.attribs['name'],
    children,
    counts: [suite['tests'], suite['failures'], suite['skipped']],
  };
}

test.each([
  ['failed', refusedSubmit, ['failure'], ['1', '1', '0']],
  ['healthy', healthyRun, [], ['1', '0', '0']],
  ['canceled', canceledRun, ['skipped'], ['1', '0', '1']],
] as const)('in JUnit a %s run is one test with its outcome', (_, story, children, counts) => {
  expect(testcase(renderJunit(story))).toEqual({
    name: story.run.goal ?? story.run.id,
    children,
    counts,
  });
});

test('every line of the NDJSON report is an object with its record and its run', () => {
  const row = z.looseObject({ run_id: z.literal('tsk_501'), record: z.string() });
  const rows = renderNdjson(refusedSubmit)
    .trimEnd()
    .split('\n')
    .map((line) => row.parse(JSON.parse(line)));
  expect(new Set(rows.map(({ record }) => record))).toEqual(
    new Set([
      'run',
      'verdict',
      'finding',
      'alternative',
      'step',
      'request',
      'llm_call',
      'check',
      'coverage',
    ]),
  );
});
