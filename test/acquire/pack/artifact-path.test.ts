import { describe, expect, it } from 'vitest';
import { readArtifactPath } from '../../../src/acquire/pack/artifact-path.ts';

const FILE = '2026-01-02T03:04:05.678901_a_599_llm_prompt.txt';

function read(path: string): ReturnType<typeof readArtifactPath> {
  return readArtifactPath(path.split('/'));
}

describe('readArtifactPath', () => {
  it('knows type, id, time and owners of a file of a step', () => {
    expect(read(`anywhere/o_1/tsk_2/00_1_stp_3/${FILE}`)).toEqual({
      artifactType: 'llm_prompt',
      artifactId: 'a_599',
      createdAt: '2026-01-02T03:04:05.678901',
      uri: `file:///o_1/tsk_2/00_1_stp_3/${FILE}`,
      owners: { organization_id: 'o_1', task_id: 'tsk_2', step_id: 'stp_3' },
    });
  });

  it.each([
    [
      'local/o_1/tasks/tsk_v2_4/ot_5',
      { observer_cruise_id: 'tsk_v2_4', observer_thought_id: 'ot_5' },
    ],
    ['local/o_1/observers/tsk_v2_4', { observer_cruise_id: 'tsk_v2_4' }],
    ['o_1/workflow_runs/wr_6/wrb_7', { workflow_run_id: 'wr_6', workflow_run_block_id: 'wrb_7' }],
  ])('knows the owners of a file in %s', (folder, owners) => {
    expect(read(`${folder}/${FILE}`)?.owners).toEqual({ organization_id: 'o_1', ...owners });
  });

  it('reads logs, which have no id', () => {
    expect(read('logs/step/stp_3/2026-01-02T03:04:05_skyvern_log_raw.json')).toMatchObject({
      artifactType: 'skyvern_log_raw',
      artifactId: undefined,
      uri: 'file:///logs/step/stp_3/2026-01-02T03:04:05_skyvern_log_raw.json',
      owners: { step_id: 'stp_3' },
    });
  });

  it('reads the names that Windows allows', () => {
    expect(read('tsk_2/00_0_stp_3/2026-01-02T03-04-05.6_a_5_har.har')).toMatchObject({
      artifactType: 'har',
      createdAt: '2026-01-02T03:04:05.6',
    });
  });

  it.each([
    ['o_1/browser_sessions/pbs_8/videos/2026-01-02/x.webm', 'recording'],
    ['o_1/browser_sessions/pbs_8/downloads/bill.pdf', 'download'],
    ['o_1/scripts/s_9/1/main.py', 'script_file'],
  ])('knows by its folder what %s is', (path, type) => {
    expect(read(path)?.artifactType).toBe(type);
  });

  it.each(['notes.txt', 'downloads/bill.pdf', 'o_1/tsk_2/00_0_stp_3/.DS_Store', ''])(
    'makes no artifact of %j',
    (path) => {
      expect(read(path)).toBeUndefined();
    },
  );
});
