import { requestReportOf } from '../../requests/request-report-of.ts';
import type { AppError } from '../../requests/app-error.ts';
import { isTelemetry } from '../../requests/telemetry.ts';
import { citeConsole, citeExchange, type Evidence } from '../../run/evidence.ts';
import { speaksOf, topicOf, type Topic } from '../../run/facts/lexicon.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { actionBefore } from '../../run/facts/step-at.ts';
import { exchangesOf, isSubmit, isWrite } from '../../run/facts/submit.ts';
import type { Action, ConsoleMessage, Exchange, Run, Step } from '../../run/run.ts';
import { times } from '../../support/count-words.ts';
import { registrableDomain } from '../../support/registrable-domain.ts';
import { complaintAfter } from '../complaint.ts';
import { defineAnalyser, type Analyser } from '../define-analyser.ts';
import type { CannotTell, Finding } from '../finding.ts';

/**
 * An answer that says 200 and means failure: GraphQL errors without data, `success: false`, JSON-RPC errors. Since 1.0.55 HARs hold no bodies: then
 * only a console line of the application can show it, and silence means "not observable".
 */
export const appErrorIn200: Analyser = defineAnalyser({
  id: 'network.app_error_in_200',
  needs: ['network'],
  findings: {
    'network.app_error_in_200': {
      meaning: 'The server answered 200, but the answer itself reports an error.',
      owner: 'site',
      retry: 'later',
      fixes: [
        'Report the operation and its message to the owner of the site.',
        'Repeat the action by hand and read the body of this answer in the browser.',
      ],
    },
  },
  run: (run) => {
    const found = fromBodies(run) ?? fromConsole(run) ?? fromWords(run);
    if (found !== undefined) return [found];
    const isBlind =
      run.network?.bodies === 'omitted' &&
      run.network.exchanges.some((exchange) => /json/.test(exchange.mimeType ?? ''));
    return isBlind
      ? ({
          cannotTell: 'the HAR holds no response bodies, so errors inside a 200 are not observable',
        } satisfies CannotTell)
      : [];
  },
});

type Code = 'network.app_error_in_200';

interface Candidate {
  readonly error: AppError;
  readonly step: Step;
  readonly action: Action;
  readonly confidence: number;
}

function fromBodies(run: Run): Finding<Code> | undefined {
  const candidates = requestReportOf(run).appErrors.flatMap(
    (error) => candidateOf(run, error) ?? [],
  );
  const [best] = candidates.toSorted((a, b) => b.confidence - a.confidence);
  if (best === undefined) return undefined;
  const { exchange, form, message } = best.error;
  const again = candidates.filter(({ error }) => error.exchange.url === exchange.url);
  return {
    code: 'network.app_error_in_200',
    title: `${nameOf(exchange)} answered 200 with an error in it: "${message}"`,
    explanation: `The status looks like success, the body (${form}) is a failure; it came ${times(again.length)}.`,
    bearing: { tier: 'observed', confidence: best.confidence, persistence: 'persistent' },
    step: best.step,
    atMs: exchange.startedAtMs,
    locus: `${nameOf(exchange)} ${form} ${message}`,
    evidence: [
      citeExchange(exchange, `the body says "${message}"`),
      ...again
        .filter(({ error }) => error.exchange !== exchange)
        .slice(0, 2)
        .map(({ error }) => citeExchange(error.exchange, 'again')),
      ...pageWords(run, best.action),
    ],
  };
}

/** A page goes on asking this long after an action. */
const REACH_MS = 15_000;

function candidateOf(run: Run, error: AppError): Candidate | undefined {
  const { exchange, message } = error;
  const cause = actionBefore(run, exchange.startedAtMs);
  if (cause === undefined || isSideShow(run, exchange)) return undefined;
  const since = (exchange.startedAtMs ?? 0) - (cause.action.startedAtMs ?? 0);
  const after = newMessages(run).filter(({ action }) => action === cause.action);
  const isComplained = complaintAfter(run, cause.action) !== undefined;
  const isInput =
    after.some(({ text }) => speaksOf(text.text, 'validation')) ||
    (message !== '' && speaksOf(message, 'validation') && after.some(({ text }) => text.isError));
  const isContent = after.some(({ text }) => speaksOf(text.text, 'confirmation') && !text.isError);
  const isTied = since <= REACH_MS && (isComplained || isWrite(exchange));
  const confidence = isInput || (isContent && !isComplained) ? 0.5 : isTied ? 0.86 : 0.45;
  return { error, ...cause, confidence };
}

/** Reports about the visit and other companies' answers. */
function isSideShow(run: Run, exchange: Exchange): boolean {
  const own = run.outcome.request.url ?? exchange.url;
  const isOwn = registrableDomain(own) === registrableDomain(exchange.url);
  return isTelemetry(exchange, isOwn) || (!isOwn && !isWrite(exchange));
}

/** Neither bodies nor console: everything was answered with success, and the page complains all the same. */
function fromWords(run: Run): Finding<Code> | undefined {
  if (run.network === undefined || run.network.bodies === 'recorded') return undefined;
  for (const { step, action, text, isLasting } of newMessages(run)) {
    if (action === undefined || !isLasting || !speaksOf(text.text, 'generic-error')) continue;
    if (topicOf(text.text, OTHERS) !== undefined || !isSubmit(action)) continue;
    const sent = exchangesOf(run, step, action).filter(
      (exchange) => !isSideShow(run, exchange) && exchange.method !== 'OPTIONS',
    );
    const saved = sent.find((exchange) => isWrite(exchange) && exchange.status < 300);
    if (saved === undefined || sent.some(({ status }) => status >= 400 || status <= 0)) continue;
    return {
      code: 'network.app_error_in_200',
      title: `${nameOf(saved)} answered ${saved.status}, yet the page said "${text.text.slice(0, 140)}".`,
      explanation:
        'The HAR holds no body of this answer, so whether the error was in it cannot be told; no request failed, and the page complains.',
      bearing: { tier: 'unlinked', confidence: 0.56, persistence: 'persistent' },
      step,
      atMs: saved.startedAtMs,
      locus: `${nameOf(saved)} and a complaint of the page`,
      evidence: [
        citeExchange(saved, 'the answer looks like a success'),
        text.cite('what the page showed after it'),
      ],
    };
  }
  return undefined;
}

/** Complaints that name their cause. */
const OTHERS: readonly Topic[] = [
  'validation',
  'login-rejected',
  'account-locked',
  'session-ended',
  'code-rejected',
  'captcha',
  'rate-limit',
  'permission',
  'maintenance',
  'geo-block',
  'empty',
  'page-gone',
];

/** Lines in which an application reports what a server told it, as opposed to the browser's own lines about loading. */
const APP_ERROR =
  /graph ?ql ?error|apollo ?error|\bjson-?rpc\b.{0,40}\berror|\b(?:mutation|query|operation|rpc|api|request|service)\b.{0,60}\b(?:failed|error|rejected|exceeded|refused|unavailable|denied)\b|\berrors?\b.{0,40}\b(?:from|in) (?:the )?(?:server|service|api|backend|response)\b|"errors"\s{0,3}:/i;
const BROWSER_LINES =
  /^(?:Failed to load resource|Access to |Refused to |Mixed Content|\[?DOM\]?|Uncaught|TypeError|ReferenceError|SyntaxError)/;

function fromConsole(run: Run): Finding<Code> | undefined {
  for (const line of run.console ?? []) {
    const found = consoleFinding(run, line);
    if (found !== undefined) return found;
  }
  return undefined;
}

function consoleFinding(run: Run, line: ConsoleMessage): Finding<Code> | undefined {
  const text = line.text.slice(0, 500);
  if (
    (line.level !== 'error' && line.level !== 'warning') ||
    BROWSER_LINES.test(text) ||
    !APP_ERROR.test(text)
  )
    return undefined;
  const cause = actionBefore(run, line.atMs);
  const answered = answersBefore(run, line, cause?.action.startedAtMs).findLast(
    (exchange) => exchange.method === 'POST' && exchange.status === 200,
  );
  if (cause === undefined || answered === undefined) return undefined;
  return {
    code: 'network.app_error_in_200',
    title: `${nameOf(answered)} answered 200, but the page's own log reports a failure: "${text.split('\n')[0]?.slice(0, 160) ?? ''}"`,
    explanation:
      'The HAR holds no body of this answer; the application wrote to the console what the server had told it.',
    bearing: { tier: 'observed', confidence: 0.8, persistence: 'persistent' },
    step: cause.step,
    atMs: answered.startedAtMs,
    locus: `${nameOf(answered)} reported by the page`,
    evidence: [
      citeConsole(line, "the application's own words"),
      citeExchange(answered, 'the answer with status 200'),
      ...pageWords(run, cause.action),
    ],
  };
}

function answersBefore(
  run: Run,
  line: ConsoleMessage,
  fromMs: number | undefined,
): readonly Exchange[] {
  const until = line.atMs ?? 0;
  return (run.network?.exchanges ?? []).filter(
    ({ startedAtMs }) =>
      startedAtMs !== undefined &&
      startedAtMs >= (fromMs ?? until - 10_000) - 200 &&
      startedAtMs <= until + 500,
  );
}

function pageWords(run: Run, action: unknown): readonly Evidence[] {
  return newMessages(run)
    .filter((message) => action !== undefined && message.action === action)
    .slice(0, 1)
    .map((message) => message.text.cite('what the page showed after it'));
}

function nameOf(exchange: Exchange): string {
  const { host, pathname } = URL.canParse(exchange.url)
    ? new URL(exchange.url)
    : { host: '', pathname: exchange.url };
  return `${exchange.method} ${host}${pathname}`;
}
