/** What needs a disk or a network: fetching runs and opening bundle files. */
import { openBundle } from './bundle/node/open-bundle.ts';
import { readRun } from './run/read-run.ts';
import type { Run } from './run/run.ts';

export { AcquireError } from './acquire/acquire-error.ts';
export { acquireRun, listRun, type AcquireResult, type RunListing } from './acquire/acquire-run.ts';
export { openBundle } from './bundle/node/open-bundle.ts';

/**
 * Opens a bundle, folder or HAR and reads all of it into the run model.
 * @throws BundleError when it is no bundle
 */
export async function openRun(path: string): Promise<Run> {
  const bundle = await openBundle(path);
  try {
    return await readRun(bundle);
  } finally {
    await bundle.close?.();
  }
}
