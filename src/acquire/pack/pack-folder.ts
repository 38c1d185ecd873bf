import { mkdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import type { Manifest } from '../../bundle/manifest.ts';
import { writeBundle } from '../../bundle/node/write-bundle.ts';
import { AcquireError } from '../acquire-error.ts';
import { buildBundle } from '../build-bundle.ts';
import { Fates } from '../fates.ts';
import { byCapture, type ListedArtifact } from '../rows.ts';
import { readFate } from './file-fate.ts';
import { folderWarnings } from './folder-warnings.ts';
import { listFolder, type FoundFile } from './list-folder.ts';

export interface PackOptions {
  /** The artifact folder of a self-hosted server, or any folder inside it: of a task, of a step. */
  readonly folder: string;
  /** Path of the bundle to write. */
  readonly out: string;
  /** Only the files of these tasks; all when absent. */
  readonly taskIds?: readonly string[] | undefined;
  readonly signal?: AbortSignal | undefined;
}

export interface PackResult {
  readonly out: string;
  readonly manifest: Manifest;
}

/**
 * Makes a bundle of the files that a self-hosted server keeps of a run, without asking the server.
 * @throws AcquireError when the folder holds no artifact or the signal fires
 * @example await packFolder({ folder: 'artifacts/o_1/tsk_2', out: 'tsk_2.zip' });
 */
export async function packFolder(options: PackOptions): Promise<PackResult> {
  const { folder, signal, taskIds } = options;
  const out = resolve(options.out);
  if ((await stat(folder).catch(() => undefined))?.isDirectory() !== true)
    throw new AcquireError('usage', `${folder} is no folder`);
  const { files: all, strangers } = await listFolder(folder, signal);
  const files = all
    .filter((file) => isOfTasks(file, all, taskIds))
    .toSorted((left, right) => byCapture(left.artifact, right.artifact));
  if (files.length === 0) throw nothingFound(options);
  const artifacts = files.map(({ artifact }) => artifact);
  const plan = {
    runId: runIdOf(artifacts),
    isFinished: true,
    serverTimeMs: undefined,
    answers: [],
    artifacts,
    warnings: folderWarnings(distinct(artifacts, 'task_id'), strangers),
  };
  const work = `${out}.partial`;
  try {
    const { manifest, entries } = buildBundle(plan, await readFates(files, work, signal), null);
    await writeBundle(out, entries, signal);
    return { out, manifest: await manifest() };
  } finally {
    await rm(work, { recursive: true, force: true });
  }
}

async function readFates(
  files: readonly FoundFile[],
  work: string,
  signal: AbortSignal | undefined,
): Promise<Fates> {
  const fates = new Fates();
  for (const [index, file] of files.entries()) {
    if (signal?.aborted === true) throw new AcquireError('interrupted', 'interrupted');
    const openWorkFile = async (): Promise<string> => {
      await mkdir(work, { recursive: true, mode: 0o700 });
      return join(work, String(index));
    };
    fates.settle(file.artifact, await readFate(file, openWorkFile));
  }
  return fates;
}

/** Logs of a step lie apart from its task's folder and name the step only. */
function isOfTasks(
  { artifact }: FoundFile,
  all: readonly FoundFile[],
  taskIds: readonly string[] | undefined,
): boolean {
  if (taskIds === undefined) return true;
  const ofTask = (row: ListedArtifact['row']): boolean => taskIds.includes(row.task_id ?? '');
  if (artifact.row.task_id != null) return ofTask(artifact.row);
  return (
    artifact.stepId !== undefined &&
    all.some(({ artifact: other }) => other.stepId === artifact.stepId && ofTask(other.row))
  );
}

function nothingFound({ folder, taskIds }: PackOptions): AcquireError {
  const what = taskIds === undefined ? '' : ` of ${taskIds.join(', ')}`;
  return new AcquireError(
    'unusable',
    `${folder} holds no artifacts${what}; give the folder that ARTIFACT_STORAGE_PATH of the server names, or one of a task inside it`,
  );
}

/** The run is the one workflow run or the one task of the files; else nobody can say. */
function runIdOf(artifacts: readonly ListedArtifact[]): string | null {
  const workflowRuns = distinct(artifacts, 'workflow_run_id');
  const candidates = workflowRuns.length > 0 ? workflowRuns : distinct(artifacts, 'task_id');
  const [only, ...others] = candidates;
  return only !== undefined && others.length === 0 ? only : null;
}

function distinct(
  artifacts: readonly ListedArtifact[],
  field: 'task_id' | 'workflow_run_id',
): readonly string[] {
  const ids = artifacts.map(({ row }) => row[field] ?? undefined);
  return [...new Set(ids.filter((id) => id !== undefined))].toSorted();
}
