import type { Finding } from '../analysers/finding.ts';
import type { Run } from '../run/run.ts';
import { sha256Hex } from '../support/sha256.ts';
import { registrableDomain } from '../support/registrable-domain.ts';
import { templateText } from '../support/template-text.ts';
import { asText, at } from '../support/unknown.ts';

/**
 * Key of a problem, `ffp1`: equal when ids, dates, ports, hashes and numbers change, different when cause, site, block or locus
 * (endpoint and status, element, exception) differ. Words of a model are never part of it.
 */
export function fingerprintOf(
  run: Run,
  finding: Finding | undefined,
): { fingerprint: string; fingerprint_components: string[] } {
  const components = [
    finding?.code ?? run.outcome.status ?? 'unknown',
    siteOf(run, finding),
    blockKey(run, finding),
    templateText(finding?.locus ?? ''),
  ];
  return {
    fingerprint: `ffp1:${sha256Hex(JSON.stringify(components)).slice(0, 12)}`,
    fingerprint_components: components,
  };
}

function siteOf(run: Run, finding: Finding | undefined): string {
  const url =
    finding?.step?.pageUrl ??
    run.outcome.request.url ??
    run.steps.find((step) => step.pageUrl !== undefined)?.pageUrl;
  return url === undefined ? '' : (registrableDomain(url) ?? '');
}

function blockKey(run: Run, finding: Finding | undefined): string {
  const workflow =
    asText(at(run.workflow?.value, 'workflow_permanent_id')) ??
    asText(at(run.outcome.document?.value, 'run_request', 'workflow_id'));
  const block = finding?.block ?? finding?.step?.block;
  if (workflow !== undefined) return `${workflow}/${block?.label ?? ''}`;
  return templateText(run.outcome.request.prompt ?? '');
}
