import { RUN_WIDE_TYPES } from '../bundle/entry-name.ts';
import { groupBy } from '../support/group-by.ts';
import { formatUtc } from '../support/iso-time.ts';
import type { JsonDocument } from '../support/source-ref.ts';
import { byCapture, capturedAtMs } from './artifact-order.ts';
import type { ArtifactFile, BundleFiles } from './bundle-files.ts';

const STEP_FOLDER = /\/(\d{2,4})_(\d{1,3})_(stp_\w{1,60})\//;
/** A step folder alone does not say whose it is. */
const UNKNOWN_TASK = 'unknown';

/** Tasks whose step folders hold files. */
export function tasksOfFolders(files: BundleFiles): readonly string[] {
  const ids = files.artifacts.filter(hasFolder).map(({ taskId }) => taskId ?? UNKNOWN_TASK);
  return [...new Set(ids)];
}

/**
 * Rows of steps as far as the names of their folders tell: order, retry, id and the time of their files. For bundles
 * that lack the server's answer about steps.
 */
export function stepsOfFolders(files: BundleFiles, taskId: string): JsonDocument | undefined {
  const own = files.artifacts.filter(
    (file) => hasFolder(file) && (file.taskId ?? UNKNOWN_TASK) === taskId,
  );
  const [first] = own;
  if (first === undefined) return undefined;
  const rows = [...groupBy(byCapture(own), folderOf)].flatMap(([folder, stepFiles]) => {
    const [, order, retry, stepId] = STEP_FOLDER.exec(folder ?? '') ?? [];
    return {
      step_id: stepId,
      order: Number(order),
      retry_index: Number(retry),
      ...timesOf(stepFiles.filter(({ type }) => !RUN_WIDE_TYPES.has(type))),
    };
  });
  return { source: first.source, value: rows };
}

function hasFolder(file: ArtifactFile): boolean {
  return folderOf(file) !== undefined;
}

function folderOf({ uri }: ArtifactFile): string | undefined {
  return STEP_FOLDER.exec((uri ?? '').slice(-600))?.[0];
}

/** HAR and recording hang on a step without being of its time. */
function timesOf(stepFiles: readonly ArtifactFile[]): Readonly<Record<string, string | null>> {
  return { created_at: timeOf(stepFiles[0]), modified_at: timeOf(stepFiles.at(-1)) };
}

function timeOf(file: ArtifactFile | undefined): string | null {
  return file === undefined ? null : formatUtc(capturedAtMs(file.order));
}
