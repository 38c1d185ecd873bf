import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  sendBody,
  startFakeSkyvern,
  type FakeArtifact,
  type FakeSkyvern,
} from '../support/fake-skyvern.ts';
import { readZip } from '../support/fetch-fake.ts';
import { textBody } from './table/bodies.ts';

const COUNT = 40;

/** Slow enough to be hit in the middle, in an order of size that shows half files. */
const ARTIFACTS = Array.from({ length: COUNT }, (_, index): FakeArtifact => ({
  id: `a_${String(1000 + index)}`,
  type: 'llm_prompt',
  body: textBody(20_000 + index),
  // Without a listed size nothing is refused beforehand for lack of room.
  row: { file_size: null },
  serve: (ask) => void setTimeout(() => sendBody(ask.response, ask.artifact.body), 20),
}));

export interface Bench {
  readonly server: FakeSkyvern;
  readonly folder: string;
}

/** A server of forty slow artifacts, and an empty folder. */
export async function inFolder(
  work: (bench: Bench) => Promise<readonly string[]>,
): Promise<readonly string[]> {
  const folder = await mkdtemp(join(tmpdir(), 'debrief-'));
  const server = await startFakeSkyvern({ artifacts: ARTIFACTS });
  try {
    return await work({ server, folder });
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

/** Complaints about a bundle of that server's artifacts. */
export async function checkBundle(out: string): Promise<readonly string[]> {
  const files = await readZip(out).catch(() => undefined);
  if (files === undefined) return ['a torn bundle'];
  const stored = ARTIFACTS.filter(({ id, body }) =>
    [...files].some(([name, bytes]) => name.includes(id) && bytes.equals(body)),
  ).length;
  return stored === COUNT ? [] : [`${String(stored)} artifacts`];
}
