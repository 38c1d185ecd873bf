import type { Fields } from './har-fields.ts';
import { textOf } from './har-fields.ts';

/** Longest body kept of a textual answer, in characters. */
export const MAX_BODY_CHARS = 64 * 1024;

/** Stands where the scanner left out a string too long to keep. */
export const ELIDED_TEXT = '\u0000elided';

export interface RecordedBody {
  readonly text: string | undefined;
  readonly isTruncated: boolean;
}

const NO_BODY: RecordedBody = { text: undefined, isTruncated: false };

const TEXTUAL_TYPE =
  /^text\/|[/+](json|xml|x-www-form-urlencoded|javascript|ecmascript|graphql|x-ndjson|problem)\b|^x-unknown$/i;

export function isTextualType(mimeType: string | undefined): boolean {
  return mimeType === undefined || TEXTUAL_TYPE.test(mimeType.slice(0, 120));
}

/** Body of `response.content`, if the recorder kept it and it is text. */
export function readBody(content: Fields): RecordedBody {
  const text = textOf(content, 'text');
  if (text === undefined) return NO_BODY;
  if (text === ELIDED_TEXT) return { text: undefined, isTruncated: true };
  if (!isTextualType(textOf(content, 'mimeType'))) return NO_BODY;
  return textOf(content, 'encoding') === 'base64' ? readBase64(text) : cutText(text);
}

/** At most `MAX_BODY_CHARS` of a text, as a copy that does not keep the long original alive. */
export function cutText(text: string): RecordedBody {
  if (text.length <= MAX_BODY_CHARS) return { text, isTruncated: false };
  const head = new TextEncoder().encode(text.slice(0, MAX_BODY_CHARS));
  return { text: new TextDecoder().decode(head), isTruncated: true };
}

function readBase64(encoded: string): RecordedBody {
  const isTruncated = encoded.length > MAX_BODY_CHARS;
  const text = decodeBase64(encoded.slice(0, MAX_BODY_CHARS), isTruncated);
  return text === undefined ? NO_BODY : { text, isTruncated };
}

/** Undefined for what is not text after all: recorders use base64 for every type they do not know. */
function decodeBase64(encoded: string, isCut: boolean): string | undefined {
  try {
    const bytes = Uint8Array.from(atob(encoded), (character) => character.charCodeAt(0));
    // A body cut in the middle of a character is still text, hence stream mode.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: isCut });
    return text.includes('\u0000') ? undefined : text;
  } catch {
    return undefined;
  }
}
