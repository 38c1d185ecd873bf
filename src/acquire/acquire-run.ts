import { setMaxListeners } from 'node:events';
import { resolve } from 'node:path';
import type { ArtifactEntry, Manifest, ResourceEntry } from '../bundle/manifest.ts';
import { writeBundle } from '../bundle/node/write-bundle.ts';
import type { AcquireOptions, ListOptions, Progress } from './acquire-options.ts';
import { readRunId } from './base-url.ts';
import { buildBundle } from './build-bundle.ts';
import { collectArtifacts } from './collect.ts';
import { Fates } from './fates.ts';
import { takeLock } from './lock.ts';
import { missingParts } from './missing-parts.ts';
import { withSession } from './open-session.ts';
import { isWanted, planRun, type RunPlan } from './plan.ts';
import type { Session } from './session.ts';
import { checkFreeSpace, openStaging, type Staging } from './staging.ts';

export interface AcquireResult {
  /** Absolute path of the bundle. */
  readonly out: string;
  readonly manifest: Manifest;
  readonly runStatus: string | undefined;
  /** Nothing that the server named is missing against our will. */
  readonly isComplete: boolean;
  /** What is missing, and why: the entries of the manifest that make the bundle incomplete. */
  readonly missing: readonly (ArtifactEntry | ResourceEntry)[];
}

/** What a fetch would bring, without bringing it. */
export interface RunListing {
  readonly runId: string;
  readonly runStatus: string | undefined;
  readonly artifacts: readonly {
    readonly artifactId: string;
    readonly artifactType: string;
    readonly listedBytes: number | undefined;
    readonly isWanted: boolean;
  }[];
  readonly warnings: readonly string[];
}

/**
 * Fetches everything the server has of a run into one bundle. Trouble with single artifacts is written into the
 * manifest; the bundle appears whole or not at all.
 *
 * @example
 * await acquireRun({ runId: 'tsk_1', baseUrl: 'http://localhost:8000', apiKey, out: 'tsk_1.zip' });
 * @throws AcquireError when nothing can be fetched, the disk is full, the output is locked, or the signal fires
 */
export async function acquireRun(options: AcquireOptions): Promise<AcquireResult> {
  const out = resolve(options.out);
  const runId = readRunId(options.runId);
  const lock = await takeLock(`${out}.lock`);
  try {
    return await withSession(options, (session) => fetchInto(session, { ...options, runId, out }));
  } finally {
    await lock.release();
  }
}

/** Asks the server what a run consists of; downloads nothing. @throws AcquireError */
export async function listRun(options: ListOptions): Promise<RunListing> {
  const runId = readRunId(options.runId);
  const plan = await withSession(options, (session) =>
    planRun(session, runId, { localRoot: options.allowLocalFiles }),
  );
  const artifacts = plan.artifacts.map(({ artifactId, artifactType, listedBytes }) => ({
    artifactId,
    artifactType,
    listedBytes,
    isWanted: isWanted(artifactType, options),
  }));
  return { runId, runStatus: plan.status, artifacts, warnings: plan.warnings };
}

async function fetchInto(session: Session, options: AcquireOptions): Promise<AcquireResult> {
  const onProgress = options.onProgress ?? (() => undefined);
  onProgress({ phase: 'listing' });
  const plan = await planRun(session, options.runId, { localRoot: options.allowLocalFiles });
  await checkFreeSpace(
    options.out,
    plan.artifacts.filter(({ artifactType }) => isWanted(artifactType, options)),
  );
  const staging = await openStaging(`${options.out}.partial`, options.resume === true);
  try {
    const manifest = await collectAndWrite(session, { ...options, plan, staging, onProgress });
    await staging.remove();
    const missing = missingParts(manifest);
    return {
      out: options.out,
      manifest,
      runStatus: plan.status,
      isComplete: missing.length === 0,
      missing,
    };
  } finally {
    await staging.close();
  }
}

interface Work extends AcquireOptions {
  readonly plan: RunPlan;
  readonly staging: Staging;
  readonly onProgress: (progress: Progress) => void;
}

/** The bundle is written while files still arrive: what the writer waits for is the network, not the other way round. */
async function collectAndWrite(session: Session, work: Work): Promise<Manifest> {
  const fates = new Fates();
  const { manifest, entries } = buildBundle(work.plan, fates, session.base);
  const halt = new AbortController();
  const signal = AbortSignal.any([session.signal, halt.signal]);
  setMaxListeners(0, signal);
  const writing = writeBundle(work.out, entries, signal).catch((error: unknown) => {
    halt.abort(error);
    throw error;
  });
  const collecting = collect({ ...session, signal }, work, fates);
  // Whichever fails takes the other along with the same error; both have to be over before the folder is left.
  const results = await Promise.allSettled([writing, collecting]);
  const broken = results.find((result) => result.status === 'rejected');
  if (broken !== undefined) throw broken.reason;
  return manifest();
}

async function collect(session: Session, work: Work, fates: Fates): Promise<void> {
  try {
    await collectArtifacts(session, work.plan, {
      ...work,
      fates,
      localRoot: work.allowLocalFiles,
    });
  } catch (error) {
    fates.end(error);
    throw error;
  }
  // Idle connections hold descriptors that the writing may need.
  session.transport.close();
  work.onProgress({ phase: 'writing' });
}
