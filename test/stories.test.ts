import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { verifyEvidence } from '../src/diagnosis/verify-evidence.ts';
import { diagnose } from '../src/index.ts';
import { acquireRun, openBundle } from '../src/node.ts';
import { startReplayServer } from './support/replay-server.ts';

const RECORDINGS = fileURLToPath(new URL('../fixtures/recordings/', import.meta.url));

const expectedSchema = z.object({
  kind: z.string(),
  cause: z.string().nullable(),
  step: z.number().nullable(),
  block: z.string().nullable(),
  missing: z.array(z.string()),
});

const folder = mkdtempSync(join(tmpdir(), 'debrief-stories-'));
afterAll(() => rmSync(folder, { recursive: true }));

/** Fetches a recorded run over HTTP and diagnoses the bundle. */
async function debrief(story: string) {
  const server = await startReplayServer(join(RECORDINGS, story));
  try {
    const [runId = ''] = server.runIds;
    const out = join(folder, `${story}.zip`);
    const { missing } = await acquireRun({
      runId,
      out,
      baseUrl: server.url,
      apiKey: 'test-key',
    });
    const bundle = await openBundle(out);
    const diagnosis = await diagnose(bundle);
    const checks = await verifyEvidence(diagnosis, bundle);
    await bundle.close?.();
    return { missing, diagnosis, problems: checks.filter(({ problem }) => problem) };
  } finally {
    await server.close();
  }
}

const STORIES = readdirSync(RECORDINGS).map((story) => ({
  story,
  expected: expectedSchema.parse(
    JSON.parse(readFileSync(join(RECORDINGS, story, 'expected.json'), 'utf8')),
  ),
}));

describe('recorded runs', () => {
  it.each(STORIES)('$story is told as it happened', async ({ story, expected }) => {
    const { missing, diagnosis, problems } = await debrief(story);
    const { verdict, findings, checks } = diagnosis;
    expect({
      kind: verdict.kind,
      cause: verdict.cause,
      step: expected.step === null ? null : (verdict.step?.order ?? null),
      block: expected.block === null ? null : (verdict.block?.label ?? null),
      missing: missing.map((entry) =>
        'artifact_type' in entry ? entry.artifact_type : entry.path,
      ),
    }).toEqual(expected);
    expect(findings.filter(({ role }) => role === 'primary').map(({ code }) => code)).toEqual(
      expected.cause === null ? [] : [expected.cause],
    );
    expect(problems).toEqual([]);
    expect(checks.filter(({ outcome }) => outcome === 'crashed')).toEqual([]);
  });

  it('come as failures of most families and as healthy twins', () => {
    const families = STORIES.map(({ expected }) => expected.cause?.split('.')[0]);
    expect(new Set(families)).toEqual(
      new Set(['network', 'access', 'page', 'agent', 'llm', 'infra', 'task', undefined]),
    );
    expect(families.filter((family) => family !== undefined)).toHaveLength(10);
  });
});
