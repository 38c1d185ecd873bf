import { endpointTemplate } from '../requests/endpoint-template.ts';
import { exchangeFate, renderFailure } from '../requests/failure.ts';
import { requestReportOf } from '../requests/request-report-of.ts';
import type { FailedRequest } from '../requests/verdict.ts';
import { citeExchange } from '../run/evidence.ts';
import type { Exchange, Run } from '../run/run.ts';
import { registrableDomain } from '../support/registrable-domain.ts';
import { different, same, unknown, type LayerResult } from './layer-result.ts';
import type { Moment, Side } from './moments.ts';

/** Requests that mattered and failed in the bad run alone, up to the place where the runs part. */
export function compareTraffic(
  moments: readonly Moment[],
  { good, bad }: { readonly good: Run; readonly bad: Run },
): LayerResult {
  if (good.network === undefined || bad.network === undefined)
    return unknown('network', 'a bundle has no HAR');
  const untilMs = moments.at(-1)?.bad.untilMs ?? Number.POSITIVE_INFINITY;
  const candidates = requestReportOf(bad)
    .failed.filter(({ verdict }) => verdict.level === 'mattered')
    .filter(({ exchange }) => (exchange.startedAtMs ?? Number.NEGATIVE_INFINITY) <= untilMs)
    .filter((failed) => !isOvercome(failed, bad, untilMs));
  const partner = lastAnswers(good, moments.at(-1)?.good);
  const news = candidates.filter((failed) => {
    const twin = partner.get(endpointKey(failed.exchange));
    return twin === undefined || fateWords(twin) !== fateWords(failed.exchange);
  });
  const worst = news.toSorted((a, b) => weightOf(b) - weightOf(a))[0];
  if (worst === undefined) return same('network', 'no request failed in the bad run alone');
  const twin = partner.get(endpointKey(worst.exchange));
  const name = `${worst.exchange.method} ${worst.template}`;
  const answer = renderFailure(worst.failure);
  const before = twin === undefined ? 'was not needed' : `ended with ${fateWords(twin)}`;
  return different('network', `${name} ended with ${answer}, and ${before} in the good run`, {
    good:
      twin === undefined ? undefined : citeExchange(twin, `${name} ended with ${fateWords(twin)}`),
    bad: citeExchange(worst.exchange, `${name} ended with ${answer}`),
  });
}

/** The same endpoint answered before the agent looked again. */
function isOvercome({ exchange }: FailedRequest, run: Run, untilMs: number): boolean {
  const key = endpointKey(exchange);
  return (run.network?.exchanges ?? []).some(
    (later) =>
      later.index > exchange.index &&
      (later.startedAtMs ?? 0) <= untilMs &&
      endpointKey(later) === key &&
      exchangeFate(later).kind === 'answered',
  );
}

/** How each endpoint stood at last, up to a moment. */
function lastAnswers(run: Run, side: Side | undefined): ReadonlyMap<string, Exchange> {
  const untilMs = side?.untilMs ?? Number.POSITIVE_INFINITY;
  const answers = new Map<string, Exchange>();
  for (const exchange of run.network?.exchanges ?? [])
    if ((exchange.startedAtMs ?? 0) <= untilMs) answers.set(endpointKey(exchange), exchange);
  return answers;
}

/** Hosts of one site count as one: `app.` today, `eu.` tomorrow. */
function endpointKey({ method, url }: Exchange): string {
  const template = endpointTemplate(url);
  const path = template.slice(Math.max(0, template.indexOf('/')));
  return `${method} ${registrableDomain(url) ?? ''}${path}`;
}

function fateWords(exchange: Exchange): string {
  const fate = exchangeFate(exchange);
  // A download ends as an aborted navigation that was answered.
  if (fate.kind === 'failed' && !(fate.failure.kind === 'aborted' && exchange.status > 0))
    return renderFailure(fate.failure);
  return fate.kind === 'unfinished' ? 'no answer' : String(exchange.status);
}

function weightOf({ verdict }: FailedRequest): number {
  return verdict.level === 'excluded' ? 0 : verdict.weight;
}
