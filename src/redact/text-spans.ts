import { assignmentSpans } from './assignment-rule.ts';
import { base64Decoded } from './decode.ts';
import { htmlSpans } from './html-rule.ts';
import { elementSpans } from './markup-rule.ts';
import { multipartSpans } from './multipart-rule.ts';
import { cardSpans, emailSpans, identitySpans } from './number-rule.ts';
import { privateKeySpans } from './block-rule.ts';
import { pairSpans } from './pair-rule.ts';
import { proseSpans } from './prose-rule.ts';
import { optionSpans, schemeSpans } from './scheme-rule.ts';
import type { RedactionLevel, SecretSpan } from './secret.ts';
import { pathSpans, userinfoSpans } from './url-rule.ts';
import { wordSpans } from './word-rule.ts';

const MAX_DEPTH = 2;

/** Every secret that a text shows by itself, without knowing any value; spans may overlap. */
export function textSpans(text: string, level: RedactionLevel, depth = 0): readonly SecretSpan[] {
  if (text.length < 3) return [];
  const media = text.includes(';base64,') ? [...text.matchAll(MEDIA)] : [];
  if (media.length === 0) return spansOfPart(text, level, depth);
  const starts = [0, ...media.map((match) => match.index + match[0].length)];
  const ends = [...media.map((match) => match.index), text.length];
  return starts.flatMap((start, i) =>
    spansOfPart(text.slice(start, ends[i]), level, depth).map((span) => ({
      ...span,
      start: span.start + start,
      end: span.end + start,
    })),
  );
}

/** Pictures written into pages and requests: megabytes of letters in which any short format occurs by chance. */
const MEDIA = /data:(?:image|video|audio|font)\/[\w.+-]{1,40};base64,[A-Za-z0-9+/=]*/g;

function spansOfPart(text: string, level: RedactionLevel, depth: number): readonly SecretSpan[] {
  return [
    privateKeySpans(text),
    schemeSpans(text),
    assignmentSpans(text),
    userinfoSpans(text),
    pathSpans(text),
    wordSpans(text),
    htmlSpans(text),
    elementSpans(text),
    multipartSpans(text),
    optionSpans(text),
    proseSpans(text),
    pairSpans(text),
    cardSpans(text),
    identitySpans(text),
    emailSpans(text, level),
    depth < MAX_DEPTH ? base64Spans(text, level, depth) : [],
  ].flat();
}

const BASE64_WORDS = /(?<![A-Za-z0-9+/_-])[A-Za-z0-9+/_-]{24,65536}={0,2}(?![A-Za-z0-9+/_=-])/g;

/** Readable text in base64 that shows a secret: the whole word is one. */
function base64Spans(text: string, level: RedactionLevel, depth: number): readonly SecretSpan[] {
  const spans: SecretSpan[] = [];
  for (const match of text.matchAll(BASE64_WORDS)) {
    const inner = isReadableStart(match[0]) ? base64Decoded(match[0]) : undefined;
    const found = inner === undefined ? undefined : textSpans(inner, level, depth + 1)[0];
    if (found === undefined) continue;
    const end = match.index + match[0].length;
    spans.push({ ...found, start: match.index, end, rule: 'base64', value: match[0] });
  }
  return spans;
}

/** Decoding every hash and path of a page would cost more than all other rules. */
const isReadableStart = (word: string): boolean => {
  const start = base64Decoded(word.slice(0, 24));
  return start !== undefined && /^[\x20-\x7e\s]+$/.test(start);
};
