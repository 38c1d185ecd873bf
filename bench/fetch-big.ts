/** A recording of 2 GB, and ten thousand artifacts: how much memory a fetch takes. */
import { join } from 'node:path';
import type { ServerResponse } from 'node:http';
import { startFakeSkyvern, type FakeArtifact } from '../test/support/fake-skyvern.ts';
import { fetchMeasured } from './fetch-process.ts';

const CHUNK = Buffer.alloc(1024 * 1024);

export async function fetchRecording(folder: string, megabytes = 2048): Promise<string> {
  const recording: FakeArtifact = {
    id: 'a_1',
    type: 'recording',
    body: Buffer.alloc(0),
    row: {
      file_size: megabytes * CHUNK.length,
      uri: 'file:///data/o_1/tsk_1/00_0_stp_1/x_a_1_recording.webm',
    },
    serve: ({ response }) => sendZeros(response, megabytes),
  };
  return fetchAll(folder, [recording], `recording of ${String(megabytes)} MB`);
}

export async function fetchMany(folder: string, count = 10_000): Promise<string> {
  const body = Buffer.from(JSON.stringify({ text: 'x'.repeat(1000) }));
  const artifacts = Array.from({ length: count }, (_, index): FakeArtifact => ({
    id: `a_${String(100_000 + index)}`,
    type: 'llm_response',
    body,
  }));
  return fetchAll(folder, artifacts, `${String(count)} artifacts`);
}

async function fetchAll(
  folder: string,
  artifacts: readonly FakeArtifact[],
  title: string,
): Promise<string> {
  const byId = new Map(artifacts.map((artifact) => [artifact.id, artifact]));
  const server = await startFakeSkyvern({ artifacts, find: (id) => byId.get(id) });
  try {
    const ran = await fetchMeasured(server.apiUrl, ['tsk_1', '--out', join(folder, 'big.zip')]);
    if (ran.code !== 0) throw new Error(ran.errors);
    return `${title}: ${ran.seconds.toFixed(1)} s, peak ${ran.peakMb.toFixed(0)} MB`;
  } finally {
    await server.close();
  }
}

/** As fast as the other side takes them. */
function sendZeros(response: ServerResponse, megabytes: number): void {
  response.writeHead(200, { 'content-length': megabytes * CHUNK.length });
  let left = megabytes;
  const send = (): void => {
    while (left > 0) {
      left -= 1;
      if (!response.write(CHUNK)) {
        response.once('drain', send);
        return;
      }
    }
    response.end();
  };
  send();
}
