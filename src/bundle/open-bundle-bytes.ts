import { bareHarManifest, harEntryName, isHarName } from './bare-har.ts';
import { buildSource } from './build-source.ts';
import { zipLimits, type ZipLimits } from './limits.ts';
import { objectSource } from './memory-source.ts';
import { notBundleFile } from './not-bundle-file.ts';
import { looksLikeHar, sniff } from './sniff.ts';
import type { BundleSource } from './source.ts';
import { openZipBytes } from './zip/memory-zip.ts';
import { ZipBudget } from './zip/zip-budget.ts';
import { refuseOddities, zipStore } from './zip/zip-archive.ts';

export interface OpenBytesOptions {
  /** File name the bytes came with; tells a HAR that does not look like one, and names its entry. */
  readonly name?: string;
  readonly limits?: Partial<ZipLimits>;
}

/**
 * Opens a bundle, or a bare HAR, that is in memory; runs in any JavaScript.
 * @example const bundle = await openBundleBytes(new Uint8Array(await file.arrayBuffer()), { name: file.name });
 */
export async function openBundleBytes(
  bytes: Uint8Array,
  options: OpenBytesOptions = {},
): Promise<BundleSource> {
  const kind = sniff(bytes);
  const name = options.name ?? '';
  if (kind === 'json' && (isHarName(name) || looksLikeHar(bytes))) return harOf(bytes, name);
  if (kind !== 'zip') throw notBundleFile(bytes);
  const archive = await openZipBytes(bytes, new ZipBudget(zipLimits(options.limits)));
  return buildSource(zipStore(await refuseOddities(archive)));
}

function harOf(bytes: Uint8Array, name: string): BundleSource {
  const entry = harEntryName(name);
  return objectSource({
    manifest: bareHarManifest(entry, bytes.length),
    entries: { [entry]: bytes },
  });
}
