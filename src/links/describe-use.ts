import type { Step } from '../run/run.ts';
import type { Fate, Link, LinkOrigin, LinkReport, LinkUse, RequestTrace } from './link-report.ts';

/** Makes an address fit to be shown. */
export type ShowUrl = (url: string) => string;

/** `step 2`, `block 'download', step 0, retry 1`: numbered as in the timeline. */
export function describeStep(step: Step | undefined): string {
  if (step === undefined) return 'an answer without step';
  const retry = step.retryIndex === 0 ? '' : `, retry ${step.retryIndex}`;
  const label = step.block?.label;
  const block = label === undefined ? '' : `block '${label}', `;
  return `${block}step ${step.order}${retry}`;
}

/** Who used the link: `GOTO_URL`, `the extracted value /lots/0/link`. */
export function describeUser({ role, planned, place }: LinkUse): string {
  if (planned !== undefined && role !== 'mention') return planned.type.toUpperCase();
  const where = place.innerPointer ?? place.pointer;
  if (role === 'extract') return `the extracted value ${where}`;
  return role === 'type' ? `the value ${where}` : `the text ${where}`;
}

/** How far the key is known, in words. */
export function describeKnowledge(link: Link, report: LinkReport): string {
  switch (link.kind) {
    case 'known':
    case 'stale':
    case 'recovered':
      return describeResolved(link, report);
    case 'unmapped':
      return `offered to the model in call ${link.offeredInCall}, but nothing tells its address`;
    case 'mistyped':
      return `mistyped: ${describeSlips(link)}`;
    case 'invented':
      return 'invented: in no prompt and no map';
  }
}

/** The address of the key, or of the key that was meant. */
export function describeAddress(link: Link, showUrl: ShowUrl): string {
  if ('url' in link) return showUrl(link.url);
  const meant = link.kind === 'mistyped' ? link.meantUrl : undefined;
  return meant === undefined ? '–' : `meant ${showUrl(meant)}`;
}

function describeResolved(
  link: Extract<Link, { readonly url: string }>,
  report: LinkReport,
): string {
  const facts = [
    link.integrity === 'corrupted' ? 'address does not hash to its key' : link.integrity,
    ...(link.kind === 'stale' ? ['from an earlier page'] : []),
    ...(link.isRelative ? ['relative'] : []),
    ...(link.kind === 'recovered' ? [describeOrigin(link.origin, report)] : []),
  ];
  return facts.join(', ');
}

/** `recovered from html_scrape of step 4`. */
export function describeOrigin(origin: LinkOrigin, report: LinkReport): string {
  const place = origin.kind === 'map' ? 'hashed_href_map' : origin.from;
  const step = report.steps.find(({ stepId }) => stepId === origin.stepId);
  const of = step === undefined ? '' : ` of ${describeStep(step)}`;
  return `${origin.kind === 'map' ? 'from' : 'recovered from'} ${place}${of}`;
}

function describeSlips({
  distance,
  equalPrefixLength,
}: Extract<Link, { readonly kind: 'mistyped' }>): string {
  if (distance === 0) return 'a known key in capitals';
  if (distance === 1) return '1 character off a known key';
  if (distance !== undefined) return `${distance} characters off a known key`;
  return `its first ${equalPrefixLength} characters are those of a known key`;
}

/** What came of it, in words. */
export function describeFate(fate: Fate, showUrl: ShowUrl): string {
  switch (fate.kind) {
    case 'opened':
      return `opened, the site answered ${fate.status}`;
    case 'redirected':
      return `redirected to ${showUrl(fate.to)}, which answered ${fate.status}`;
    case 'no-answer':
      return `requested, no answer${fate.failureText === undefined ? '' : ` (${fate.failureText})`}`;
    case 'not-requested':
      return 'the browser never requested it';
    case 'not-observable':
      return 'not observable without a HAR';
    case 'action-failed':
      return `the action failed${fate.exceptionType === undefined ? '' : ` (${fate.exceptionType})`}`;
    case 'typed':
      return fate.isAsMapped === false ? 'typed, but another text than the address' : 'typed';
    case 'passed-as-file':
      return 'passed on as a file';
    case 'extracted':
      return describeExtraction(fate, showUrl);
    case 'dropped-null-action':
      return `nothing was opened: ${DROP_REASONS[fate.reason]}`;
    case 'rendered-empty':
      return 'became an empty text';
    case 'left-literal':
      return 'stayed the bare key';
    case 'not-executed':
      return `not executed: ${IDLE_REASONS[fate.reason]}`;
    case 'mentioned':
      return 'only mentioned';
  }
}

const DROP_REASONS = {
  'empty-url': 'Skyvern rendered the key to an empty address and did nothing',
  'relative-url': 'the address is relative, so Skyvern did nothing',
  'not-a-url': 'the key was left in place and is no address',
  unclear: 'Skyvern turned the action into one that does nothing',
} satisfies Record<Extract<Fate, { readonly kind: 'dropped-null-action' }>['reason'], string>;

const IDLE_REASONS = {
  'discarded-step': 'the step was planned ahead and dropped',
  'superseded-answer': 'a later answer of the step replaced this one',
  'answer-not-parsed': 'the answer was not parsed',
  'no-action': 'no action of the step came of it',
  skipped: 'the action was skipped',
} satisfies Record<Extract<Fate, { readonly kind: 'not-executed' }>['reason'], string>;

function describeExtraction(
  fate: Extract<Fate, { readonly kind: 'extracted' }>,
  showUrl: ShowUrl,
): string {
  const facts = [fate.isInOutput ? 'extracted into the output' : 'extracted'];
  if (fate.usedByBlocks.length > 0) {
    facts.push(`used by block ${fate.usedByBlocks.map((label) => `'${label}'`).join(', ')}`);
  }
  return [...facts, ...describeLaterRequest(fate.request, showUrl)].join(', ');
}

function describeLaterRequest(request: RequestTrace, showUrl: ShowUrl): readonly string[] {
  if (request.kind !== 'requested') return [];
  const { last, hops } = request;
  const redirected = hops === 0 ? '' : ` after a redirect to ${showUrl(last.url)}`;
  return [`later requested${redirected}, answered ${last.status}`];
}
