import { failedStatus } from '../../requests/failed-status.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { citeConsole, citeExchange, type Evidence } from '../../run/evidence.ts';
import { botCheckPage } from '../../run/facts/bot-check.ts';
import { speaksOf, type Topic } from '../../run/facts/lexicon.ts';
import { isMainMatter, isSparse } from '../../run/facts/maintenance.ts';
import { causingStep, newMessages } from '../../run/facts/new-messages.ts';
import { isRemark } from '../../run/facts/remark.ts';
import { signIns } from '../../run/facts/sign-in.ts';
import { textLives, type TextLife } from '../../run/facts/text-lives.ts';
import type { Run, Step } from '../../run/run.ts';
import { defineAnalyser, type Analyser, type FindingInfo } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { requestName } from '../request-analyser.ts';

/** A page or request that the site refuses for a reason it names by status, by words, or by both. */
interface Refusal {
  readonly code: string;
  readonly info: FindingInfo;
  readonly topic: Topic;
  readonly statuses: readonly number[];
  readonly title: (words: string | undefined, request: FailedRequest | undefined) => string;
  /** Confidence of the words alone; 0 when they prove nothing without a status. */
  readonly wordsAlone: number;
  /** Only between a sign-in and what lies behind it. */
  readonly isAfterSignIn?: boolean;
}

function refusedPage(refusal: Refusal): Analyser {
  return defineAnalyser<string>({
    id: refusal.code,
    needs: ['steps'],
    findings: { [refusal.code]: refusal.info },
    run: (run) => {
      const finding = judge(run, refusal);
      return finding === undefined ? [] : [finding];
    },
  });
}

function judge(run: Run, refusal: Refusal): Finding | undefined {
  const request = refusedRequest(run, refusal);
  if (refusal.topic === 'permission' && isForAnotherReason(run, request)) return undefined;
  if (refusal.isAfterSignIn === true && signIns(run).length === 0) return undefined;
  const life = saidOnPage(run, refusal.topic);
  if (request === undefined && (life === undefined || refusal.wordsAlone === 0)) return undefined;
  const evidence = [
    life?.text.cite('the words of the page'),
    request === undefined
      ? undefined
      : citeExchange(request.exchange, `the answer ${failedStatus(request)}`),
    ...consoleOf(request),
  ].flatMap((item) => item ?? []);
  const [first, ...rest] = evidence;
  if (first === undefined) return undefined;
  return {
    code: refusal.code,
    title: refusal.title(life?.text.text.slice(0, 160), request),
    explanation:
      life === undefined
        ? 'The status alone says it; the page gives no reason that is understood.'
        : request === undefined
          ? 'The page was delivered as usual; its words say that it is refused.'
          : 'Status and words of the page agree.',
    bearing: {
      tier: 'observed',
      confidence: confidenceOf(refusal, request, life),
      persistence: 'persistent',
    },
    step: stepOf(run, request, life),
    atMs: request?.exchange.startedAtMs,
    locus:
      request === undefined
        ? `${refusal.topic} page`
        : `${request.exchange.method} ${request.template} ${failedStatus(request)}`,
    evidence: [first, ...rest],
  };
}

function refusedRequest(run: Run, { statuses }: Refusal): FailedRequest | undefined {
  if (run.network === undefined) return undefined;
  const refused = requestReportOf(run).failed.filter(
    (request) =>
      request.verdict.level === 'mattered' &&
      statuses.includes(failedStatus(request)) &&
      request.challenge?.signal !== 'block',
  );
  return refused.find(({ isTopDocument }) => isTopDocument) ?? refused[0];
}

/** What is refused for its form token, or as a bot's, says nothing of the user's rights. */
function isForAnotherReason(run: Run, request: FailedRequest | undefined): boolean {
  if (botCheckPage(run) !== undefined) return true;
  const { link } = request ?? {};
  return newMessages(run).some(
    ({ action, text }) =>
      link?.strength === 'action' && action === link.action && speaksOf(text.text, 'form-token'),
  );
}

/** Words that stayed to the end of their task, in a heading, a message or a short text that was not there at first. */
function saidOnPage(run: Run, topic: Topic): TextLife | undefined {
  const spoken = textLives(run).filter(
    (life) => life.isLasting && life.text.text.length <= 300 && speaksOf(life.text.text, topic),
  );
  return spoken.find((life) => !life.isInitial) ?? spoken.find((life) => !isRemark(run, life));
}

const FEW_TEXTS = 6;
/** What a page is about from its heading on is no side remark. */
const THEME = 0.76;
/** What else the page holds may well be what the task needs. */
const BESIDES = 0.62;

function confidenceOf(
  refusal: Refusal,
  request: FailedRequest | undefined,
  life: TextLife | undefined,
): number {
  if (request === undefined) {
    const isTheme =
      life !== undefined &&
      isMainMatter(life) &&
      (life.text.isHeading || life.last.texts.length <= FEW_TEXTS);
    if (isTheme) return Math.max(refusal.wordsAlone, THEME);
    return life !== undefined && isBeside(life)
      ? Math.min(refusal.wordsAlone, BESIDES)
      : refusal.wordsAlone;
  }
  if (life !== undefined) return 0.9;
  // Parts of a page may be closed to a user who can do what the task asks for.
  return request.isTopDocument ? 0.8 : 0.6;
}

/** Neither marked nor a heading, on a page that was like this from the start or has much else to read. */
function isBeside({ text, isInitial, last }: TextLife): boolean {
  return !text.isHeading && !text.isMessage && (isInitial || !isSparse(last));
}

function stepOf(
  run: Run,
  request: FailedRequest | undefined,
  life: TextLife | undefined,
): Step | undefined {
  if (request !== undefined && request.link.strength !== 'none') return request.link.step;
  return life === undefined ? undefined : causingStep(run, life.first);
}

function consoleOf(request: FailedRequest | undefined): readonly Evidence[] {
  return (request?.console ?? [])
    .slice(0, 1)
    .map((line) => citeConsole(line, 'the browser console says the same'));
}

function quoted(words: string | undefined): string {
  return words === undefined ? '' : `: "${words}"`;
}

function answered(request: FailedRequest | undefined): string {
  return request === undefined
    ? 'the page'
    : `${requestName(request)} (answer ${failedStatus(request)})`;
}

/** 403, or words about missing rights, after the sign-in. Bot walls use 403 too and leave marks of their own. */
export const permissionDenied = refusedPage({
  code: 'access.permission_denied',
  info: {
    meaning: 'The signed-in user has no right to what the task needs.',
    owner: 'credentials',
    retry: 'after-change',
    fixes: [
      'Give the user the missing role, or use an account that has it.',
      'Check that the right tenant or organisation is selected.',
    ],
  },
  topic: 'permission',
  statuses: [403],
  title: (words, request) => `The user has no right to ${answered(request)}${quoted(words)}.`,
  wordsAlone: 0.72,
});

/** 451, or words about the visitor's country. */
export const geoBlock = refusedPage({
  code: 'access.geo_block',
  info: {
    meaning: 'The site refuses visitors from the place where the browser runs.',
    owner: 'site',
    retry: 'after-change',
    fixes: ['Set proxy_location to a country that the site serves.'],
  },
  topic: 'geo-block',
  statuses: [451],
  title: (words) => `The content is blocked for the place where the browser runs${quoted(words)}.`,
  wordsAlone: 0.86,
});

/** 402, or words about a subscription. Promotion banners stand on pages that show their content. */
export const paywall = refusedPage({
  code: 'access.paywall',
  info: {
    meaning: 'The content is behind a subscription or payment.',
    owner: 'credentials',
    retry: 'after-change',
    fixes: [
      'Use an account whose plan includes the content.',
      'If the task does not need it, tell the goal to skip paid content.',
    ],
  },
  topic: 'paywall',
  statuses: [402],
  title: (words) => `The content is behind a paywall${quoted(words)}.`,
  wordsAlone: 0.68,
});

/** A confirmation on another device or by mail that nobody gave. */
export const deviceCheck = refusedPage({
  code: 'access.human_verification_device',
  info: {
    meaning: 'The site wants the sign-in confirmed on another device or by mail.',
    owner: 'credentials',
    retry: 'after-change',
    fixes: [
      'Confirm the device once by hand with the browser profile that the run uses, and keep the profile.',
      'Configure a source for the magic link or code.',
    ],
  },
  topic: 'device-check',
  statuses: [],
  title: (words) => `The site wants the sign-in confirmed elsewhere${quoted(words)}.`,
  wordsAlone: 0.72,
  isAfterSignIn: true,
});

/** New terms, an expired password or an unfinished profile between sign-in and target. */
export const interstitial = refusedPage({
  code: 'access.terms_or_interstitial',
  info: {
    meaning:
      'A page between sign-in and target wants something first (terms, new password, profile).',
    owner: 'credentials',
    retry: 'after-change',
    fixes: [
      'Deal with the page once by hand for this account.',
      'Tell the goal what to answer on it.',
    ],
  },
  topic: 'terms',
  statuses: [],
  title: (words) => `A page stands between sign-in and target${quoted(words)}.`,
  wordsAlone: 0.55,
  isAfterSignIn: true,
});
