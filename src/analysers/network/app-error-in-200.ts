import { requestReportOf } from '../../requests/request-report-of.ts';
import { citeConsole, citeExchange, type Evidence } from '../../run/evidence.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { actionBefore } from '../../run/facts/step-at.ts';
import type { ConsoleMessage, Exchange, Run } from '../../run/run.ts';
import { times } from '../../support/count-words.ts';
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
    const found = fromBodies(run) ?? fromConsole(run);
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

function fromBodies(run: Run): Finding<Code> | undefined {
  const errors = requestReportOf(run).appErrors.filter(
    ({ exchange }) => actionBefore(run, exchange.startedAtMs) !== undefined,
  );
  const [first] = errors;
  if (first === undefined) return undefined;
  const cause = actionBefore(run, first.exchange.startedAtMs);
  const again = errors.filter(({ exchange }) => exchange.url === first.exchange.url);
  return {
    code: 'network.app_error_in_200',
    title: `${nameOf(first.exchange)} answered 200 with an error in it: "${first.message}"`,
    explanation: `The status looks like success, the body (${first.form}) is a failure; it came ${times(again.length)}.`,
    bearing: { tier: 'observed', confidence: 0.86, persistence: 'persistent' },
    step: cause?.step,
    atMs: first.exchange.startedAtMs,
    locus: `${nameOf(first.exchange)} ${first.form} ${first.message}`,
    evidence: [
      citeExchange(first.exchange, `the body says "${first.message}"`),
      ...again.slice(1, 3).map(({ exchange }) => citeExchange(exchange, 'again')),
      ...pageWords(run, cause?.action),
    ],
  };
}

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
