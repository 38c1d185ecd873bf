/** 300 files with 30 ms of latency each, against `curl -Z --parallel-max 16`, in turns. */
import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  FAKE_KEY,
  sendBody,
  startFakeSkyvern,
  type FakeArtifact,
  type FakeSkyvern,
} from '../test/support/fake-skyvern.ts';
import { fetchMeasured, measure, median } from './fetch-process.ts';

const LATENCY_MS = 30;

export async function compareWithCurl(folder: string, rounds = 5): Promise<string> {
  const artifacts = [...screenshots(200), ...pages(100)];
  const server = await startFakeSkyvern({ artifacts });
  const [ours, curls, peaks]: [number[], number[], number[]] = [[], [], []];
  try {
    const config = curlConfig(folder, server, artifacts);
    for (let round = 0; round < rounds; round += 1) {
      const curl = await measure('curl', ['-sS', '-Z', '--parallel-max', '16', '-K', config]);
      const fetch = await fetchMeasured(server.apiUrl, ['tsk_1', '--out', join(folder, 'run.zip')]);
      if (curl.code !== 0 || fetch.code !== 0) throw new Error(`${curl.errors}\n${fetch.errors}`);
      curls.push(curl.seconds);
      ours.push(fetch.seconds);
      peaks.push(fetch.peakMb);
    }
  } finally {
    await server.close();
  }
  const [fetch, curl] = [median(ours), median(curls)];
  const megabytes = artifacts.reduce((sum, { body }) => sum + body.length, 0) / 1e6;
  return `300 files, ${megabytes.toFixed(0)} MB, ${String(LATENCY_MS)} ms each: fetch ${fetch.toFixed(2)} s, curl ${curl.toFixed(2)} s, ratio ${(fetch / curl).toFixed(2)}, peak ${Math.max(...peaks).toFixed(0)} MB (medians of ${String(rounds)})`;
}

/** Does not compress, as images do not. */
function screenshots(count: number): readonly FakeArtifact[] {
  return Array.from({ length: count }, (_, index) => {
    const head = Buffer.from([0x89, 0x50, 0x4e, 0x47]);
    const sizeBytes = 100_000 + ((index * 7919) % 750_000);
    const body = Buffer.concat([head, randomBytes(sizeBytes), Buffer.from('IEND')]);
    return slow(`a_${String(1000 + index)}`, 'screenshot_action.png', body);
  });
}

function pages(count: number): readonly FakeArtifact[] {
  return Array.from({ length: count }, (_, index) => {
    const row = (line: number): string =>
      `<tr><td>${String(line)}</td><td>${String(line * 7919 + index)}</td></tr>\n`;
    const rows = Array.from({ length: 5000 + index * 120 }, (__, line) => row(line));
    return slow(`a_${String(2000 + index)}`, 'html_action.html', Buffer.from(rows.join('')));
  });
}

function slow(id: string, fileType: string, body: Buffer): FakeArtifact {
  const [type = ''] = fileType.split('.');
  return {
    id,
    type,
    body,
    // The extension decides whether the bundle compresses it.
    row: { uri: `file:///data/o_1/tsk_1/00_0_stp_1/2026-01-02T03:04:05_${id}_${fileType}` },
    serve: ({ response }) => void setTimeout(() => sendBody(response, body), LATENCY_MS),
  };
}

function curlConfig(
  folder: string,
  server: FakeSkyvern,
  artifacts: readonly FakeArtifact[],
): string {
  const path = join(folder, 'curl.txt');
  mkdirSync(join(folder, 'curl'));
  const blocks = artifacts.map(
    ({ id }) =>
      `url = "${server.apiUrl}/v1/artifacts/${id}/content"\nheader = "x-api-key: ${FAKE_KEY}"\noutput = "${join(folder, 'curl', id)}"\n`,
  );
  writeFileSync(path, blocks.join('next\n'));
  return path;
}
