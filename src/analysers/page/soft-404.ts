import { citeExchange, type Evidence } from '../../run/evidence.ts';
import { facingStep } from '../../run/facts/facing-step.ts';
import { gaveUp } from '../../run/facts/gave-up.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { causingStep } from '../../run/facts/new-messages.ts';
import { pageStates } from '../../run/facts/page-states.ts';
import { isRemark } from '../../run/facts/remark.ts';
import { textLives } from '../../run/facts/text-lives.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * A page that says in its heading that there is no such page, with status 200. Records that were not found ("Order 4045 was not found") are data, not pages, and texts outside
 * headings may speak of anything.
 */
export const soft404 = defineAnalyser({
  id: 'network.soft_404',
  needs: ['steps'],
  findings: {
    'network.http_404_document': SHARED_CAUSES['network.http_404_document'],
  },
  run: (run) => {
    const finding = judge(run);
    return finding === undefined ? [] : [finding];
  },
});

const ABOUT_PAGES =
  /\b(?:page|site|address|url|link|content|document|seite|adresse|pagina|página|sidan|sivua?|stron[ay]|siden|stránka|404)\b/iu;
const MAX_HEADING_CHARS = 120;

function judge(run: Run): Finding<'network.http_404_document'> | undefined {
  const end = gaveUp(run);
  if (end === undefined) return undefined;
  const step = facingStep(run, end.step);
  const state = pageStates(run).find((candidate) => candidate.step === step);
  const heading = state?.texts.find(
    ({ text, isHeading }) =>
      isHeading &&
      text.length <= MAX_HEADING_CHARS &&
      ABOUT_PAGES.test(text) &&
      speaksOf(text, 'not-found'),
  );
  if (heading === undefined) return undefined;
  const life = textLives(run).find(
    ({ text, first }) => text.key === heading.key && first.step.taskId === step.taskId,
  );
  if (life !== undefined && isRemark(run, life)) return undefined;
  const cause = life === undefined || life.isInitial ? step : causingStep(run, life.first);
  return {
    code: 'network.http_404_document',
    title: `The page of step ${step.order} says that it does not exist: "${heading.text}"`,
    explanation:
      'The heading stands for the whole page; what the task needs cannot be on it. The server did not say so with a status.',
    bearing: { tier: 'observed', confidence: 0.82, persistence: 'persistent' },
    step: cause,
    atMs: life?.first.snapshot?.capturedAtMs,
    locus: 'soft 404',
    evidence: [heading.cite('the heading of the page'), ...documentOf(run, step.pageUrl)],
  };
}

function documentOf(run: Run, pageUrl: string | undefined): readonly Evidence[] {
  const document = run.network?.exchanges.find(
    ({ url, method }) => url === pageUrl && method === 'GET',
  );
  return document === undefined ? [] : [citeExchange(document, 'what the server answered')];
}
