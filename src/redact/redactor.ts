import { base64Decoded, base64Encoded } from './decode.ts';
import { ownString, ownValue, type LeafContext } from './json-context.ts';
import { keyedDigest, utf8Bytes } from './keyed-digest.ts';
import { createKnownValueSearch } from './known-values.ts';
import { leafSpans, numberSpans } from './leaf-rule.ts';
import { mapJson } from './map-json.ts';
import { parseNested } from './nested-json.ts';
import { createTally, type RuleCount, type Tally } from './redaction-list.ts';
import type { DiscoveredSecrets, RedactionLevel, SecretLabel, SecretSpan } from './secret.ts';
import { joinSpans, splice } from './splice.ts';
import { textSpans } from './text-spans.ts';
import { isStructural } from './value-shape.ts';
import { writeJson } from './write-json.ts';

export interface RedactorOptions {
  /** Key of the tokens; see `redactionKey`. */
  readonly key: string;
  readonly level?: RedactionLevel;
}

export interface RedactedText {
  readonly text: string;
  readonly count: number;
  readonly rules: readonly RuleCount[];
}

export interface RedactedValue {
  readonly value: unknown;
  readonly count: number;
  readonly rules: readonly RuleCount[];
}

export interface Redactor {
  /** The text without secrets: known values in every encoding, and whatever shows itself. */
  readonly redactText: (text: string) => RedactedText;
  /** A JSON value with the secrets of all its strings, numbers and keys removed; structural fields judged by place. */
  readonly redactValue: (value: unknown) => RedactedValue;
  /** The token that stands for a value: equal values have equal digests. */
  readonly token: (label: SecretLabel, value: string) => string;
  /** Values known before: for telling whether a cut-off text holds the beginning of one. */
  readonly secrets: DiscoveredSecrets;
}

const MAX_NESTING = 3;

/** Makes the one function through which everything that leaves the product passes. */
export function createRedactor(secrets: DiscoveredSecrets, options: RedactorOptions): Redactor {
  const context: Redaction = {
    secrets,
    level: options.level ?? 'standard',
    findKnown: createKnownValueSearch(secrets.values.values()),
    token: createTokens(options.key),
  };
  return {
    secrets,
    token: context.token,
    redactText: (text) => tallied((tally) => redactedText(context, text, [], tally)),
    redactValue: (value) => {
      const { text, ...counts } = tallied<unknown>((tally) =>
        redactedValue(context, value, tally, 0),
      );
      return { value: text, ...counts };
    },
  };
}

interface Redaction {
  readonly secrets: DiscoveredSecrets;
  readonly level: RedactionLevel;
  readonly findKnown: (text: string) => readonly SecretSpan[];
  readonly token: (label: SecretLabel, value: string) => string;
}

function tallied<T>(work: (tally: Tally) => T): {
  text: T;
  count: number;
  rules: readonly RuleCount[];
} {
  const tally = createTally();
  const text = work(tally);
  return { text, count: tally.total(), rules: tally.rules() };
}

const TOKEN_DIGITS = 12;
const MAX_REMEMBERED = 10_000;

function createTokens(key: string): Redaction['token'] {
  const digests = new Map<string, string>();
  return (label, value) => {
    const known = digests.get(value);
    const digest = known ?? keyedDigest(key, value.normalize('NFC')).slice(0, TOKEN_DIGITS);
    if (known === undefined && digests.size < MAX_REMEMBERED) digests.set(value, digest);
    return `[redacted ${label} ${digest}]`;
  };
}

/** Our own tokens stay as they are, so that redacting twice changes nothing. */
const TOKENS = /\[redacted [a-z-]{3,12} [0-9a-f]{12}\]/g;

function redactedText(
  redaction: Redaction,
  text: string,
  placed: readonly SecretSpan[],
  tally: Tally,
): string {
  if (text.length < 3 || isStructural(text)) return text;
  const spans = [...placed, ...textSpans(text, redaction.level), ...redaction.findKnown(text)];
  if (spans.length === 0) return text;
  const ours = text.includes('[redacted ') ? [...text.matchAll(TOKENS)] : [];
  const free = ours.length === 0 ? spans : outside(spans, ours);
  const replacements = joinSpans(free);
  for (const { span } of replacements) tally.add(span.rule);
  return splice(text, replacements, ({ span }) => render(redaction, span));
}

function render(redaction: Redaction, span: SecretSpan): string {
  const known = redaction.secrets.values.get(span.value);
  return redaction.token(known?.label ?? span.label, span.value);
}

/** Spans cut to what lies outside existing tokens; both lists are walked once. */
function outside(
  spans: readonly SecretSpan[],
  tokens: readonly RegExpExecArray[],
): readonly SecretSpan[] {
  const walls = tokens.map((token) => ({ start: token.index, end: token.index + token[0].length }));
  return spans.flatMap((span) => pieces(span, walls));
}

function pieces(
  span: SecretSpan,
  walls: readonly { start: number; end: number }[],
): readonly SecretSpan[] {
  const found: SecretSpan[] = [];
  let start = span.start;
  for (let i = firstWall(walls, span.start); start < span.end; i++) {
    const wall = walls[i];
    const end = Math.min(span.end, wall?.start ?? span.end);
    if (end > start) found.push({ ...span, start, end });
    start = wall === undefined ? span.end : wall.end;
  }
  const isWhole = found.length === 1 && found[0]?.start === span.start && found[0].end === span.end;
  return isWhole ? found : [];
}

/** Index of the first wall that ends behind a place. */
function firstWall(walls: readonly { start: number; end: number }[], place: number): number {
  let low = 0;
  let high = walls.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((walls[middle]?.end ?? 0) > place) high = middle;
    else low = middle + 1;
  }
  return low;
}

function redactedValue(redaction: Redaction, root: unknown, tally: Tally, depth: number): unknown {
  return mapJson(root, {
    leaf: (leaf, context) =>
      typeof leaf === 'number'
        ? redactedNumber(redaction, leaf, context, tally)
        : redactedLeaf(redaction, leaf, { context, tally, depth }),
    key: (key) => redactedText(redaction, key, [], tally),
  });
}

function redactedNumber(
  redaction: Redaction,
  leaf: number,
  context: LeafContext,
  tally: Tally,
): unknown {
  const text = String(leaf);
  const [placed] = numberSpans(leaf, context);
  const known = redaction.secrets.values.has(text) ? redaction.secrets.values.get(text) : undefined;
  const label = placed?.label ?? known?.label;
  if (label === undefined) return leaf;
  tally.add(placed?.rule ?? 'known-value');
  return redaction.token(known?.label ?? label, text);
}

interface LeafWork {
  readonly context: LeafContext;
  readonly tally: Tally;
  readonly depth: number;
}

function redactedLeaf(
  redaction: Redaction,
  leaf: string,
  { context, tally, depth }: LeafWork,
): string {
  if (depth < MAX_NESTING) {
    const decoded = decodedBody(leaf, context);
    if (decoded !== undefined) {
      const inner = redactedLeaf(redaction, decoded, {
        context: bodyContext(context),
        tally,
        depth: depth + 1,
      });
      return inner === decoded ? leaf : base64Encoded(utf8Bytes(inner));
    }
    const nested = parseNested(leaf);
    if (nested !== undefined)
      return redactedNested(redaction, leaf, nested.value, { context, tally, depth });
  }
  return redactedText(redaction, leaf, leafSpans(leaf, context, redaction.secrets), tally);
}

function redactedNested(
  redaction: Redaction,
  leaf: string,
  value: unknown,
  work: LeafWork,
): string {
  const before = work.tally.total();
  const redacted = redactedValue(redaction, value, work.tally, work.depth + 1);
  const text = work.tally.total() === before ? leaf : writeJson(redacted);
  return redactedText(
    redaction,
    text,
    leafSpans(text, work.context, redaction.secrets),
    work.tally,
  );
}

/** Text of a body that a HAR keeps as base64. */
function decodedBody(leaf: string, { key, owner }: LeafContext): string | undefined {
  if (key !== 'text' || ownValue(owner, 'encoding') !== 'base64') return undefined;
  return base64Decoded(leaf);
}

/** The decoded body stands where the encoded one stood, but is not encoded any more. */
function bodyContext(context: LeafContext): LeafContext {
  return { ...context, owner: { mimeType: ownString(context.owner, 'mimeType') } };
}
