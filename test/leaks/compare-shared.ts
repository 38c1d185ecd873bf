import type { BundleSource } from '../../src/bundle/source.ts';
import type { Diagnosis } from '../../src/diagnosis/diagnosis.ts';
import { bundleRedactor } from '../../src/diagnosis/redact-report.ts';
import { shareBundle, type SharedBundle } from '../../src/diagnosis/share-bundle.ts';
import { diagnose, objectSource, readRun, resolvePlaceholders } from '../../src/index.ts';

export interface Comparison {
  readonly shared: SharedBundle;
  /** What the raw bundle says and the shared one does not, and the other way round. */
  readonly differences: readonly string[];
}

/** Diagnoses a bundle raw and after redaction: codes, steps, amounts of evidence and fates of links must agree. */
export async function compareShared(raw: BundleSource): Promise<Comparison> {
  const shared = await shareBundle(raw, await bundleRedactor(raw, { reads: 'everything' }));
  const source = sourceOf(shared);
  const before = [...tellingLines(await diagnose(raw)), ...(await linkLines(raw))];
  const after = [...tellingLines(await diagnose(source)), ...(await linkLines(source))];
  const problems = source.problems.map((problem) => `problem ${problem}`);
  return { shared, differences: [...difference(before, after), ...problems] };
}

/** A shared bundle opened again, without a disk between. */
export function sourceOf({ manifest, files }: SharedBundle): BundleSource {
  const entries = files
    .filter(({ name }) => name !== 'manifest.json')
    .map(({ name, bytes }) => [name, bytes] as const);
  return objectSource({ manifest, entries: Object.fromEntries(entries) });
}

function tellingLines({ verdict, findings }: Diagnosis): readonly string[] {
  return [
    `verdict ${verdict.kind} ${verdict.cause ?? '-'} ${String(verdict.confidence)} step ${verdict.step?.step_id ?? '-'} block ${verdict.block?.label ?? '-'}`,
    ...findings.map(
      ({ code, role, confidence, step, block, evidence }) =>
        `finding ${code} ${role} ${String(confidence)} step ${step?.step_id ?? '-'} block ${block?.label ?? '-'} evidence ${String(evidence.length)} ${evidence.map(({ entry, locator }) => `${entry ?? ''} ${locator.kind === 'text' ? 'text' : JSON.stringify(locator)}`).join(' ')}`,
    ),
  ];
}

async function linkLines(source: BundleSource): Promise<readonly string[]> {
  const { uses } = resolvePlaceholders(await readRun(source));
  return uses.map(({ key, link, fate }) => `link ${key} ${link.kind} ${fate.kind}`);
}

function difference(before: readonly string[], after: readonly string[]): readonly string[] {
  const known = new Set(before);
  const found = new Set(after);
  return [
    ...before.filter((line) => !found.has(line)).map((line) => `- ${line}`),
    ...after.filter((line) => !known.has(line)).map((line) => `+ ${line}`),
  ];
}
