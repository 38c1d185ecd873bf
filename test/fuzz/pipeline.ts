import { compareSteps } from '../../src/changes/compare-steps.ts';
import { diffToJson } from '../../src/changes/diff-json.ts';
import type { BundleSource } from '../../src/bundle/source.ts';
import { diagnoseRun } from '../../src/diagnosis/diagnose.ts';
import { diagnosisSchema } from '../../src/diagnosis/diagnosis.ts';
import { bundleRedactor, redactReport } from '../../src/diagnosis/redact-report.ts';
import { redactedSource } from '../../src/diagnosis/redacted-source.ts';
import { shareBundle } from '../../src/diagnosis/share-bundle.ts';
import { verifyEvidence } from '../../src/diagnosis/verify-evidence.ts';
import {
  FORMATS,
  findFailedRequests,
  readRun,
  REPORTERS,
  resolvePlaceholders,
} from '../../src/index.ts';
import { decodeAnswers, formatLinks } from '../../src/links/index.ts';
import { renderJson } from '../../src/requests/render-json.ts';
import { renderMarkdown } from '../../src/requests/render-markdown.ts';
import { renderTerminal } from '../../src/requests/render-terminal.ts';

/** Everything the product can do with an open bundle; returns every output by name. */
export async function runPipeline(
  source: BundleSource,
  { sharesToo }: { readonly sharesToo: boolean },
): Promise<ReadonlyMap<string, string>> {
  const outputs = new Map<string, string>();
  const run = await readRun(source);
  const redactor = await bundleRedactor(source, { reads: 'everything' });
  const diagnosis = redactReport(diagnoseRun(run), redactor);
  const images = new Map<string, Uint8Array>();
  for (const { entry } of diagnosis.screenshots) {
    const bytes = await source.readBytes(entry).catch(() => undefined);
    if (bytes !== undefined) images.set(entry, bytes);
  }
  for (const format of FORMATS) {
    const render = await REPORTERS[format]();
    outputs.set(`report.${format}`, render(diagnosis, { color: true, columns: 80, images }));
  }
  const crashed = diagnosis.checks.filter(({ outcome }) => outcome === 'crashed');
  if (crashed.length > 0) throw new Error(`analyser crashed: ${JSON.stringify(crashed)}`);
  diagnosisSchema.parse(JSON.parse(outputs.get('report.json') ?? ''));
  const requests = findFailedRequests(run);
  outputs.set('requests.terminal', renderTerminal(requests, { isAll: true }));
  outputs.set('requests.markdown', renderMarkdown(requests, { isAll: true }));
  outputs.set('requests.json', renderJson(requests));
  const links = resolvePlaceholders(run);
  const redact = (text: string): string => redactor.redactText(text).text;
  for (const format of ['terminal', 'json', 'markdown'] as const)
    outputs.set(`links.${format}`, formatLinks(links, { format, redact, showsQueries: false }));
  for (const copy of decodeAnswers(run, links, redact)) copy.writeTo(() => undefined);
  const { changes } = compareSteps(run, {});
  outputs.set('changes.json', JSON.stringify(changes.map(({ diff }) => diffToJson(diff))));
  await verifyEvidence(diagnosis, source);
  if (!sharesToo) return outputs;
  const shared = await shareBundle(source, redactor);
  outputs.set(
    'shared',
    shared.files.map(({ name, bytes }) => `${name} ${bytes.length}`).join('\n'),
  );
  await readRun(redactedSource(source, redactor));
  return outputs;
}
