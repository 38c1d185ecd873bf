import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import JSZip from 'jszip';
import type { AcquireOptions } from '../../src/acquire/acquire-options.ts';
import { acquireRun, type AcquireResult } from '../../src/acquire/acquire-run.ts';
import type { Limits } from '../../src/acquire/limits.ts';
import type { ArtifactEntry } from '../../src/bundle/manifest.ts';
import {
  FAKE_KEY,
  startFakeSkyvern,
  type Answer,
  type FakeArtifact,
  type FakeOptions,
  type FakeSkyvern,
} from './fake-skyvern.ts';

/** Waits shrunk to milliseconds, so that a test may see them end. */
export const QUICK: Partial<Limits> = {
  connectMs: 500,
  headersMs: 150,
  slowHeadersMs: 500,
  idleMs: 100,
  floorBytesPerSecond: 200,
  floorWindowMs: 200,
  backoffBaseMs: 1,
  backoffCapMs: 4,
  settlePauseMs: 1,
};

export interface FakeFetch {
  readonly result: AcquireResult;
  readonly server: FakeSkyvern;
  /** Entries of the bundle by name. */
  readonly files: ReadonlyMap<string, Buffer>;
}

/** Fetches a made-up run from start to end and reads the bundle back. */
export async function fetchFake(
  options: FakeOptions,
  overrides: Partial<AcquireOptions> = {},
): Promise<FakeFetch> {
  const server = await startFakeSkyvern(options);
  const folder = await mkdtemp(join(tmpdir(), 'debrief-'));
  try {
    const out = join(folder, 'run.zip');
    const result = await acquireRun({
      runId: server.runId,
      baseUrl: server.apiUrl,
      apiKey: FAKE_KEY,
      out,
      limits: QUICK,
      ...overrides,
    });
    return { result, server, files: await readZip(result.out) };
  } finally {
    await server.close();
    await rm(folder, { recursive: true, force: true });
  }
}

export async function readZip(path: string): Promise<ReadonlyMap<string, Buffer>> {
  const zip = await JSZip.loadAsync(await readFile(path), { checkCRC32: true });
  const files = Object.values(zip.files).map(async (file): Promise<[string, Buffer]> => [
    file.name,
    await file.async('nodebuffer'),
  ]);
  return new Map(await Promise.all(files));
}

/** An artifact with a text for a body. */
export function artifact(id: string, text: string, more: Partial<FakeArtifact> = {}): FakeArtifact {
  return { id, type: 'llm_prompt', body: Buffer.from(text), ...more };
}

/** What the manifest says of an artifact. */
export function entryOf(fetched: FakeFetch, id: string): ArtifactEntry | undefined {
  return fetched.result.manifest.artifacts.find(({ artifact_id }) => artifact_id === id);
}

/** An answer in JSON. */
export function json(value: unknown, status = 200): Answer {
  return { status, json: value };
}
