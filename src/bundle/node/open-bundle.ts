import { isHarName } from '../bare-har.ts';
import { buildSource } from '../build-source.ts';
import { zipLimits, type ZipLimits } from '../limits.ts';
import { notBundleFile } from '../not-bundle-file.ts';
import { looksLikeHar, sniff } from '../sniff.ts';
import type { BundleSource } from '../source.ts';
import { ZipBudget } from '../zip/zip-budget.ts';
import { refuseOddities, zipStore } from '../zip/zip-archive.ts';
import { openFolder } from './folder-store.ts';
import { openHarFile } from './har-file.ts';
import { nameTrouble } from './name-trouble.ts';
import { readHead } from './read-head.ts';
import { openZipFile } from './zip-file.ts';

export interface OpenBundleOptions {
  readonly limits?: Partial<ZipLimits>;
}

/**
 * Opens a bundle by its path: a zip, an unpacked folder, or a bare HAR (also one in a zip, as Playwright writes it).
 * Of a zip only the directory is read; close the source when done.
 * @throws BundleError with a one-line message that names the path and the next step
 * @example const bundle = await openBundle('tsk_123.zip');
 */
export async function openBundle(
  path: string,
  options: OpenBundleOptions = {},
): Promise<BundleSource> {
  try {
    return await openAny(path, zipLimits(options.limits));
  } catch (error) {
    throw nameTrouble(error, path);
  }
}

async function openAny(path: string, limits: ZipLimits): Promise<BundleSource> {
  const head = await readHead(path);
  if (head === 'folder') return buildSource(await openFolder(path, limits));
  const kind = sniff(head);
  if (kind === 'zip') {
    const archive = await openZipFile(path, new ZipBudget(limits));
    return buildSource(zipStore(await refuseOddities(archive)));
  }
  if (kind === 'json' && (isHarName(path) || looksLikeHar(head))) return openHarFile(path);
  throw notBundleFile(head);
}
