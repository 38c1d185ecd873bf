import type { Exchange, Step } from '../run/run.ts';
import type { SourceRef } from '../support/source-ref.ts';
import { judgeUse } from './judge-use.ts';
import { linkHeadline } from './link-headline.ts';
import type {
  Fate,
  ForeignTemplate,
  Link,
  LinkOrigin,
  LinkReport,
  LinkUse,
  RequestTrace,
  UsePlace,
} from './link-report.ts';

const LINKS_SCHEMA = 'skyvern-debrief/links@1';

type Plain = Readonly<Record<string, unknown>>;

/** The whole report as JSON; names in snake case as in the diagnosis, absent values null. */
export function linksToJson(report: LinkReport, redact: (text: string) => string): string {
  const plain = {
    schema: LINKS_SCHEMA,
    headline: linkHeadline(report, redact),
    uses: report.uses.map((use) => plainUse(use, report)),
    maps: report.maps.map((map) => ({
      ...plainSource(map.source),
      step_id: map.stepId ?? null,
      entries: map.entryCount,
      new_keys: map.newKeyCount,
      redacted: map.redactedCount,
      corrupted: map.corruptedCount,
    })),
    damaged: report.damaged.map(({ key, value, integrity, source, recoveredUrl }) => ({
      ...plainSource(source),
      key,
      value,
      integrity,
      recovered_url: recoveredUrl ?? null,
    })),
    templates: report.templates.map(plainTemplate),
    known_keys: report.knownKeyCount,
    limits: report.limits,
  };
  const redacted = (_key: string, value: unknown): unknown =>
    typeof value === 'string' ? redact(value) : value;
  return `${JSON.stringify(plain, redacted, 2)}\n`;
}

function plainUse(use: LinkUse, report: LinkReport): Plain {
  return {
    token: use.token,
    key: use.key,
    form: use.form,
    role: use.role,
    verdict: judgeUse(use),
    place: plainPlace(use.place),
    call: use.call.index,
    prompt_kind: use.call.kind,
    ...plainStep(use.step),
    action: plainAction(use),
    link: plainLink(use.link, report),
    rendering: plainRendering(use.rendering),
    fate: plainFate(use.fate),
  };
}

function plainTemplate({ text, place, call, step }: ForeignTemplate): Plain {
  return { text, place: plainPlace(place), call: call.index, ...plainStep(step) };
}

function plainPlace({ document, source, pointer, innerPointer, start, end }: UsePlace): Plain {
  return {
    document,
    ...plainSource(source),
    pointer,
    inner_pointer: innerPointer ?? null,
    start,
    end,
  };
}

function plainSource(source: SourceRef): Plain {
  return {
    artifact_id: source.kind === 'artifact' ? source.artifactId : null,
    entry: source.entry,
  };
}

function plainStep(step: Step | undefined): Plain {
  if (step === undefined) return { step: null, block: null };
  const { taskId, stepId, order, retryIndex, block } = step;
  return {
    step: { task_id: taskId, step_id: stepId, order, retry_index: retryIndex },
    block: block === undefined ? null : { label: block.label ?? null, id: block.blockId },
  };
}

function plainAction({ planned, action }: LinkUse): Plain | null {
  if (planned === undefined) return null;
  return {
    index: planned.index,
    planned_type: planned.type,
    element_id: planned.elementId ?? null,
    executed_type: action?.type ?? null,
    status: action?.status ?? null,
    action_id: action?.actionId ?? null,
  };
}

function plainLink(link: Link, report: LinkReport): Plain {
  switch (link.kind) {
    case 'known':
    case 'stale':
    case 'recovered': {
      const { kind, url, isRelative, integrity, origin } = link;
      return { kind, url, is_relative: isRelative, integrity, origin: plainOrigin(origin, report) };
    }
    case 'unmapped':
      return { kind: link.kind, offered_in_call: link.offeredInCall };
    case 'mistyped':
      return {
        kind: link.kind,
        nearest_key: link.nearestKey,
        distance: link.distance ?? null,
        equal_prefix_length: link.equalPrefixLength,
        meant_url: link.meantUrl ?? null,
      };
    case 'invented':
      return { kind: link.kind };
  }
}

function plainOrigin(origin: LinkOrigin, report: LinkReport): Plain {
  const step = report.steps.find(({ stepId }) => stepId === origin.stepId);
  return {
    from: origin.kind === 'map' ? 'hashed_href_map' : origin.from,
    ...(origin.source === undefined ? {} : plainSource(origin.source)),
    step_id: origin.stepId ?? null,
    step_order: step?.order ?? null,
  };
}

function plainRendering(rendering: LinkUse['rendering']): Plain {
  const { kind } = rendering;
  if (!('value' in rendering)) return { kind };
  if (kind !== 'different') return { kind, value: rendering.value };
  return { kind, value: rendering.value, has_quote_in_url: rendering.hasQuoteInUrl };
}

function plainFate(fate: Fate): Plain {
  switch (fate.kind) {
    case 'opened':
      return { kind: fate.kind, status: fate.status, ...plainExchange(fate.exchange) };
    case 'redirected': {
      const { kind, status, to, hops, exchange } = fate;
      return { kind, status, to, hops, ...plainExchange(exchange) };
    }
    case 'no-answer': {
      const failure = fate.failureText ?? null;
      return { kind: fate.kind, failure_text: failure, ...plainExchange(fate.exchange) };
    }
    case 'action-failed':
      return {
        kind: fate.kind,
        exception_type: fate.exceptionType ?? null,
        message: fate.message ?? null,
      };
    case 'typed':
      return { kind: fate.kind, is_as_mapped: fate.isAsMapped ?? null };
    case 'extracted':
      return {
        kind: fate.kind,
        is_in_output: fate.isInOutput,
        used_by_blocks: fate.usedByBlocks,
        request: plainRequest(fate.request),
      };
    case 'dropped-null-action':
    case 'not-executed':
      return { kind: fate.kind, reason: fate.reason };
    case 'left-literal':
    case 'mentioned':
    case 'not-observable':
    case 'not-requested':
    case 'passed-as-file':
    case 'rendered-empty':
      return { kind: fate.kind };
  }
}

function plainRequest(request: RequestTrace): Plain {
  if (request.kind !== 'requested') return { kind: request.kind };
  const { kind, first, last, hops } = request;
  return { kind, status: last.status, to: last.url, hops, ...plainExchange(first) };
}

function plainExchange({ index, source }: Exchange): Plain {
  return { har_entry: index, har_artifact_id: plainSource(source)['artifact_id'] };
}
