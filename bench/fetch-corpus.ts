/** Fetches every run of a corpus of recordings twice: equal runs have to make equal bytes. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { acquireRun } from '../src/acquire/acquire-run.ts';
import { startReplayServer } from '../test/support/replay-server.ts';

export async function fetchTwice(folder: string, corpus: string): Promise<string> {
  const server = await startReplayServer(corpus);
  let [same, complete] = [0, 0];
  try {
    for (const runId of server.runIds) {
      const first = await fetchOnce(server.url, runId, join(folder, 'first.zip'));
      const second = await fetchOnce(server.url, runId, join(folder, 'second.zip'));
      if (first.isComplete) complete += 1;
      if (first.sha256 === second.sha256) same += 1;
      else console.error(`${runId}: ${first.sha256} ${second.sha256}`);
    }
  } finally {
    await server.close();
  }
  const total = String(server.runIds.length);
  return `corpus: ${String(same)} of ${total} bundles byte-identical on a second fetch, ${String(complete)} complete`;
}

async function fetchOnce(
  baseUrl: string,
  runId: string,
  out: string,
): Promise<{ readonly sha256: string; readonly isComplete: boolean }> {
  const { isComplete } = await acquireRun({ runId, baseUrl, apiKey: 'test-key', out });
  const sha256 = createHash('sha256').update(readFileSync(out)).digest('hex');
  return { sha256, isComplete };
}
