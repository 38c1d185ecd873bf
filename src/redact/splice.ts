import type { SecretSpan } from './secret.ts';

/** A stretch of text to replace, and the secret it stands for. */
export interface Replacement {
  readonly start: number;
  readonly end: number;
  readonly span: SecretSpan;
}

/**
 * Joins overlapping spans, so that no part of any of them stays. The widest span of a stretch names it,
 * but a value that is known from elsewhere (`isKnown`) keeps its own name when it covers as much.
 */
export function joinSpans(spans: readonly SecretSpan[]): readonly Replacement[] {
  const sorted = spans
    .filter((span) => span.end > span.start)
    .toSorted((a, b) => a.start - b.start || b.end - a.end);
  const joined: { start: number; end: number; span: SecretSpan }[] = [];
  for (const span of sorted) {
    const last = joined.at(-1);
    if (last === undefined || span.start >= last.end) {
      joined.push({ start: span.start, end: span.end, span });
      continue;
    }
    last.end = Math.max(last.end, span.end);
    if (span.end - span.start > last.span.end - last.span.start) last.span = span;
  }
  return joined;
}

/** The text with every replacement made. */
export function splice(
  text: string,
  replacements: readonly Replacement[],
  render: (replacement: Replacement) => string,
): string {
  const parts: string[] = [];
  let from = 0;
  for (const replacement of replacements) {
    parts.push(text.slice(from, replacement.start), render(replacement));
    from = replacement.end;
  }
  parts.push(text.slice(from));
  return parts.join('');
}
