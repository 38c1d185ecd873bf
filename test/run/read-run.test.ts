import { describe, expect, it } from 'vitest';
import { objectSource } from '../../src/bundle/memory-source.ts';
import type { ArtifactEntry, Manifest } from '../../src/bundle/manifest.ts';
import type { BundleSource } from '../../src/bundle/source.ts';
import { readRun } from '../../src/run/read-run.ts';

const TASK = 'tsk_1';
const STEP = 'stp_1';

/** A bundle of one task with one step; artifacts as `type: content`, in capture order. */
function taskBundle(
  artifacts: readonly (readonly [string, string, Readonly<Record<string, string>>?])[],
  steps: unknown = [stepRow()],
  run: object = {},
): BundleSource {
  const entries: Record<string, string> = {
    'api/run.json': JSON.stringify({
      run_id: TASK,
      status: 'failed',
      created_at: '2026-01-05T12:00:00.5',
      ...run,
    }),
    'api/steps.json': JSON.stringify(steps),
  };
  const rows: ArtifactEntry[] = artifacts.map(([type, content, row], index) => {
    const id = `a_${(100_000_000n << 32n) | (BigInt(index) << 1n)}`;
    entries[`artifacts/${index}_${type}`] = content;
    return {
      artifact_id: id,
      artifact_type: type,
      entry: `artifacts/${index}_${type}`,
      state: 'ok',
      verified: 'none',
      row: { artifact_id: id, artifact_type: type, step_id: STEP, ...row },
    };
  });
  const resources: Manifest['resources'] = [
    {
      resource: 'run',
      resource_id: TASK,
      entry: 'api/run.json',
      path: `/v1/runs/${TASK}`,
      state: 'ok',
    },
    {
      resource: 'steps',
      resource_id: TASK,
      entry: 'api/steps.json',
      path: `/api/v1/tasks/${TASK}/steps`,
      state: 'ok',
    },
  ];
  return objectSource({ manifest: { run_id: TASK, artifacts: rows, resources }, entries });
}

function stepRow(parts: object = {}): object {
  return {
    step_id: STEP,
    task_id: TASK,
    order: 0,
    retry_index: 0,
    status: 'completed',
    created_at: '2026-01-05T12:00:00',
    modified_at: '2026-01-05T12:01:00',
    ...parts,
  };
}

describe('readRun', () => {
  it("reads Skyvern's naive times as UTC", async () => {
    const run = await readRun(taskBundle([]));
    expect(run.outcome.createdAtMs).toBe(Date.parse('2026-01-05T12:00:00.500Z'));
  });

  it('groups the files of each call to the model by their order', async () => {
    const run = await readRun(
      taskBundle([
        ['llm_prompt', 'one'],
        ['llm_response', '{}'],
        ['llm_response_parsed', '{"actions": []}'],
        ['llm_prompt', 'two'],
        ['llm_request', '{"model": "m"}'],
      ]),
    );
    expect(run.llmCalls.map((call) => [call.prompt?.text, call.kind])).toEqual([
      ['one', 'extract-actions'],
      ['two', 'unanswered'],
    ]);
  });

  it('groups archive members by the number in their names, gaps and all', async () => {
    const member = (type: string, number: number): Readonly<Record<string, string>> => ({
      bundle_key: `${type}_${number}.json`,
      uri: 's3://x/step.zip',
    });
    const run = await readRun(
      taskBundle([
        ['llm_prompt', 'zero', member('llm_prompt', 0)],
        ['llm_prompt', 'two', member('llm_prompt', 2)],
        ['llm_response_parsed', '{"summary": "s"}', member('llm_response_parsed', 2)],
        ['hashed_href_map', '{}', member('hashed_href_map', 2)],
      ]),
    );
    expect(
      run.llmCalls.map((call) => [call.prompt?.text, call.kind, call.hrefMap !== undefined]),
    ).toEqual([
      ['zero', 'unanswered', false],
      ['two', 'summary', true],
    ]);
  });

  it('pairs the HTML after an action with its screenshot, also when another one failed', async () => {
    const screenshot = (index: number): string =>
      `a_${(100_000_000n << 32n) | (BigInt(index) << 1n)}`;
    const pairs = [0, 1].map((index) => [
      { action_type: 'click', action_order: index, screenshot_artifact_id: screenshot(index) },
      [{ success: true }],
    ]);
    const bundle = taskBundle(
      [
        ['screenshot_action', 'png'],
        ['screenshot_action', 'png'],
        ['html_action', '<p>after the second</p>'],
      ],
      [stepRow({ output: { actions_and_results: pairs } })],
    );
    const [step] = (await readRun(bundle)).steps;
    expect(step?.actions.map((action) => action.htmlAfter?.page().texts[0]?.text)).toEqual([
      undefined,
      'after the second',
    ]);
  });

  it('takes the last result of an action as the verdict and keeps the fallbacks before it', async () => {
    const results = [{ success: false, exception_type: 'FailToClick' }, { success: true }];
    const [step] = (
      await readRun(
        taskBundle(
          [],
          [stepRow({ output: { actions_and_results: [[{ action_type: 'CLICK' }, results]] } })],
        ),
      )
    ).steps;
    expect(step?.actions[0]).toMatchObject({ type: 'click' });
    expect(step?.actions[0]?.results.map((result) => result.isSuccess)).toEqual([false, true]);
    expect(step?.actions[0]?.results[0]?.place.pointer).toBe('/0/output/actions_and_results/0/1/0');
  });

  it('knows a step that was planned ahead and thrown away', async () => {
    const rows = [stepRow(), stepRow({ step_id: 'stp_2', order: 1, status: 'canceled' })];
    const run = await readRun(taskBundle([], rows));
    expect(run.steps.map((step) => step.isDiscarded)).toEqual([false, true]);
  });

  it('removes the local clock from console lines that the HAR can date', async () => {
    const har = {
      log: {
        entries: [
          {
            startedDateTime: '2026-01-05T12:00:10.000Z',
            request: { method: 'GET', url: 'https://shop.test/x.js' },
            response: { status: 404 },
          },
        ],
      },
    };
    const line =
      '2026-01-05T14:00:10.100000Z[error]Failed to load resource: 404 url=https://shop.test/x.js lineNumber=0 columnNumber=0\n';
    const run = await readRun(
      taskBundle([
        ['har', JSON.stringify(har)],
        ['browser_console_log', line],
      ]),
    );
    expect(run.consoleOffsetMs).toBe(7_200_100);
    expect(run.console?.[0]?.atMs).toBe(Date.parse('2026-01-05T12:00:10.000Z'));
  });

  it('names a damaged file and reads the rest', async () => {
    const run = await readRun(
      taskBundle([
        ['visible_elements_tree', '[{"id": "AAAB"'],
        ['html_scrape', '<p>ok</p>'],
      ]),
    );
    expect(run.problems.map((problem) => problem.entry)).toEqual([
      'artifacts/0_visible_elements_tree',
    ]);
    expect(run.steps[0]?.scrape?.page?.().texts[0]?.text).toBe('ok');
    expect(run.coverage.find((row) => row.artifactType === 'visible_elements_tree')).toMatchObject({
      listed: 1,
      present: 1,
      unreadable: 1,
    });
  });

  it('reads the steps also when the server gave no run', async () => {
    const bundle = taskBundle([]);
    const without = {
      ...bundle,
      manifest: {
        ...bundle.manifest,
        resources: bundle.manifest.resources.filter((entry) => entry.resource !== 'run'),
      },
    };
    const run = await readRun(without);
    expect(run.outcome.document).toBeUndefined();
    expect(run.steps).toHaveLength(1);
  });

  it('says where it stopped in a list that is too long', async () => {
    const steps = Array.from({ length: 2_001 }, (_, order) =>
      stepRow({ step_id: `stp_${order}`, order }),
    );
    const run = await readRun(taskBundle([], steps));
    expect(run.steps).toHaveLength(2_000);
    expect(run.problems).toEqual([
      { entry: 'api/steps.json', message: 'it lists 2001 rows, of which the first 2000 were read' },
    ]);
    expect((await readRun(taskBundle([], steps.slice(1)))).problems).toEqual([]);
  });

  it('says where it stopped in blocks that nest too deep', async () => {
    const timeline = (depth: number): BundleSource => {
      let rows: unknown = [];
      for (let level = 0; level < depth; level += 1)
        rows = [{ block: { workflow_run_block_id: `wrb_${level}` }, children: rows }];
      const manifest: Pick<Manifest, 'resources'> = {
        resources: [
          { resource: 'timeline', resource_id: null, entry: 't.json', path: '/t', state: 'ok' },
        ],
      };
      return objectSource({ manifest, entries: { 't.json': JSON.stringify(rows) } });
    };
    expect((await readRun(timeline(50))).problems).toEqual([]);
    expect((await readRun(timeline(51))).problems).toEqual([
      { entry: 't.json', message: 'its blocks nest deeper than the 50 levels that were read' },
    ]);
  });
});
