import type { Exchange } from '../run/run.ts';
import { renderFailure } from './failure.ts';
import type { RequestGroup } from './groups.ts';
import type { RequestReport } from './report.ts';
import type { RequestLink } from './timeline.ts';
import type { FailedRequest } from './verdict.ts';

/** JSON of a report: plain values, no bodies and no headers, entries by their index in the HAR. */
export function renderJson(report: RequestReport): string {
  const value = {
    schema: 'skyvern-debrief/requests@1',
    request_count: report.requestCount,
    groups: report.groups.map((group) => groupValue(group)),
    failed: report.failed.map((request) => failedValue(request)),
    excluded: report.excluded,
    unfinished: report.unfinished.map(({ exchange, resource, party, link, waitedMs }) => ({
      ...exchangeValue(exchange),
      resource,
      party,
      waited_ms: waitedMs,
      ...linkValue(link),
    })),
    app_errors: report.appErrors.map(({ exchange, form, message }) => ({
      ...exchangeValue(exchange),
      form,
      message,
    })),
    redirects: report.redirects.map(({ hops, shape, cycle }) => ({
      shape,
      entries: hops.map(({ index }) => index),
      cycle,
    })),
    rate_limits: report.rateLimits.map(({ request, retryAfterMs, nextTry, wasRespected }) => ({
      entry: request.exchange.index,
      retry_after_ms: retryAfterMs,
      next_try_after_ms: nextTry?.afterMs,
      was_respected: wasRespected,
    })),
    auth: report.auth.map(({ exchange, kind, why }) => ({ entry: exchange.index, kind, why })),
    cascade: cascadeValue(report),
    unrecorded: report.unrecorded.map(({ message, url, party, what }) => ({
      console_line: message.line,
      url,
      party,
      what,
      text: message.text.slice(0, 300),
    })),
    notes: report.notes,
  };
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

function groupValue(group: RequestGroup): object {
  const { method, template, failureText, level, weight, why, requests, isStorm, consoleLine } =
    group;
  return {
    method,
    endpoint: template,
    failure: failureText,
    level,
    weight: Math.round(weight * 1000) / 1000,
    why,
    entries: requests.map(({ exchange }) => exchange.index),
    is_storm: isStorm,
    console_line: consoleLine?.line,
  };
}

function failedValue(request: FailedRequest): object {
  const { exchange, verdict, failure } = request;
  return {
    ...exchangeValue(exchange),
    failure: renderFailure(failure),
    failure_kind: failure.kind,
    resource: request.resource,
    party: request.party,
    endpoint: request.template,
    trigger: request.trigger,
    is_submit: request.isSubmit,
    verdict,
    ...linkValue(request.link),
    policy: request.policy,
    challenge: request.challenge,
    recovered_by: request.recoveredBy?.index,
    console_lines: request.console.map(({ line }) => line),
  };
}

function exchangeValue({ index, method, url, status, startedAtMs }: Exchange): object {
  return { entry: index, method, url: url.slice(0, 2000), status, started_at_ms: startedAtMs };
}

function linkValue(link: RequestLink): object {
  if (link.strength === 'none') return { link: 'none' };
  const { order, retryIndex, stepId } = link.step;
  const step = { order, retry: retryIndex, step_id: stepId };
  if (link.strength === 'step') return { link: 'step', step };
  const { actionId, type, elementId } = link.action;
  return { link: 'action', step, action: { action_id: actionId, type, element_id: elementId } };
}

function cascadeValue({ cascade }: RequestReport): object | undefined {
  if (cascade === undefined) return undefined;
  return {
    first: cascade.first.exchange.index,
    followers: cascade.followers.map(({ request, relation }) => ({
      entry: request.exchange.index,
      relation,
    })),
  };
}
