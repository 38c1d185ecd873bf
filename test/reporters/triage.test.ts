import { describe, expect, test } from 'vitest';
import { BASELINE_SCHEMA } from '../../src/compare/baseline.ts';
import type { TriageReport } from '../../src/compare/triage.ts';
import { TRIAGE_REPORTERS, type TriageFormat } from '../../src/reporters/triage/index.ts';
import { ctrfShape, gitlabShape, readJunit, sarifShape } from '../support/machine-format-shapes.ts';
import { entryWith, triageOf } from '../support/triage-builder.ts';
import { PAYLOADS } from './hostile.ts';

const problem = (fingerprint: string) => ({
  fingerprint,
  cause: 'network.http_5xx',
  summary: 'seen before',
  first_seen: null,
  last_seen: null,
  owner: 'team shop',
  note: 'TICKET-1',
});

/** One report with a run of every kind, every text of it `text`. */
function nightOf(text: string): TriageReport {
  return triageOf(
    [
      entryWith({ summary: text, workflow: text, block: text, bundle: text, components: [text] }),
      entryWith({ fingerprint: 'ffp1:222222222222', fixes: [text], runId: text }),
      entryWith({ kind: 'healthy', cause: null, runId: text }),
      entryWith({ kind: 'canceled', cause: null, summary: text }),
    ],
    {
      unreadable: [{ bundle: text, error: text }],
      baseline: {
        schema: BASELINE_SCHEMA,
        problems: [problem('ffp1:222222222222'), { ...problem('ffp1:3'), summary: text }],
      },
    },
  );
}

const render = async (format: TriageFormat, report: TriageReport) =>
  (await TRIAGE_REPORTERS[format]())(report);

describe.each(['plain words', '\uD800', '\u0000\u001B[2J', ...PAYLOADS])(
  'with %j in every field',
  (text) => {
    test('formats for machines keep their form', async () => {
      const report = nightOf(text);
      ctrfShape.parse(JSON.parse(await render('ctrf', report)));
      sarifShape.parse(JSON.parse(await render('sarif', report)));
      gitlabShape.parse(JSON.parse(await render('gitlab', report)));
      const suite = readJunit(await render('junit', report)).children[0];
      expect(suite?.attributes).toMatchObject({
        tests: '5',
        failures: '2',
        errors: '1',
        skipped: '1',
      });
      const rows = (await render('ndjson', report)).trimEnd().split('\n');
      expect(rows.map((row) => Object.keys(JSON.parse(row)).length)).toEqual(rows.map(() => 13));
    });

    test('GitHub sees our commands and no others', async () => {
      const lines = (await render('github', nightOf(text))).trimEnd().split('\n');
      expect(lines.map((line) => /^::(\w+) title=[^:,]*::/.exec(line)?.[1])).toEqual([
        'error',
        'warning',
        'notice',
      ]);
    });

    test('no control character reaches a terminal', async () => {
      // oxlint-disable-next-line no-control-regex -- what is looked for
      expect(await render('terminal', nightOf(text))).not.toMatch(
        /[\u0000-\u0009\u000B-\u001F\u007F-\u009F]/,
      );
    });
  },
);

test('what people wrote about a known problem stands beside it', async () => {
  const text = await render('terminal', nightOf('x'));
  expect(text).toContain('known: looked after by team shop; TICKET-1');
});

test('Markdown is cut on a section, within the bytes it may take, and says so', async () => {
  const entries = Array.from({ length: 300 }, (_, index) =>
    entryWith({ fingerprint: `ffp1:${index}`, summary: `Ünïcödé ${'ü'.repeat(150)}` }),
  );
  const renderMarkdown = await TRIAGE_REPORTERS.markdown();
  const text = renderMarkdown(triageOf(entries), { maxBytes: 60_000 });
  expect(Buffer.byteLength(text)).toBeLessThanOrEqual(60_000);
  expect(text).toMatch(/\d+ more sections were left out/);
  expect(text).toContain('200 more problems follow below.');
});

test('SARIF tells new problems from known ones in its own words', async () => {
  const [run] = sarifShape.parse(JSON.parse(await render('sarif', nightOf('x')))).runs;
  expect(run.results.map(({ baselineState, level }) => [baselineState, level])).toEqual([
    ['new', 'error'],
    ['unchanged', 'warning'],
  ]);
});
