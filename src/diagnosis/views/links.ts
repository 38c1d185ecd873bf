import { describeFate, describeKnowledge, describeUser } from '../../links/describe-use.ts';
import { judgeUse } from '../../links/judge-use.ts';
import type { LinkReport, LinkUse } from '../../links/link-report.ts';
import type { LinkRow } from '../diagnosis.ts';
import { plainStep } from '../to-plain.ts';
import { cutLine, cutUrl } from './cut-text.ts';

const MAX_ROWS = 200;
/** A real token is 72 characters long. */
const MAX_TOKEN = 120;

/** Every hidden link the model used, problems kept first when there are too many; mere mentions only when there is nothing else. */
export function buildLinks(report: LinkReport): LinkRow[] {
  const used = report.uses.filter(({ role }) => role !== 'mention');
  const shown = used.length === 0 ? report.uses : used;
  const rows = shown.map((use) => linkRow(use, report));
  if (rows.length <= MAX_ROWS) return rows;
  const problems = rows.filter((row) => row.is_problem);
  return [...problems, ...rows.filter((row) => !row.is_problem)].slice(0, MAX_ROWS);
}

function linkRow(use: LinkUse, report: LinkReport): LinkRow {
  const { source, pointer, innerPointer } = use.place;
  return {
    placeholder: cutLine(use.token, MAX_TOKEN),
    state: describeKnowledge(use.link, report),
    is_problem: isProblem(use),
    url: urlOf(use),
    fate: `${describeUser(use)}: ${describeFate(use.fate, cutUrl)}`,
    step: plainStep(use.step),
    artifact_id: source.kind === 'artifact' ? source.artifactId : null,
    pointer: innerPointer === undefined ? pointer : `${pointer} → ${innerPointer}`,
  };
}

/** A redirect that arrived is how many sites work. */
function isProblem(use: LinkUse): boolean {
  const verdict = judgeUse(use);
  if (use.fate.kind === 'redirected') return use.fate.status >= 400 || use.fate.status <= 0;
  return verdict === 'lost' || verdict === 'trouble';
}

/** What the key stands for; for a slip of the pen what was meant. */
export function urlOf({ link }: Pick<LinkUse, 'link'>): string | null {
  if ('url' in link) return cutUrl(link.url);
  return link.kind === 'mistyped' && link.meantUrl !== undefined ? cutUrl(link.meantUrl) : null;
}
