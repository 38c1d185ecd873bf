import { saysChunkFailed } from '../../requests/console-lines.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { citeConsole, citeExchange, type Evidence } from '../../run/evidence.ts';
import { newMessages } from '../../run/facts/new-messages.ts';
import { actionBefore } from '../../run/facts/step-at.ts';
import type { ConsoleMessage, Run } from '../../run/run.ts';
import { addressesOf } from '../../requests/console-lines.ts';
import { defineAnalyser } from '../define-analyser.ts';
import type { Finding } from '../finding.ts';
import { SHARED_CAUSES } from '../shared-causes.ts';

/**
 * An action needed a part of the application that could not be loaded: the application says so in the console, and the traffic shows the script. Without such a line a
 * missing script is optional as a rule. Pages that stay blank from the start are judged elsewhere.
 */
export const assetFailed = defineAnalyser({
  id: 'network.asset_failed',
  needs: ['console'],
  findings: {
    'network.asset_failed': SHARED_CAUSES['network.asset_failed'],
  },
  run: (run) => {
    for (const line of run.console ?? []) {
      const finding = judge(run, line);
      if (finding !== undefined) return [finding];
    }
    return [];
  },
});

const NEAR_MS = 20_000;

function judge(run: Run, line: ConsoleMessage): Finding<'network.asset_failed'> | undefined {
  if (line.level !== 'error' || !saysChunkFailed(line) || isDataParsing(line)) return undefined;
  const cause = actionBefore(run, line.atMs);
  if (cause === undefined || (line.atMs ?? 0) - (cause.action.startedAtMs ?? 0) > NEAR_MS)
    return undefined;
  const script = scriptOf(run, line);
  const answered = script === undefined ? answeredScript(run, line) : [];
  const shown = newMessages(run).find(
    ({ action, text }) => action === cause.action && text.isMessage,
  );
  return {
    code: 'network.asset_failed',
    title: `The ${cause.action.type.replaceAll('_', ' ')} of step ${cause.step.order} needed a part of the application that could not be loaded${script === undefined ? '' : ` (${nameOf(script)})`}.`,
    explanation:
      'The application wrote so to the console; what the action asked for could not be shown.',
    bearing: {
      tier: 'observed',
      confidence: script === undefined && answered.length === 0 ? 0.8 : 0.88,
      persistence: 'persistent',
    },
    step: cause.step,
    atMs: line.atMs,
    locus: `part of the application ${script?.template ?? ''}`,
    evidence: [
      citeConsole(line, 'the application says which part is missing'),
      ...(script === undefined
        ? []
        : [citeExchange(script.exchange, 'the part that did not load')]),
      ...answered,
      ...(shown === undefined ? [] : [shown.text.cite('what the page showed after it')]),
    ],
  };
}

/** The same words come from an answer in HTML that was read as data. */
function isDataParsing({ text }: ConsoleMessage): boolean {
  return /Unexpected token/.test(text) && /JSON/.test(text);
}

function scriptOf(run: Run, line: ConsoleMessage): FailedRequest | undefined {
  const scripts = requestReportOf(run).failed.filter(
    ({ isScript, resource, exchange }) =>
      (isScript || resource === 'style') &&
      Math.abs((exchange.startedAtMs ?? 0) - (line.atMs ?? 0)) <= NEAR_MS,
  );
  const named = addressesOf(line);
  return (
    scripts.find(({ exchange }) => named.has(exchange.url)) ??
    scripts.find(({ party }) => party !== 'third')
  );
}

/** The file was answered, but with something that is no script. */
function answeredScript(run: Run, line: ConsoleMessage): readonly Evidence[] {
  const named = addressesOf(line);
  return (run.network?.exchanges ?? [])
    .filter(({ url }) => named.has(url))
    .slice(0, 1)
    .map((exchange) => citeExchange(exchange, 'the part was answered with something else'));
}

function nameOf({ exchange, failure }: FailedRequest): string {
  const name = URL.canParse(exchange.url) ? new URL(exchange.url).pathname : exchange.url;
  return failure.kind === 'status' ? `${name}, answer ${failure.status}` : name;
}
