import { groupBy } from '../support/group-by.ts';
import { describeFate, describeStep, describeUser, type ShowUrl } from './describe-use.ts';
import { isLostUse, judgeUse } from './judge-use.ts';
import type { LinkReport, LinkUse } from './link-report.ts';

const MOST_PROBLEMS = 3;

/** The outcome in one line: how many links, which were lost and what that did. */
export function linkHeadline(report: LinkReport, showUrl: ShowUrl): string {
  const used = report.uses.filter(({ role }) => role !== 'mention');
  if (used.length === 0) return nothingUsed(report);
  const lost = used.filter(isLostUse);
  if (lost.length > 0) {
    return `${count(used)}, ${lost.length} could not be resolved: ${listProblems(lost, describeLoss)}`;
  }
  const troubled = used.filter((use) => judgeUse(use) === 'trouble');
  if (troubled.length > 0) {
    return `${count(used)}, all resolved, but ${listProblems(troubled, (use) => describeFate(use.fate, showUrl))}`;
  }
  return `${count(used)}, all resolved`;
}

function nothingUsed({ uses, templates }: LinkReport): string {
  const mentioned = uses.length === 0 ? '' : `; ${uses.length} only mentioned`;
  const foreign =
    templates.length === 0 ? '' : `; ${templates.length} templates that are not links left alone`;
  return `No hidden links were used${mentioned}${foreign}`;
}

function count(used: readonly LinkUse[]): string {
  return used.length === 1 ? '1 link used' : `${used.length} links used`;
}

/** The same trouble in several steps is told once. */
function listProblems(uses: readonly LinkUse[], describe: (use: LinkUse) => string): string {
  const groups = [
    ...groupBy(uses, (use) => `${describeUser(use)} ${use.key} ${describe(use)}`).values(),
  ];
  const sentences = groups.slice(0, MOST_PROBLEMS).map((group) => problemSentence(group, describe));
  const more = groups.length - sentences.length;
  return [...sentences, ...(more > 0 ? [`${more} more`] : [])].join('; ');
}

function problemSentence(group: readonly LinkUse[], describe: (use: LinkUse) => string): string {
  const [first] = group;
  if (first === undefined) return '';
  const steps = [...new Set(group.map(({ step }) => describeStep(step)))];
  const more = steps.length > 1 ? ` (and ${steps.length - 1} more steps)` : '';
  return `${describeUser(first)} in ${steps[0] ?? ''}${more}${isLostUse(first) ? ' ' : ': '}${describe(first)}`;
}

function describeLoss({ link, role, fate, form }: LinkUse): string {
  const effect = role === 'navigate' ? 'so nothing was opened' : LOSS_EFFECTS[role];
  const literal = fate.kind === 'left-literal' ? 'so the bare key was taken' : effect;
  if (form === 'missing-braces') return `used a key without its braces, ${literal}`;
  switch (link.kind) {
    case 'invented':
      return `used an invented key, ${literal}`;
    case 'mistyped':
      return `used a mistyped key, ${literal}`;
    case 'unmapped':
      return `used a key that no map explains, ${literal}`;
    case 'known':
    case 'stale':
    case 'recovered':
      return link.isRelative
        ? `used a relative link, ${literal}`
        : `used a known key that Skyvern did not render, ${literal}`;
  }
}

const LOSS_EFFECTS = {
  type: 'so nothing was typed for it',
  file: 'so no file was passed',
  extract: 'so the output lacks it',
  mention: 'which has no effect',
} as const;
