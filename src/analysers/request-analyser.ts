import { requestReportOf } from '../requests/request-report-of.ts';
import { renderFailure } from '../requests/failure.ts';
import { isTelemetry } from '../requests/telemetry.ts';
import type { FailedRequest } from '../requests/verdict.ts';
import { describeElement } from '../run/describe-action.ts';
import { citeConsole, citeExchange, distinctEvidence, type Evidence } from '../run/evidence.ts';
import { newMessages, type NewMessage } from '../run/facts/new-messages.ts';
import type { PageText } from '../run/facts/page-states.ts';
import type { Run } from '../run/run.ts';
import { counted } from '../support/count-words.ts';
import { complaintAbout } from './complaint.ts';
import { defineAnalyser, type Analyser, type FindingInfo } from './define-analyser.ts';
import type { Finding } from './finding.ts';

/** A cause that a failed request shows. */
export interface RequestRule {
  readonly code: string;
  readonly info: FindingInfo;
  readonly matches: (request: FailedRequest, run: Run) => boolean;
  /** What the failure means, as the end of a sentence: "answered 500". Default: the failure itself. */
  readonly outcome?: (request: FailedRequest) => string;
  readonly explanation: string;
  /** For a request of the site itself that an action or navigation set off. */
  readonly confidence: number;
  /** Further evidence. */
  readonly support?: (request: FailedRequest, run: Run) => readonly Evidence[];
}

/** What was set off by nobody's action, or by others, may be beside the point. */
const UNSURE_FACTOR = 0.6;

/** An analyser for such a cause: the failed requests that fit, noise already set apart, the weightiest group first. */
export function defineRequestAnalyser(rule: RequestRule): Analyser {
  return defineAnalyser<string>({
    id: rule.code,
    needs: ['network'],
    findings: { [rule.code]: rule.info },
    run: (run) => {
      const requests = requestReportOf(run).failed.filter(
        (request) => isCandidate(run, request) && rule.matches(request, run),
      );
      const weights = new Map(requests.map((request) => [request, weightOf(run, request)]));
      const [worst] = requests.toSorted((a, b) => (weights.get(b) ?? 0) - (weights.get(a) ?? 0));
      if (worst === undefined) return [];
      const alike = requests.filter(
        (request) =>
          request.template === worst.template &&
          renderFailure(request.failure) === renderFailure(worst.failure),
      );
      return [requestFinding(rule, run, alike[0] ?? worst, alike)];
    },
  });
}

/** Noise is out, except for other companies' answers to an action that the page itself complains about. */
export function isCandidate(run: Run, request: FailedRequest): boolean {
  const { verdict, trigger, exchange } = request;
  if (verdict.level !== 'excluded') return true;
  return (
    verdict.noise === 'third-party' &&
    trigger === 'action' &&
    !isTelemetry(exchange, false) &&
    DATA.has(request.resource) &&
    isBacked(run, request)
  );
}

const DATA: ReadonlySet<string> = new Set(['xhr', 'document', 'eventsource']);

/** The page speaks of it, although by itself it might be beside the point. */
export function isBacked(run: Run, request: FailedRequest): boolean {
  return request.verdict.level !== 'mattered' && complaintAbout(run, request) !== undefined;
}

function weightOf(run: Run, request: FailedRequest): number {
  const { verdict } = request;
  const weight = verdict.level === 'excluded' ? 0 : verdict.weight;
  if (verdict.level === 'mattered') return weight + 1;
  return isBacked(run, request) ? weight + 0.9 : weight;
}

function requestFinding(
  rule: RequestRule,
  run: Run,
  first: FailedRequest,
  alike: readonly FailedRequest[],
): Finding {
  const message = messageAbout(run, first);
  const step = first.link.strength === 'none' ? undefined : first.link.step;
  const repeated = alike.length > 1 ? ` It happened ${counted(alike.length, 'time')}.` : '';
  return {
    code: rule.code,
    title: `${requestName(first)} ${rule.outcome?.(first) ?? outcomeOf(first)}${triggerWords(first)}${message === undefined ? '' : `; the page then said "${message.text.slice(0, 120)}"`}.`,
    explanation: `${rule.explanation}${repeated}`,
    bearing: {
      tier: tierOf(run, first),
      confidence: confidenceOf(rule, run, first),
      persistence: 'persistent',
    },
    step,
    atMs: first.exchange.startedAtMs,
    locus: `${first.exchange.method} ${first.template} ${renderFailure(first.failure)}`,
    evidence: [
      citeExchange(first.exchange, `the request ${outcomeOf(first)}`),
      ...supportOf(rule, run, alike, message),
    ],
  };
}

function supportOf(
  rule: RequestRule,
  run: Run,
  alike: readonly FailedRequest[],
  message: PageText | undefined,
): readonly Evidence[] {
  const [first] = alike;
  if (first === undefined) return [];
  return distinctEvidence([
    ...first.console
      .slice(0, 2)
      .map((line) => citeConsole(line, 'the browser console says the same')),
    ...(rule.support?.(first, run) ?? []),
    ...(message === undefined ? [] : [message.cite('what the page showed after it')]),
    ...alike.slice(1, 3).map((request) => citeExchange(request.exchange, 'again')),
  ]).slice(0, 6);
}

const BACKED_SHARE = 0.85;

function confidenceOf(rule: RequestRule, run: Run, request: FailedRequest): number {
  const { verdict } = request;
  if (verdict.level === 'mattered')
    return rule.confidence * Math.min(1, Math.max(0.8, verdict.weight) + 0.05);
  if (isBacked(run, request)) return rule.confidence * (BACKED_SHARE + 0.05);
  if (verdict.level === 'excluded') return 0;
  return rule.confidence * (UNSURE_FACTOR * Math.min(1, verdict.weight + 0.4) + 0.05);
}

function tierOf(run: Run, request: FailedRequest): 'observed' | 'unlinked' {
  const { verdict, link, isTopDocument } = request;
  const isTied = verdict.level === 'mattered' && (link.strength !== 'none' || isTopDocument);
  return isTied || isBacked(run, request) ? 'observed' : 'unlinked';
}

/** What appeared on the page after the action that sent the request, complaints first. */
function messageAbout(run: Run, request: FailedRequest): PageText | undefined {
  const { link } = request;
  if (link.strength !== 'action') return complaintAbout(run, request)?.text;
  const after = newMessages(run).filter(
    (message) =>
      message.action === link.action && (message.text.isMessage || message.text.text.length <= 160),
  );
  return (complaintAbout(run, request) ?? after.find(isMarked) ?? after[0])?.text;
}

function isMarked({ text }: NewMessage): boolean {
  return text.isMessage;
}

export function requestName({ exchange }: FailedRequest): string {
  const { host, pathname } = URL.canParse(exchange.url)
    ? new URL(exchange.url)
    : { host: '', pathname: exchange.url };
  return `${exchange.method} ${host}${pathname.slice(0, 100)}`;
}

export function outcomeOf({ failure }: FailedRequest): string {
  switch (failure.kind) {
    case 'status':
      return `answered ${failure.status}`;
    case 'network':
      return `failed with ${failure.errorText}`;
    case 'aborted':
      return 'was given up before an answer came';
    case 'cut-short':
      return 'broke off in the middle of its answer';
    case 'refused-answer':
      return `was answered, but the browser refused the answer (${failure.errorText})`;
    case 'no-answer':
      return 'got no answer';
  }
}

function triggerWords({ link, trigger }: FailedRequest): string {
  if (link.strength === 'action' && trigger !== 'background') {
    const target =
      link.action.element === undefined ? '' : ` on the ${describeElement(link.action.element)}`;
    return ` after the ${link.action.type.replaceAll('_', ' ')}${target} in step ${link.step.order}`;
  }
  return link.strength === 'none' ? '' : ` in step ${link.step.order}`;
}
