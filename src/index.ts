/** skyvern-debrief as a library: bytes in, diagnosis out, in any JavaScript. Disk and network are in `skyvern-debrief/node`. */
import type { BundleSource } from './bundle/source.ts';
import { diagnoseRun } from './diagnosis/diagnose.ts';
import type { Diagnosis } from './diagnosis/diagnosis.ts';
import { bundleRedactor, markUnredacted, redactReport } from './diagnosis/redact-report.ts';
import { readRun } from './run/read-run.ts';

export { BundleError, type BundleErrorCode } from './bundle/bundle-error.ts';
export type { Manifest } from './bundle/manifest.ts';
export { objectSource } from './bundle/memory-source.ts';
export { openBundleBytes } from './bundle/open-bundle-bytes.ts';
export type { BundleSource } from './bundle/source.ts';
export { shareBundle, type ShareOptions, type SharedBundle } from './diagnosis/share-bundle.ts';
export { DIAGNOSIS_SCHEMA, diagnosisSchema, type Diagnosis } from './diagnosis/diagnosis.ts';
export { resolvePlaceholders, type LinkReport } from './links/index.ts';
export { createRedactor, discoverSecrets } from './redact/index.ts';
export { FORMATS, REPORTERS, type Format, type RenderOptions } from './reporters/index.ts';
export { findFailedRequests } from './requests/find-failed-requests.ts';
export type { RequestReport } from './requests/report.ts';
export { defineConfig, type DebriefConfig } from './support/define-config.ts';
export { readRun } from './run/read-run.ts';
export type { ElementNode, ElementTree, Run } from './run/run.ts';

export interface DiagnoseOptions {
  /** Leaves secrets in the diagnosis, and says so in it. Every output of the command line tool redacts; a caller who turns this off must. */
  readonly keepSecrets?: boolean;
  /** Bundle of a run of the same job that went well: what it shows too is normal on this site and explains nothing. */
  readonly passing?: BundleSource | undefined;
}

/**
 * Why a run failed: one verdict with the evidence for it, what else was considered, and what could not be seen.
 * Secrets are redacted; the same bundle gives the same value.
 *
 * @example
 * const diagnosis = await diagnose(await openBundleBytes(bytes));
 * console.log(diagnosis.verdict.summary);
 */
export async function diagnose(
  bundle: BundleSource,
  options: DiagnoseOptions = {},
): Promise<Diagnosis> {
  const { passing } = options;
  const diagnosis = diagnoseRun(await readRun(bundle), {
    passing: passing === undefined ? undefined : await readRun(passing),
  });
  return options.keepSecrets === true
    ? markUnredacted(diagnosis)
    : redactReport(diagnosis, await bundleRedactor(bundle));
}
