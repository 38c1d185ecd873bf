import type { JsonDocument } from '../support/source-ref.ts';
import type { Rendering } from './link-report.ts';
import type { Passage } from './read-answers.ts';
import { isSameUpToRedaction } from './redaction-marker.ts';
import type { KeyToken, Token } from './scan-tokens.ts';
import { valueAt } from './walk-strings.ts';

/** Searching longer texts once per token is not worth the time. */
const LONGEST_SEARCHED = 1_000_000;

/**
 * Tells of each token of a passage what Skyvern made of it: unknown keys become nothing,
 * known ones their URL, inserted raw.
 */
export function compareRendering(
  rendered: JsonDocument | undefined,
  passage: Passage,
  urlOf: (token: KeyToken) => string | undefined,
): (token: KeyToken) => Rendering {
  if (rendered === undefined) return () => ({ kind: 'absent' });
  const value = valueAt(rendered.value, passage.path);
  if (typeof value !== 'string') return () => ({ kind: 'displaced' });
  const expected = fill(passage, (token) =>
    token.form === 'placeholder' ? (urlOf(token) ?? '') : undefined,
  );
  const isAsExpected = isSameUpToRedaction(value, expected);
  const isStripped = value === fill(passage, () => '');

  return (token) => {
    const url = token.form === 'placeholder' ? urlOf(token) : undefined;
    if (isAsExpected) {
      if (token.form !== 'placeholder') return { kind: 'left', value };
      return { kind: url === undefined ? 'emptied' : 'replaced', value };
    }
    if (isStripped) return { kind: 'emptied', value };
    return searchFor({ value, written: passage.text.slice(token.start, token.end), url });
  };
}

function searchFor({
  value,
  written,
  url,
}: {
  readonly value: string;
  readonly written: string;
  readonly url: string | undefined;
}): Rendering {
  if (value.length <= LONGEST_SEARCHED) {
    if (value.includes(written)) return { kind: 'left', value };
    if (url !== undefined && value.includes(url)) return { kind: 'replaced', value };
  }
  return { kind: 'different', value, hasQuoteInUrl: url !== undefined && needsEscape(url) };
}

/** Skyvern inserts addresses raw: one with a quote or backslash breaks the JSON around it. */
function needsEscape(url: string): boolean {
  return JSON.stringify(url).length !== url.length + 2;
}

/** The passage with its keys replaced; undefined leaves one as it is. */
function fill({ text, tokens }: Passage, replace: (token: KeyToken) => string | undefined): string {
  let filled = '';
  let copiedTo = 0;
  for (const token of tokens) {
    const replacement = isKey(token) ? replace(token) : undefined;
    if (replacement === undefined) continue;
    filled += text.slice(copiedTo, token.start) + replacement;
    copiedTo = token.end;
  }
  return filled + text.slice(copiedTo);
}

function isKey(token: Token): token is KeyToken {
  return token.kind === 'key';
}
