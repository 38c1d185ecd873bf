import { requestReportOf } from '../requests/request-report-of.ts';
import { renderFailure } from '../requests/failure.ts';
import type { FailedRequest } from '../requests/verdict.ts';
import { describeElement } from '../run/describe-action.ts';
import { citeConsole, citeExchange, distinctEvidence, type Evidence } from '../run/evidence.ts';
import { newMessages, type NewMessage } from '../run/facts/new-messages.ts';
import type { Run } from '../run/run.ts';
import { counted } from '../support/count-words.ts';
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
        (request) => request.verdict.level !== 'excluded' && rule.matches(request, run),
      );
      const [worst] = requests.toSorted((a, b) => weightOf(b) - weightOf(a));
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

function weightOf({ verdict }: FailedRequest): number {
  return verdict.level === 'excluded' ? 0 : verdict.weight + (verdict.level === 'mattered' ? 1 : 0);
}

function requestFinding(
  rule: RequestRule,
  run: Run,
  first: FailedRequest,
  alike: readonly FailedRequest[],
): Finding {
  const message = messageAfter(run, first);
  const step = first.link.strength === 'none' ? undefined : first.link.step;
  const repeated = alike.length > 1 ? ` It happened ${counted(alike.length, 'time')}.` : '';
  return {
    code: rule.code,
    title: `${requestName(first)} ${rule.outcome?.(first) ?? outcomeOf(first)}${triggerWords(first)}${message === undefined ? '' : `; the page then said "${message.text.text.slice(0, 120)}"`}.`,
    explanation: `${rule.explanation}${repeated}`,
    bearing: {
      tier: tierOf(first),
      confidence: confidenceOf(rule, first),
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
  message: NewMessage | undefined,
): readonly Evidence[] {
  const [first] = alike;
  if (first === undefined) return [];
  return distinctEvidence([
    ...first.console
      .slice(0, 2)
      .map((line) => citeConsole(line, 'the browser console says the same')),
    ...(rule.support?.(first, run) ?? []),
    ...(message === undefined ? [] : [message.text.cite('what the page showed after it')]),
    ...alike.slice(1, 3).map((request) => citeExchange(request.exchange, 'again')),
  ]).slice(0, 6);
}

function confidenceOf(rule: RequestRule, { verdict }: FailedRequest): number {
  if (verdict.level === 'excluded') return 0;
  const share =
    verdict.level === 'mattered'
      ? Math.max(0.8, verdict.weight)
      : UNSURE_FACTOR * Math.min(1, verdict.weight + 0.4);
  return rule.confidence * Math.min(1, share + 0.05);
}

function tierOf({ verdict, link, isTopDocument }: FailedRequest): 'observed' | 'unlinked' {
  return verdict.level === 'mattered' && (link.strength !== 'none' || isTopDocument)
    ? 'observed'
    : 'unlinked';
}

/** What appeared on the page after the action that sent the request. */
function messageAfter(run: Run, { link }: FailedRequest): NewMessage | undefined {
  if (link.strength !== 'action') return undefined;
  return newMessages(run).find(
    (message) =>
      message.action === link.action && (message.text.isMessage || message.text.text.length <= 160),
  );
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
