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
    harmless: new Set(),
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
  /** Short texts found to hold nothing: keys, names and headers come again and again. */
  readonly harmless: Set<string>;
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
const MAX_REMEMBERED = 20_000;

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

/** A token is a boundary that was not there before, so what it leaves is read again until nothing more shows. */
const MAX_PASSES = 8;
const SHORT = 200;

function redactedText(
  redaction: Redaction,
  text: string,
  placed: readonly SecretSpan[],
  tally: Tally,
): string {
  const isPlain = placed.length === 0 && text.length <= SHORT;
  if (isPlain && redaction.harmless.has(text)) return text;
  let current = text;
  for (let pass = 0; pass < MAX_PASSES; pass++) {
    if (current.length < 3 || isStructural(current)) return current;
    const spans = [...textSpans(current, redaction.level), ...redaction.findKnown(current)];
    const next = replaced(redaction, current, pass === 0 ? [...placed, ...spans] : spans, tally);
    if (next === current) {
      if (isPlain && pass === 0) remember(redaction.harmless, text);
      return current;
    }
    current = next;
  }
  return current;
}

function remember(harmless: Set<string>, text: string): void {
  if (harmless.size < MAX_REMEMBERED) harmless.add(text);
}

function replaced(
  redaction: Redaction,
  text: string,
  spans: readonly SecretSpan[],
  tally: Tally,
): string {
  if (spans.length === 0) return text;
  const ours = text.includes('[redacted ') ? [...text.matchAll(TOKENS)] : [];
  const replacements = joinSpans(ours.length === 0 ? spans : outside(spans, ours));
  for (const { span } of replacements) tally.add(span.rule);
  return splice(text, replacements, ({ span }) => render(redaction, span));
}

function render(redaction: Redaction, span: SecretSpan): string {
  const known = redaction.secrets.values.get(span.value);
  return redaction.token(known?.label ?? span.label, span.value);
}

/** Spans that touch no existing token. */
function outside(
  spans: readonly SecretSpan[],
  tokens: readonly RegExpExecArray[],
): readonly SecretSpan[] {
  const walls = tokens.map((token) => ({ start: token.index, end: token.index + token[0].length }));
  return spans.filter(
    (span) => (walls[firstWall(walls, span.start)]?.start ?? span.end) >= span.end,
  );
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

function redactedLeaf(redaction: Redaction, leaf: string, work: LeafWork): string {
  const { context, tally, depth } = work;
  const placed = leafSpans(leaf, context, redaction.secrets);
  if (placed.length > 0 || depth >= MAX_NESTING)
    return redactedText(redaction, leaf, placed, tally);
  const body = decodedBody(leaf, context);
  if (body !== undefined) return redactedBody(redaction, leaf, body, work);
  const nested = parseNested(leaf);
  if (nested === undefined) return redactedText(redaction, leaf, [], tally);
  return redactedNested(redaction, leaf, nested.value, work);
}

function redactedBody(redaction: Redaction, leaf: string, body: string, work: LeafWork): string {
  const owner = { mimeType: ownString(work.context.owner, 'mimeType') };
  const inner = redactedLeaf(redaction, body, {
    ...work,
    context: { ...work.context, owner },
    depth: work.depth + 1,
  });
  return inner === body ? leaf : padded(base64Encoded(utf8Bytes(inner)));
}

const padded = (base64: string): string => base64 + '='.repeat((4 - (base64.length % 4)) % 4);

/** JSON in a string: judged by its own structure; values that reach across it are looked for in its text. */
function redactedNested(redaction: Redaction, leaf: string, value: object, work: LeafWork): string {
  const before = work.tally.total();
  const redacted = redactedValue(redaction, value, work.tally, work.depth + 1);
  const text = work.tally.total() === before ? leaf : writeJson(redacted);
  return replaced(redaction, text, redaction.findKnown(text), work.tally);
}

/** Text of a body that a HAR keeps as base64. */
function decodedBody(leaf: string, { key, owner }: LeafContext): string | undefined {
  if (key !== 'text' || ownValue(owner, 'encoding') !== 'base64') return undefined;
  return base64Decoded(leaf);
}
