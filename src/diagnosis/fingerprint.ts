import type { Finding } from '../analysers/finding.ts';
import { flattenBlocks } from '../run/read-blocks.ts';
import type { Run } from '../run/run.ts';
import { registrableDomain } from '../support/registrable-domain.ts';
import { sha256Hex } from '../support/sha256.ts';
import { templateText } from '../support/template-text.ts';

/** Name of the algorithm; a change of its answers is a new name, so that a baseline of the old one is not read as this one's. */
const ALGORITHM = 'ffp1';

/**
 * Key of a problem: equal when ids, dates, ports, hashes and numbers change, different when cause, site, block or locus
 * (endpoint and status, element, exception) differ. Words of a model are never part of it, and neither are ids of workflows:
 * the same workflow has another one on the next server.
 */
export function fingerprintOf(
  run: Run,
  finding: Finding | undefined,
): { fingerprint: string; fingerprint_components: string[] } {
  const components = [
    finding?.code ?? run.outcome.status ?? 'unknown',
    siteOf(run, finding),
    partOf(run, finding),
    templateLocus(finding?.locus ?? ''),
  ];
  return {
    fingerprint: `${ALGORITHM}:${sha256Hex(JSON.stringify(components)).slice(0, 12)}`,
    fingerprint_components: components,
  };
}

/** What two runs must share for a finding to be one and the same in both, site and block aside. */
export function findingKey({ code, locus }: Finding): string {
  return `${code} ${templateLocus(locus ?? '')}`;
}

/** The site of the failing page, or the one the run was on its way to. */
function siteOf(run: Run, finding: Finding | undefined): string {
  const blocks = flattenBlocks(run.blocks);
  const urls = [
    finding?.step?.pageUrl,
    finding?.block?.url,
    finding?.step?.block?.url,
    run.outcome.request.url,
    ...run.steps.map((step) => step.pageUrl),
    ...run.tasks.map((task) => task.request.url),
    ...blocks.map((block) => block.url),
  ];
  for (const url of urls) {
    const site = url !== undefined && /^https?:/i.test(url) ? registrableDomain(url) : undefined;
    if (site !== undefined) return site;
  }
  return '';
}

/** Part of the job it happened in: the block of a workflow; for a plain task the goal, where the goal itself is the matter. */
function partOf(run: Run, finding: Finding | undefined): string {
  const label = (finding?.block ?? finding?.step?.block)?.label;
  if (label !== undefined) return label;
  const isAboutGoal = finding === undefined || finding.code.startsWith('task.');
  return isAboutGoal && run.blocks.length === 0
    ? templateText(run.outcome.request.prompt ?? '')
    : '';
}

const STATUS = /(?:\/\S{0,300}|\bHTTP|\bstatus) ([1-5]\d\d)(?![^\s:,;.)])/i;
const MAX_BEFORE = 400;

/** Numbers go, but the status of an answer stays: 403 and 503 at one endpoint are two problems. */
function templateLocus(locus: string): string {
  const status = STATUS.exec(locus);
  const [found = '', code = ''] = status ?? [];
  if (status === null || status.index > MAX_BEFORE) return templateText(locus);
  const end = status.index + found.length;
  const [before, after] = [locus.slice(0, end - code.length), locus.slice(end)];
  return [templateText(before), code, templateText(after)].join(' ').trim();
}
