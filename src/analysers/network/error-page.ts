import { failedStatus } from '../../requests/failed-status.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import { isAddition } from '../../run/facts/addition.ts';
import { speaksOf, type Topic } from '../../run/facts/lexicon.ts';
import { isMainMatter, isSparse } from '../../run/facts/maintenance.ts';
import { causingStep } from '../../run/facts/new-messages.ts';
import { isRemark } from '../../run/facts/remark.ts';
import { textLives, type TextLife } from '../../run/facts/text-lives.ts';
import type { Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * The page on which a task ended is an error page by its own words: for runs without HAR, and for sites that answer 200 all the same. A status in the traffic
 * proves more, so then the analysers of requests speak. Records that were not found are no missing page.
 */
export const errorPage = defineAnalyser({
  id: 'network.error_page',
  needs: ['steps'],
  findings: {
    'network.http_5xx': SHARED_CAUSES['network.http_5xx'],
    'network.http_404_document': SHARED_CAUSES['network.http_404_document'],
    'network.rate_limited': SHARED_CAUSES['network.rate_limited'],
  },
  run: (run) => KINDS.flatMap((kind) => judge(run, kind) ?? []).slice(0, 1),
});

type Code = 'network.http_5xx' | 'network.http_404_document' | 'network.rate_limited';

interface Kind {
  readonly code: Code;
  readonly topic: Topic;
  readonly statuses: (status: number) => boolean;
  readonly words: string;
  /** Only as what the page is about; else a new message on it is enough. */
  readonly isWholePage: boolean;
}

const KINDS: readonly Kind[] = [
  {
    code: 'network.rate_limited',
    topic: 'rate-limit',
    statuses: (status) => status === 429 || status === 503,
    words: 'The site says that there were too many requests',
    isWholePage: false,
  },
  {
    code: 'network.http_5xx',
    topic: 'server-error',
    statuses: (status) => status >= 500,
    words: "The page is the server's error page",
    isWholePage: true,
  },
  {
    code: 'network.http_404_document',
    topic: 'page-gone',
    statuses: (status) => status === 404 || status === 410,
    words: 'The page that was opened does not exist',
    isWholePage: true,
  },
];

function judge(run: Run, kind: Kind): Finding<Code> | undefined {
  if (isSeenInTraffic(run, kind)) return undefined;
  const lives = textLives(run).filter(
    (life) =>
      isWords(life, kind) && !isRemark(run, life) && !(kind.isWholePage && isAddition(run, life)),
  );
  const [life] = lives;
  if (life === undefined) return undefined;
  const hasTraffic = run.network !== undefined;
  return {
    code: kind.code,
    title: `${kind.words}: "${life.text.text.slice(0, 140)}".`,
    explanation: hasTraffic
      ? 'The traffic shows no such status: the site says it in words only.'
      : 'Without a HAR the status cannot be seen; the words of the page stand for it.',
    bearing: {
      tier: 'observed',
      confidence: isSparse(life.last) || lives.length > 1 ? 0.74 : 0.64,
      persistence: 'persistent',
    },
    step: life.isInitial ? life.first.step : causingStep(run, life.first),
    atMs: life.first.snapshot?.capturedAtMs,
    locus: `${kind.topic} page`,
    evidence: [
      life.text.cite('the page says so'),
      ...lives.slice(1, 3).map(({ text }) => text.cite('and this')),
    ],
  };
}

function isSeenInTraffic(run: Run, { statuses }: Kind): boolean {
  return (
    run.network !== undefined &&
    requestReportOf(run).failed.some(
      (request) => request.verdict.level !== 'excluded' && statuses(failedStatus(request)),
    )
  );
}

/** Longer texts quote such words, they do not consist of them. */
const MAX_CHARS = 120;

function isWords(life: TextLife, { topic, isWholePage }: Kind): boolean {
  const { text, isLasting, isInitial } = life;
  if (!isLasting || text.text.length > MAX_CHARS || !speaksOf(text.text, topic)) return false;
  if (!isWholePage && !isInitial && (text.isMessage || text.isHeading)) return true;
  return isMainMatter(life) && (isSparse(life.last) || text.isHeading);
}
