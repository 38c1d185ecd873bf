import { nestedZip, type NestedZip, type ZipBudget } from '../nested-zip.ts';
import { openZipFile } from './zip-file.ts';

/**
 * Opens an archive on disk as `readNestedZip` does one in memory, and several times as fast; close it when done.
 * @throws BundleError `damaged-zip` | `unsafe-zip` | `limit-exceeded` | `not-a-bundle` (no zip at all)
 */
export async function openNestedZipFile(path: string, budget: ZipBudget): Promise<NestedZip> {
  return nestedZip(await openZipFile(path, budget));
}
