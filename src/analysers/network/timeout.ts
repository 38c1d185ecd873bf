import { requestReportOf } from '../../requests/request-report-of.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { citeConsole, citeExchange, type Evidence } from '../../run/evidence.ts';
import { actionBefore, stepAt } from '../../run/facts/step-at.ts';
import { speaksOf } from '../../run/facts/lexicon.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { resourceKind } from '../../requests/resource-kind.ts';
import type { ConsoleMessage, Exchange, Run } from '../../run/run.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { requestName } from '../request-analyser.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * A request that an action sent and that got no answer: given up by the page (ERR_ABORTED, with a console line that speaks of waiting), timed out in the
 * browser, or still open at the end. An abort alone proves nothing: leaving a page aborts too.
 */
export const timeout = defineAnalyser({
  id: 'network.timeout',
  needs: ['network'],
  findings: {
    'network.timeout': SHARED_CAUSES['network.timeout'],
    'network.aborted_critical': {
      meaning: 'A request that hands something in was cut off before its answer.',
      owner: 'agent',
      retry: 'later',
      fixes: [
        'Wait for the confirmation of the page before going on: add a completion condition that names it.',
      ],
    },
  },
  run: (run) => [...givenUp(run), ...neverAnswered(run)].slice(0, 1),
});

type Code = 'network.timeout' | 'network.aborted_critical';

const WAITING =
  /\btime(?:d)?[ -]?out\b|\bno (?:response|answer|reply)\b|\bdeadline\b|\btook too long\b|\bnot respond|\bAbortError\b|\baborted\b|\b\d{3,6} ?ms\b/i;
const NEAR_MS = 60_000;

function givenUp(run: Run): readonly Finding<Code>[] {
  const candidates = requestReportOf(run).failed.filter(
    (request) => isUnanswered(request) && isOfInterest(run, request),
  );
  const aborted = candidates.find(({ isSubmit }) => isSubmit) ?? candidates[0];
  if (aborted === undefined) return [];
  const words = wordsAbout(run, aborted);
  const isTimeout =
    words.length > 0 ||
    (aborted.failure.kind === 'network' && aborted.failure.trouble === 'timeout');
  return [isTimeout ? gaveUpWaiting(aborted, words) : wasCutOff(run, aborted)];
}

function gaveUpWaiting(request: FailedRequest, words: readonly Evidence[]): Finding<Code> {
  const step = request.link.strength === 'none' ? undefined : request.link.step;
  return {
    code: 'network.timeout',
    title: `${requestName(request)} got no answer in time${inStep(step?.order)}, and the page gave up.`,
    explanation:
      'The server never answered; the console has the wait, the page shows at most a general message.',
    bearing: { tier: 'observed', confidence: 0.86, persistence: 'persistent' },
    step,
    atMs: request.exchange.startedAtMs,
    locus: `${request.exchange.method} ${request.template} no answer`,
    evidence: [citeExchange(request.exchange, 'the request without an answer'), ...words],
  };
}

/** Leaving the page cuts off what is under way. */
function wasCutOff(run: Run, request: FailedRequest): Finding<Code> {
  const step = request.link.strength === 'none' ? undefined : request.link.step;
  const leaving = leftWith(run, request);
  return {
    code: 'network.aborted_critical',
    title: `${requestName(request)} was cut off before its answer${inStep(step?.order)}${leaving === undefined ? '' : ': the run went on to another page'}.`,
    explanation:
      'The request was under way when it was given up; whether the server took it cannot be seen.',
    bearing: {
      tier: 'observed',
      confidence: leaving === undefined ? 0.55 : 0.84,
      persistence: 'persistent',
    },
    step,
    atMs: request.exchange.startedAtMs,
    locus: `${request.exchange.method} ${request.template} cut off`,
    evidence: [
      citeExchange(request.exchange, 'the request without an answer'),
      ...(leaving === undefined
        ? []
        : [citeExchange(leaving, 'the page that was opened meanwhile')]),
    ],
  };
}

/** An answer takes seconds; a page opened sooner by the next action did not wait for it. */
const PATIENCE_MS = 10_000;

function leftWith(run: Run, { exchange, link }: FailedRequest): Exchange | undefined {
  const from = exchange.startedAtMs;
  if (from === undefined || link.strength !== 'action') return undefined;
  return run.network?.exchanges.find((other) => {
    const at = other.startedAtMs ?? 0;
    if (at <= from || at > from + PATIENCE_MS || resourceKind(other) !== 'document') return false;
    const cause = actionBefore(run, at)?.action;
    return cause !== undefined && (cause !== link.action || isLeaving(cause.type));
  });
}

function isLeaving(type: string): boolean {
  return type === 'goto_url' || type === 'go_back' || type === 'reload_page';
}

/** Data that a page gives up is noise, unless something speaks of waiting in vain. */
function isOfInterest(run: Run, request: FailedRequest): boolean {
  const { verdict, trigger, party } = request;
  if (verdict.level !== 'excluded') return true;
  return (
    verdict.noise === 'aborted' &&
    trigger === 'action' &&
    party !== 'third' &&
    wordsAbout(run, request).length > 0
  );
}

function isUnanswered({ failure, isSubmit, trigger }: FailedRequest): boolean {
  if (failure.kind === 'network') return failure.trouble === 'timeout';
  return failure.kind === 'aborted' && (isSubmit || trigger === 'action');
}

function wordsAbout(run: Run, { exchange, console, link }: FailedRequest): readonly Evidence[] {
  const from = exchange.startedAtMs ?? 0;
  const near = (run.console ?? []).filter(
    (line) => line.atMs !== undefined && line.atMs >= from && line.atMs <= from + NEAR_MS,
  );
  const lines = [...console, ...near].filter(
    (line) => WAITING.test(line.text.slice(0, 500)) && !isAboutAnother(line, exchange.url),
  );
  const shown = newMessages(run).filter(
    ({ action, text }) =>
      link.strength === 'action' && action === link.action && speaksOf(text.text, 'timed-out'),
  );
  return [
    ...[...new Set(lines)]
      .slice(0, 2)
      .map((line) => citeConsole(line, 'the console speaks of waiting in vain')),
    ...shown.slice(0, 1).map(({ text }) => text.cite('the page speaks of waiting in vain')),
  ];
}

/** A line that names another address is about that one. */
function isAboutAnother(line: ConsoleMessage, url: string): boolean {
  const named = /https?:\/\/[^\s'"]{1,300}/.exec(line.text)?.[0];
  return named !== undefined && !named.startsWith(url.split('?')[0] ?? url);
}

function neverAnswered(run: Run): readonly Finding<Code>[] {
  const open = requestReportOf(run).unfinished.find(
    ({ exchange, party, waitedMs }) =>
      party !== 'third' &&
      (waitedMs ?? 0) >= 20_000 &&
      !/event-stream/.test(exchange.mimeType ?? ''),
  );
  if (open === undefined) return [];
  const { exchange } = open;
  const step = stepAt(run, exchange.startedAtMs) ?? actionBefore(run, exchange.startedAtMs)?.step;
  const path = URL.canParse(exchange.url) ? new URL(exchange.url).pathname : exchange.url;
  return [
    {
      code: 'network.timeout',
      title: `${exchange.method} ${path} was never answered: it was still open after ${Math.round((open.waitedMs ?? 0) / 1000)} s when the run ended.`,
      explanation:
        'The browser was still waiting for the answer; what depends on it never appeared.',
      bearing: {
        tier: 'observed',
        confidence: exchange.method === 'GET' ? 0.66 : 0.86,
        persistence: 'persistent',
      },
      step,
      atMs: exchange.startedAtMs,
      locus: `${exchange.method} ${open.template} never answered`,
      evidence: [citeExchange(exchange, 'still without an answer at the end')],
    },
  ];
}

function inStep(order: number | undefined): string {
  return order === undefined ? '' : ` in step ${order}`;
}
