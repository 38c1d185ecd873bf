import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { AcquireError } from '../../src/acquire/acquire-error.ts';
import { acquireRun } from '../../src/acquire/acquire-run.ts';
import {
  FAKE_KEY,
  sendBody,
  startFakeSkyvern,
  type FakeArtifact,
  type Serve,
} from '../support/fake-skyvern.ts';
import { artifact, fetchFake, QUICK } from '../support/fetch-fake.ts';
import { textBody } from './table/bodies.ts';

/** Ids, types and paths that must not become file names as they are. */
export async function hostileNames(): Promise<readonly string[]> {
  const ids = [
    '../../etc/passwd',
    'a\u0000b',
    'x'.repeat(4096),
    '😀',
    'CON',
    'a_Twin',
    'a_tWIN',
    '..',
    'a/b',
    '__proto__',
    '%2e%2e',
  ];
  const artifacts = ids.map((id, index): FakeArtifact => ({
    id,
    type: index % 2 === 0 ? '../type' : 'NUL',
    body: textBody(50 + index),
    row: { uri: 'file:///x/../y.p\u0000hp', step_id: '../stp' },
  }));
  const { result, files } = await fetchFake({ artifacts });
  const kept = new Set(result.manifest.artifacts.map(({ artifact_id }) => artifact_id));
  const names = [...files.keys()];
  const unsafe = names.filter(
    (name) => !/^[A-Za-z0-9_./~-]+$/.test(name) || name.includes('..') || name.startsWith('/'),
  );
  const twins = names.length - new Set(names.map((name) => name.toLowerCase())).size;
  const missing = ids.filter((id) => !kept.has(id)).map((id) => `lost ${id.slice(0, 20)}`);
  return [
    ...missing,
    ...unsafe.map((name) => `unsafe name ${name}`),
    ...(twins === 0 ? [] : ['case twins']),
  ];
}

/** Three fetches into one file, beside the lock of a process long gone. */
export async function twoProcesses(): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-'));
  // Slow enough for all three to be at it together.
  const serve: Serve = ({ response, artifact: { body } }) =>
    void setTimeout(() => sendBody(response, body), 120);
  const server = await startFakeSkyvern({ artifacts: [artifact('a_1', 'x', { serve })] });
  try {
    const out = join(folder, 'run.zip');
    const start = () =>
      acquireRun({ runId: 'tsk_1', baseUrl: server.apiUrl, apiKey: FAKE_KEY, out, limits: QUICK });
    await writeFile(
      `${out}.lock`,
      JSON.stringify({ pid: 2 ** 22 + 1, host: hostname(), token: 'stale' }),
    );
    const results = await Promise.allSettled([start(), start(), start()]);
    const refused = results.filter(
      (result) =>
        result.status === 'rejected' &&
        result.reason instanceof AcquireError &&
        result.reason.code === 'locked',
    ).length;
    const left = await readdir(folder);
    return [
      ...(refused === 2 ? [] : [`${String(refused)} of 3 were refused`]),
      ...(left.length === 1 ? [] : [`left behind: ${left.join(' ')}`]),
    ];
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}
