import { describeAction } from '../../run/describe-action.ts';
import type { Exchange, Run } from '../../run/run.ts';
import { buildContext, type RequestContext } from '../../requests/context.ts';
import { exchangeFate, renderFailure } from '../../requests/failure.ts';
import { NOISE_KINDS } from '../../requests/noise.ts';
import { classifyParty } from '../../requests/party.ts';
import type { RequestReport } from '../../requests/report.ts';
import { requestReportOf } from '../../requests/request-report-of.ts';
import { resourceKind } from '../../requests/resource-kind.ts';
import { linkExchange, type RequestLink } from '../../requests/timeline.ts';
import type { FailedRequest } from '../../requests/verdict.ts';
import { formatUtc } from '../../support/iso-time.ts';
import type { Diagnosis, RequestRow } from '../diagnosis.ts';
import { plainStep } from '../to-plain.ts';
import { cutLine, cutUrl } from './cut-text.ts';

const MAX_ROWS = 400;
const MAX_METHOD = 20;
const MAX_REASON = 300;

type Network = NonNullable<Diagnosis['network']>;
type Judgement = Pick<RequestRow, 'outcome' | 'reason'>;

/** Every request as a row of a waterfall, failed ones kept first when there are too many. `wanted` entries are kept too. */
export function buildNetwork(run: Run, wanted: ReadonlySet<number>): Network | undefined {
  if (run.network === undefined) return undefined;
  const context = buildContext(run);
  const report = requestReportOf(run);
  const judgements = judgeAll(report);
  const kept = keepRows(context.exchanges, judgements, wanted);
  return {
    bodies: run.network.bodies,
    rows: kept.map((exchange) => requestRow(exchange, judgementOf(exchange, judgements), context)),
    omitted: report.requestCount - kept.length,
  };
}

/** What is told of exchanges that did not simply succeed. */
function judgeAll(report: RequestReport): ReadonlyMap<Exchange, Judgement> {
  const judgements = new Map<Exchange, Judgement>();
  for (const { exchange, message } of report.appErrors) {
    const reason = `the answer says ${exchange.status} and holds an error: ${cutLine(message, MAX_REASON)}`;
    judgements.set(exchange, { outcome: 'failed', reason });
  }
  for (const { exchange } of report.unfinished) {
    const reason = 'still unanswered when the recording ended, which is not a failure';
    judgements.set(exchange, { outcome: 'unfinished', reason });
  }
  for (const request of report.failed) judgements.set(request.exchange, judgeFailed(request));
  return judgements;
}

function judgeFailed({ verdict }: FailedRequest): Judgement {
  switch (verdict.level) {
    case 'mattered':
      return { outcome: 'failed', reason: verdict.why };
    case 'possible':
      return { outcome: 'failed', reason: `may not have mattered: ${verdict.why}` };
    case 'excluded':
      return { outcome: 'noise', reason: `${NOISE_KINDS[verdict.noise]}: ${verdict.why}` };
  }
}

const FINE: Judgement = { outcome: 'ok', reason: null };

function judgementOf(exchange: Exchange, judgements: ReadonlyMap<Exchange, Judgement>): Judgement {
  return judgements.get(exchange) ?? FINE;
}

function keepRows(
  exchanges: readonly Exchange[],
  judgements: ReadonlyMap<Exchange, Judgement>,
  wanted: ReadonlySet<number>,
): readonly Exchange[] {
  if (exchanges.length <= MAX_ROWS) return exchanges;
  const ranked = exchanges
    .map((exchange, position) => ({ exchange, position, rank: rankOf(exchange) }))
    .toSorted((a, b) => a.rank - b.rank || a.position - b.position);
  return ranked
    .slice(0, MAX_ROWS)
    .toSorted((a, b) => a.position - b.position)
    .map(({ exchange }) => exchange);

  function rankOf(exchange: Exchange): number {
    const { outcome } = judgementOf(exchange, judgements);
    if (wanted.has(exchange.index)) return 0;
    if (outcome === 'failed') return 1;
    const kind = resourceKind(exchange);
    if (outcome === 'unfinished' || kind === 'document') return 2;
    return outcome === 'noise' ? 4 : kind === 'xhr' ? 3 : 5;
  }
}

function requestRow(
  exchange: Exchange,
  { outcome, reason }: Judgement,
  { timeline, parties }: RequestContext,
): RequestRow {
  const link = linkExchange(exchange, timeline);
  const { source } = exchange;
  const party = classifyParty(exchange.url, parties);
  return {
    har_index: exchange.index,
    artifact_id: source.kind === 'artifact' ? source.artifactId : null,
    method: cutLine(exchange.method, MAX_METHOD),
    url: cutUrl(exchange.url),
    host: hostOf(exchange.url),
    status: Math.trunc(exchange.status),
    failure: failureOf(exchange),
    type: resourceKind(exchange),
    at: formatUtc(exchange.startedAtMs),
    duration_ms: exchange.durationMs ?? null,
    size_bytes: exchange.contentSizeBytes ?? null,
    is_first_party: party !== 'third',
    outcome,
    reason,
    step: link.strength === 'none' ? null : plainStep(link.step),
    action: actionOf(link),
  };
}

function failureOf(exchange: Exchange): string | null {
  const fate = exchangeFate(exchange);
  if (fate.kind === 'failed' && fate.failure.kind !== 'status')
    return cutLine(renderFailure(fate.failure), MAX_REASON);
  return fate.kind === 'unfinished' ? 'unfinished' : null;
}

function actionOf(link: RequestLink): string | null {
  return link.strength === 'action' ? cutLine(describeAction(link.action), MAX_REASON) : null;
}

function hostOf(url: string): string {
  try {
    return new URL(url).host;
  } catch {
    return '';
  }
}
