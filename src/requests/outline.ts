import { addressesOf } from './console-lines.ts';
import { renderFailure } from './failure.ts';
import { NOISE_KINDS } from './noise.ts';
import { causeOf, duration, hostAndPath, oneLine, plural } from './phrases.ts';
import type { RateLimit } from './rate-limits.ts';
import type { RedirectChain } from './redirects.ts';
import type { RequestReport } from './report.ts';
import type { FailedRequest } from './verdict.ts';

/** A titled list of lines; every format prints the same sections. */
export interface Section {
  readonly title: string;
  readonly lines: readonly string[];
}

const MAX_LINES = 12;

/** Everything below the groups, in reading order; empty sections left out. */
export function outlineOf(report: RequestReport, isAll: boolean): readonly Section[] {
  const sections: readonly Section[] = [
    { title: 'Answered 200 and meant failure', lines: appErrorLines(report) },
    { title: 'Blocked before it was sent (console only)', lines: unrecordedLines(report) },
    { title: 'Cascade', lines: cascadeLines(report) },
    { title: 'Redirects', lines: redirectLines(report) },
    { title: 'Rate limits', lines: report.rateLimits.map((limit) => rateLimitLine(limit)) },
    { title: 'Signing in', lines: authLines(report) },
    { title: 'Unfinished when the browser closed', lines: unfinishedLines(report) },
    {
      title: 'Failed without harm',
      lines: isAll ? excludedRequests(report) : excludedCounts(report),
    },
    { title: 'Not visible here', lines: report.notes },
  ];
  return sections
    .filter(({ lines }) => lines.length > 0)
    .map(({ title, lines }) => ({ title, lines: isAll ? lines : shorten(lines) }));
}

function shorten(lines: readonly string[]): readonly string[] {
  if (lines.length <= MAX_LINES) return lines;
  return [...lines.slice(0, MAX_LINES - 1), `… ${lines.length - MAX_LINES + 1} more (--all)`];
}

function appErrorLines({ appErrors }: RequestReport): readonly string[] {
  return appErrors.map(({ exchange, form, message }) => {
    const address = oneLine(hostAndPath(exchange.url), 100);
    return `entry ${exchange.index}: ${exchange.method} ${address} (${form}): ${oneLine(message)}`;
  });
}

function unrecordedLines({ unrecorded }: RequestReport): readonly string[] {
  return unrecorded.map(({ what, message }) => {
    const [address] = addressesOf(message);
    const target = address === undefined ? '' : ` ${oneLine(hostAndPath(address), 100)}:`;
    return `${what}:${target} ${oneLine(message.text)} (console line ${message.line})`;
  });
}

function cascadeLines({ cascade }: RequestReport): readonly string[] {
  if (cascade === undefined) return [];
  // Repeats of the first one stand in its group already.
  const others = cascade.followers.filter(({ relation }) => relation !== 'same endpoint');
  if (others.length === 0) return [];
  return [
    `first: ${requestLine(cascade.first)}`,
    ...others.map(({ request, relation }) => `then (${relation}): ${requestLine(request)}`),
  ];
}

function requestLine({ exchange, failure, link }: FailedRequest): string {
  const cause = causeOf(link);
  const address = oneLine(hostAndPath(exchange.url), 100);
  const what = `entry ${exchange.index}: ${oneLine(exchange.method, 20)} ${address} → ${oneLine(renderFailure(failure), 120)}`;
  return cause === undefined ? what : `${what} [${cause}]`;
}

function redirectLines({ redirects }: RequestReport): readonly string[] {
  return redirects.filter(({ shape }) => shape !== 'arrived').map((chain) => redirectLine(chain));
}

function redirectLine({ hops, shape, cycle }: RedirectChain): string {
  const start = oneLine(hostAndPath(hops[0]?.url ?? ''), 100);
  const end = oneLine(hostAndPath(hops.at(-1)?.url ?? ''), 100);
  const count = plural(hops.length - 1, 'redirect');
  if (shape === 'failed') return `${start} → ${end}: failed after ${count}`;
  const circle = cycle.map((address) => oneLine(hostAndPath(address), 80)).join(' → ');
  return `loop from ${start}: ${count}${circle === '' ? '' : `, over ${circle}`}`;
}

function rateLimitLine({ request, retryAfterMs, nextTry, wasRespected }: RateLimit): string {
  const { exchange } = request;
  const asked =
    retryAfterMs === undefined ? 'asked for no wait' : `asked to wait ${duration(retryAfterMs)}`;
  const next =
    nextTry === undefined ? 'not tried again' : `tried again after ${duration(nextTry.afterMs)}`;
  const end = wasRespected === false ? ', too early' : '';
  return `entry ${exchange.index}: ${exchange.status} ${oneLine(request.template, 100)} ${asked}; ${next}${end}`;
}

function authLines({ auth }: RequestReport): readonly string[] {
  return auth.map(({ exchange, kind, why }) => {
    const address = oneLine(hostAndPath(exchange.url), 100);
    return `entry ${exchange.index}: ${kind.replaceAll('-', ' ')}: ${exchange.method} ${address}, ${oneLine(why)}`;
  });
}

function unfinishedLines({ unfinished }: RequestReport): readonly string[] {
  return unfinished.map(({ exchange, party, resource, waitedMs, link }) => {
    const wait = waitedMs === undefined ? '' : `, waiting ${duration(waitedMs)}`;
    const cause = causeOf(link);
    const by = cause === undefined ? '' : ` [${cause}]`;
    const address = oneLine(hostAndPath(exchange.url), 100);
    return `entry ${exchange.index}: ${exchange.method} ${address} (${party}-party ${resource}${wait})${by}`;
  });
}

function excludedCounts({ excluded }: RequestReport): readonly string[] {
  return excluded.map(({ noise, count }) => `${count} × ${NOISE_KINDS[noise]}`);
}

function excludedRequests({ failed }: RequestReport): readonly string[] {
  return failed.flatMap((request) => {
    const { verdict } = request;
    if (verdict.level !== 'excluded') return [];
    return `${requestLine(request)}: ${verdict.noise}, ${verdict.why}`;
  });
}
