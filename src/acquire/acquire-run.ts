import { resolve } from 'node:path';
import type { ArtifactEntry, Manifest, ResourceEntry } from '../bundle/manifest.ts';
import { writeBundle } from '../bundle/node/write-bundle.ts';
import type { AcquireOptions, ListOptions } from './acquire-options.ts';
import { readRunId } from './base-url.ts';
import { buildBundle } from './build-bundle.ts';
import { collectArtifacts, type Fates } from './collect.ts';
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
    const localRoot = options.allowLocalFiles;
    const fates = await collectArtifacts(session, plan, {
      ...options,
      staging,
      localRoot,
      onProgress,
    });
    // Idle connections hold descriptors that the writing may need.
    session.transport.close();
    onProgress({ phase: 'writing' });
    return await writeResult(session, { plan, fates, staging, out: options.out });
  } finally {
    await staging.close();
  }
}

interface Finished {
  readonly plan: RunPlan;
  readonly fates: Fates;
  readonly staging: Staging;
  readonly out: string;
}

async function writeResult(session: Session, finished: Finished): Promise<AcquireResult> {
  const { manifest, entries } = buildBundle(finished.plan, finished.fates, session.base);
  await writeBundle(finished.out, entries, session.signal);
  await finished.staging.remove();
  const missing = missingParts(manifest);
  return {
    out: finished.out,
    manifest,
    runStatus: finished.plan.status,
    isComplete: missing.length === 0,
    missing,
  };
}
