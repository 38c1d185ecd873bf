import type { Action, Block, LlmCall, Step } from '../run/run.ts';
import type {
  DropReason,
  Fate,
  Link,
  NotExecutedReason,
  PlannedAction,
  Rendering,
  RequestTrace,
  UseRole,
} from './link-report.ts';
import { hasRedactionMarker } from './redaction-marker.ts';

/** All that is known of a use but its fate. */
export interface UseFacts {
  readonly role: UseRole;
  readonly token: string;
  readonly call: LlmCall;
  readonly step: Step | undefined;
  readonly planned: PlannedAction | undefined;
  readonly action: Action | undefined;
  readonly link: Link;
  readonly rendering: Rendering;
  /** A later answer of the same step replaced this one. */
  readonly isSuperseded: boolean;
}

/** What the fate of a link is judged by, besides the answer. */
export interface Surroundings {
  follow(facts: UseFacts, url: string): RequestTrace;
  isInOutput(url: string): boolean;
  blocksUsing(url: string): readonly Block[];
}

/** What came of a link. */
export function decideFate(facts: UseFacts, around: Surroundings): Fate {
  const { role, planned, action } = facts;
  if (role === 'mention') return { kind: 'mentioned' };
  const idle = reasonNotExecuted(facts);
  if (idle !== undefined) return { kind: 'not-executed', reason: idle };
  if (planned !== undefined && action?.type === 'null_action') {
    return { kind: 'dropped-null-action', reason: dropReason(facts) };
  }
  if (role === 'extract') return fateOfData(facts, around);
  if (role === 'type') return fateOfText(facts);
  return lossInRendering(facts) ?? fateOfOpening(facts, around);
}

function reasonNotExecuted(facts: UseFacts): NotExecutedReason | undefined {
  const { call, step, planned, action, isSuperseded } = facts;
  if (call.parsed === undefined) return 'answer-not-parsed';
  if (step?.isDiscarded === true) return 'discarded-step';
  if (planned === undefined) return undefined;
  if (isSuperseded) return 'superseded-answer';
  if (action === undefined) return 'no-action';
  return action.status === 'skipped' || action.status === 'pending' ? 'skipped' : undefined;
}

function dropReason({ rendering, link }: UseFacts): DropReason {
  if (rendering.kind === 'emptied' && rendering.value.trim() === '') return 'empty-url';
  if (rendering.kind === 'left' || rendering.kind === 'absent') return 'not-a-url';
  return 'isRelative' in link && link.isRelative ? 'relative-url' : 'unclear';
}

/** An unknown key becomes nothing, or stays when nothing was rendered at all; a known one can still get lost. */
function lossInRendering({ rendering, link, role, action, token }: UseFacts): Fate | undefined {
  if (rendering.kind === 'emptied') return { kind: 'rendered-empty' };
  if (rendering.kind === 'left') return { kind: 'left-literal' };
  const acted = role === 'type' ? action?.text : undefined;
  if (acted?.includes(token) === true) return { kind: 'left-literal' };
  if (rendering.kind === 'absent' && acted === '') return { kind: 'rendered-empty' };
  if ('url' in link) return undefined;
  const isUntouched = rendering.kind === 'absent' && role !== 'type';
  return { kind: isUntouched ? 'left-literal' : 'rendered-empty' };
}

function fateOfData(facts: UseFacts, around: Surroundings): Fate {
  const loss = lossInRendering(facts);
  if (loss !== undefined) return loss;
  const url = urlOf(facts);
  const usedByBlocks = around.blocksUsing(url).map((block) => block.label ?? block.blockId);
  const request = around.follow(facts, url);
  return { kind: 'extracted', isInOutput: around.isInOutput(url), usedByBlocks, request };
}

function fateOfText(facts: UseFacts): Fate {
  const { action } = facts;
  const loss = lossInRendering(facts);
  if (loss !== undefined) return loss;
  if (action !== undefined && action.status === 'failed') return failureOf(action);
  const typed = action?.text;
  if (typed === undefined || hasRedactionMarker(typed)) {
    return { kind: 'typed', isAsMapped: undefined };
  }
  return { kind: 'typed', isAsMapped: typed.includes(urlOf(facts)) };
}

function fateOfOpening(facts: UseFacts, around: Surroundings): Fate {
  const { action, role } = facts;
  const request = around.follow(facts, urlOf(facts));
  if (request.kind === 'requested') return fateOfRequest(request);
  if (action?.status === 'failed') return failureOf(action);
  return role === 'file' ? { kind: 'passed-as-file' } : { kind: request.kind };
}

function fateOfRequest({ first, last, hops }: RequestTrace & { readonly kind: 'requested' }): Fate {
  if (last.status <= 0) {
    return { kind: 'no-answer', failureText: last.failureText, exchange: first };
  }
  const { status } = last;
  if (hops === 0) return { kind: 'opened', status, exchange: first };
  return { kind: 'redirected', status, to: last.url, hops, exchange: first };
}

function failureOf(action: Action): Fate {
  const verdict = action.results.at(-1);
  return {
    kind: 'action-failed',
    exceptionType: verdict?.exceptionType,
    message: verdict?.exceptionMessage,
  };
}

/** Only asked of links that were not lost, which all have one. */
function urlOf({ link }: UseFacts): string {
  return 'url' in link ? link.url : '';
}
