import {
  describeFate,
  describeAddress,
  describeKnowledge,
  describeStep,
  describeUser,
  type ShowUrl,
} from './describe-use.ts';
import { judgeUse, type UseVerdict } from './judge-use.ts';
import type { LinkReport, LinkUse } from './link-report.ts';

/** One use as cells of a table for people. */
export interface LinkRow {
  readonly verdict: UseVerdict;
  readonly step: string;
  readonly user: string;
  readonly key: string;
  readonly knowledge: string;
  readonly address: string;
  readonly fate: string;
}

const MOST_ROWS = 200;
const SHORT_KEY_LENGTH = 9;

/** Rows in the order of the run, mere mentions left out when there are real uses. */
export function linkRows(
  report: LinkReport,
  showUrl: ShowUrl,
): { readonly rows: readonly LinkRow[]; readonly omittedCount: number } {
  const used = report.uses.filter(({ role }) => role !== 'mention');
  const shown = used.length === 0 ? report.uses : used;
  const rows = shown.slice(0, MOST_ROWS).map((use) => linkRow(use, report, showUrl));
  return { rows, omittedCount: report.uses.length - rows.length };
}

function linkRow(use: LinkUse, report: LinkReport, showUrl: ShowUrl): LinkRow {
  return {
    verdict: judgeUse(use),
    step: describeStep(use.step),
    user: describeUser(use),
    key: use.key.length > SHORT_KEY_LENGTH ? `${use.key.slice(0, SHORT_KEY_LENGTH)}…` : use.key,
    knowledge: `${describeKnowledge(use.link, report)}${describeRendering(use.rendering)}`,
    address: describeAddress(use.link, showUrl),
    fate: describeFate(use.fate, showUrl),
  };
}

function describeRendering(rendering: LinkUse['rendering']): string {
  if (rendering.kind === 'displaced') return ', missing in the rendered answer';
  if (rendering.kind !== 'different') return '';
  return rendering.hasQuoteInUrl
    ? ', broken by the quote or backslash in it'
    : ', rendered to another text';
}

/** Damage, templates and limits: what belongs below the table. */
export function linkNotes(report: LinkReport, showUrl: ShowUrl): readonly string[] {
  const corrupted = report.damaged.filter(({ integrity }) => integrity === 'corrupted');
  const redacted = report.damaged.length - corrupted.length;
  return [
    `${report.knownKeyCount} keys from ${report.maps.length} maps`,
    ...(redacted > 0
      ? [`${redacted} map entries have secrets cut out, so their hash cannot be checked`]
      : []),
    ...corrupted
      .slice(0, 5)
      .map(({ key, value }) => `${key} does not hash from its address ${showUrl(value)}`),
    ...listTemplates(report),
    ...report.limits,
  ];
}

function listTemplates({ templates }: LinkReport): readonly string[] {
  if (templates.length === 0) return [];
  const texts = [...new Set(templates.map(({ text }) => text))];
  const more = texts.length > 5 ? ', …' : '';
  return [`Templates that are not links, left alone: ${texts.slice(0, 5).join(', ')}${more}`];
}
