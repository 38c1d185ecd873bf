import { describe, expect, it } from 'vitest';
import { listRun } from '../../src/acquire/acquire-run.ts';
import { FAKE_KEY, sendJson, startFakeSkyvern, type Answer } from '../support/fake-skyvern.ts';
import { artifact, fetchFake, json } from '../support/fetch-fake.ts';

describe('a run that has only just finished', () => {
  const finishedAt = (agoMs: number): string =>
    new Date(Date.now() - agoMs).toISOString().replace('Z', '');
  const growing = (): Answer => (response, count) =>
    sendJson(
      response,
      200,
      ['a_1', 'a_2']
        .slice(0, count)
        .map((id) => ({ artifact_id: id, artifact_type: id === 'a_2' ? 'har' : 'llm_prompt' })),
    );

  it('is listed again until its artifacts stand still', async () => {
    const { result } = await fetchFake({
      artifacts: [artifact('a_1', 'x'), artifact('a_2', '{}')],
      run: { finished_at: finishedAt(2000) },
      answers: {
        '/v1/runs/tsk_1/artifacts': growing(),
        '/api/v1/task/tsk_1/artifacts': json([]),
        '/api/v1/step/stp_1/artifacts': json([]),
      },
    });
    expect(result.manifest.artifacts).toHaveLength(2);
  });

  it('is listed once when it is an old one', async () => {
    const { server } = await fetchFake({
      artifacts: [artifact('a_1', 'x')],
      run: { finished_at: finishedAt(3_600_000) },
    });
    expect(server.requests.filter(({ path }) => path === '/v1/runs/tsk_1/artifacts')).toHaveLength(
      1,
    );
  });
});

describe('choices', () => {
  const artifacts = [artifact('a_1', 'x'), artifact('a_2', '{}', { type: 'har' })];

  it.each([
    [{ only: ['har'] }, ['skipped', 'ok']],
    [{ skip: ['har'] }, ['ok', 'skipped']],
  ])('of types %j leave the others in the manifest', async (filter, states) => {
    const { result } = await fetchFake({ artifacts }, filter);
    expect(result.manifest.artifacts.map(({ state }) => state)).toEqual(states);
    expect(result.isComplete).toBe(true);
  });

  it('can be looked at before anything is downloaded', async () => {
    const server = await startFakeSkyvern({ artifacts });
    const listing = await listRun({
      runId: 'tsk_1',
      baseUrl: server.apiUrl,
      apiKey: FAKE_KEY,
      only: ['har'],
    });
    await server.close();
    expect(listing.artifacts.map(({ artifactId, isWanted }) => [artifactId, isWanted])).toEqual([
      ['a_1', false],
      ['a_2', true],
    ]);
    expect(server.requests.some(({ path }) => path.endsWith('/content'))).toBe(false);
  });
});
