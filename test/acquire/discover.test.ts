import { describe, expect, it } from 'vitest';
import { sendJson, type Answer } from '../support/fake-skyvern.ts';
import { artifact, fetchFake, json } from '../support/fetch-fake.ts';

describe('a workflow run', () => {
  const rowsOf = (...ids: readonly string[]): Answer =>
    json(
      ids.map((id) => ({
        artifact_id: id,
        artifact_type: 'llm_prompt',
        step_id: 'stp_5',
        task_id: 'tsk_5',
      })),
    );
  const timeline = [
    {
      type: 'block',
      block: { workflow_run_block_id: 'wrb_1', task_id: 'tsk_5', block_workflow_run_id: 'wr_2' },
      children: [{ thought: { thought_id: 'ot_1' }, children: [] }],
    },
  ];
  const answers: Readonly<Record<string, Answer>> = {
    '/v1/runs/wr_1': json({
      run_id: 'wr_1',
      status: 'failed',
      run_request: { workflow_id: 'wpid_1' },
    }),
    '/v1/runs/wr_1/timeline': json(timeline),
    '/v1/runs/wr_1/artifacts': rowsOf('a_1'),
    '/api/v1/tasks/tsk_5/steps': json([
      { step_id: 'stp_5', order: 2, retry_index: 1 },
      { step_id: 'stp_6', order: 3, retry_index: 0 },
    ]),
    '/api/v1/task/tsk_5/artifacts': rowsOf('a_1', 'a_2'),
    '/api/v1/step/stp_6/artifacts': rowsOf('a_3'),
    '/api/v1/workflow_run_block/wrb_1/artifacts': rowsOf('a_4'),
    '/api/v1/thought/ot_1/artifacts': rowsOf('a_5'),
    '/api/v1/workflow_run/wr_2/artifacts': rowsOf('a_6'),
    '/v1/workflows/wpid_1': json({ workflow_permanent_id: 'wpid_1' }),
  };
  const artifacts = ['a_1', 'a_2', 'a_3', 'a_4', 'a_5', 'a_6'].map((id) => artifact(id, id));

  it('is the union of all listings: of run, tasks, steps, blocks, thoughts and nested runs', async () => {
    const { result, files } = await fetchFake({ runId: 'wr_1', artifacts, answers });
    expect(result.manifest.artifacts.map(({ artifact_id, state }) => [artifact_id, state])).toEqual(
      artifacts.map(({ id }) => [id, 'ok']),
    );
    expect(files.has('artifacts/02_1_stp_5/00_llm_prompt_a_1.txt')).toBe(true);
    expect(files.has('api/workflows/wpid_1.json')).toBe(true);
    expect(result.isComplete).toBe(true);
  });

  it('asks for all pages of its tasks', async () => {
    const page = (first: number, count: number): readonly unknown[] =>
      Array.from({ length: count }, (_, index) => ({ task_id: `tsk_9${String(first + index)}` }));
    const tasks: Answer = (response, count) =>
      sendJson(response, 200, count === 1 ? page(0, 100) : page(100, 3));
    const { result } = await fetchFake({
      runId: 'wr_1',
      artifacts,
      answers: { ...answers, '/api/v1/tasks': tasks },
    });
    expect(result.manifest.resources.filter(({ resource }) => resource === 'task')).toHaveLength(
      104,
    );
  });

  it('that stands behind a v2 task is found by the id of the task', async () => {
    const { result } = await fetchFake({
      runId: 'tsk_v2_1',
      artifacts,
      answers: {
        ...answers,
        '/v1/runs/tsk_v2_1': json({ run_id: 'tsk_v2_1', status: 'failed' }),
        '/v1/runs/tsk_v2_1/artifacts': json([]),
        '/api/v2/tasks/tsk_v2_1': json({ task_id: 'tsk_v2_1', workflow_run_id: 'wr_1' }),
      },
    });
    expect(result.manifest.artifacts.map(({ artifact_id }) => artifact_id)).toContain('a_1');
  });
});
