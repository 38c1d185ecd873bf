/** Claims and the bytes that back them. Excerpts are cut from the place itself at the moment of citing, so they cannot drift from it. */
import type { SourceRef, TextDocument } from '../support/source-ref.ts';
import type { TextSegment } from '../artifacts/html.ts';
import type { ConsoleMessage, Exchange, JsonPlace, LogEvent } from './run.ts';

export type Locator =
  | { readonly kind: 'har-entry'; readonly index: number }
  | { readonly kind: 'json'; readonly pointer: string }
  | { readonly kind: 'line'; readonly line: number }
  | { readonly kind: 'text'; readonly start: number; readonly end: number }
  | { readonly kind: 'absent' }
  | { readonly kind: 'whole' };

export interface Evidence {
  readonly claim: string;
  /** Undefined only for `absent`. */
  readonly source: SourceRef | undefined;
  /** For `absent`: the artifact type that should be there. */
  readonly artifactType?: string;
  readonly locator: Locator;
  /** Quoted from the place, at most 300 characters, not yet redacted. */
  readonly excerpt: string;
  readonly atMs?: number | undefined;
}

const MAX_EXCERPT = 300;

export function citeExchange(exchange: Exchange, claim: string): Evidence {
  const answer =
    exchange.failureText === undefined
      ? String(exchange.status)
      : `${exchange.status} ${exchange.failureText}`;
  return {
    claim,
    source: exchange.source,
    locator: { kind: 'har-entry', index: exchange.index },
    // The end is kept: for a long URL the answer says more than the tail of the query.
    excerpt: `${exchange.method} ${cutUrl(exchange.url)} → ${cut(answer, 50)}`,
    atMs: exchange.startedAtMs,
  };
}

/** A value inside a JSON file. `value` is what stands at the place. */
export function citeJson(place: JsonPlace, value: unknown, claim: string, atMs?: number): Evidence {
  const text = typeof value === 'string' ? value : (shallowJson(value) ?? '');
  return {
    claim,
    source: place.source,
    locator: { kind: 'json', pointer: place.pointer },
    excerpt: cut(text, MAX_EXCERPT),
    atMs,
  };
}

/** Part of a string inside a JSON file, quoted around a match. */
export function citeJsonPart(
  place: JsonPlace,
  text: string,
  part: { readonly start: number; readonly end: number },
  claim: string,
): Evidence {
  const start = Math.max(0, Math.min(part.start, part.end - MAX_EXCERPT));
  return {
    claim,
    source: place.source,
    locator: { kind: 'json', pointer: place.pointer },
    excerpt: cut(text.slice(start), Math.max(part.end - start, 80)),
  };
}

export function citeText(
  document: TextDocument,
  span: { readonly start: number; readonly end: number },
  claim: string,
  atMs?: number,
): Evidence {
  const end = Math.min(span.end, span.start + MAX_EXCERPT);
  return {
    claim,
    source: document.source,
    locator: { kind: 'text', start: span.start, end },
    excerpt: document.text.slice(span.start, end).trim(),
    atMs,
  };
}

/** A block of visible text in captured HTML. */
export function citeSegment(
  document: TextDocument,
  segment: TextSegment,
  claim: string,
  atMs?: number,
): Evidence {
  return citeText(document, segment.quote, claim, atMs);
}

export function citeConsole(message: ConsoleMessage, claim: string): Evidence {
  const [firstLine = ''] = message.text.split('\n');
  return {
    claim,
    source: message.source,
    locator: { kind: 'line', line: message.line },
    excerpt: cut(firstLine, MAX_EXCERPT),
    atMs: message.atMs,
  };
}

/** One field of a server log event. */
export function citeLog(event: LogEvent, field: string, claim: string): Evidence {
  const key = field.replaceAll('~', '~0').replaceAll('/', '~1');
  const place = { source: event.place.source, pointer: `${event.place.pointer}/${key}` };
  return citeJson(place, event.fields[field], claim, event.atMs);
}

/** Something that should be there and is not. */
export function citeAbsent(artifactType: string, claim: string): Evidence {
  return { claim, source: undefined, artifactType, locator: { kind: 'absent' }, excerpt: '' };
}

export function citeWhole(source: SourceRef, claim: string): Evidence {
  return { claim, source, locator: { kind: 'whole' }, excerpt: '' };
}

/** Evidence for the same claim twice helps nobody. */
export function distinctEvidence(evidence: readonly Evidence[]): readonly Evidence[] {
  const seen = new Set<string>();
  return evidence.filter((item) => {
    const key = `${item.source?.entry ?? item.artifactType ?? ''}#${JSON.stringify(item.locator)}`;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

function cutUrl(url: string): string {
  const start = cut(url, 240);
  return start === url ? url : `${start}…`;
}

function cut(text: string, length: number): string {
  return text.length <= length ? text : text.slice(0, length).replace(/[\uD800-\uDBFF]$/, '');
}

/** JSON text of small values; what is too deep to print is cited by its place alone. */
function shallowJson(value: unknown): string | undefined {
  try {
    return JSON.stringify(value);
  } catch {
    return undefined;
  }
}
