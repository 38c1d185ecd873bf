import { keyLines } from './block-rule.ts';
import { base64Decoded, percentDecoded } from './decode.ts';
import { basicPassword } from './header-rule.ts';
import { isHighEntropy } from './high-entropy.ts';
import { secretBoxes } from './html-rule.ts';
import { isContainer, ownString, ownValue, type LeafContext } from './json-context.ts';
import { leafSpans, numberSpans, type FieldFacts } from './leaf-rule.ts';
import { visitJson } from './map-json.ts';
import { parseNested } from './nested-json.ts';
import type {
  DiscoveredSecrets,
  RedactionLevel,
  Secret,
  SecretLabel,
  SecretSpan,
} from './secret.ts';
import { textSpans } from './text-spans.ts';
import { propagates } from './value-shape.ts';

/** A bundle entry as text or as parsed JSON. */
export type RedactableDocument = {
  readonly kind: 'har' | 'json' | 'html' | 'text' | 'log';
  readonly entry: string;
} & ({ readonly text: string } | { readonly value: unknown });

export interface DiscoveryOptions {
  readonly level?: RedactionLevel;
}

/** Pass 1: collects the secrets that any document shows, so that pass 2 can remove them from every document. */
export function discoverSecrets(
  documents: Iterable<RedactableDocument>,
  options: DiscoveryOptions = {},
): DiscoveredSecrets {
  const discovery = startDiscovery(options.level ?? 'standard');
  for (const document of documents) readDocument(discovery, document);
  for (const { leaf, context, entry } of discovery.undecided)
    keepSpans(discovery, leafSpans(leaf, context, discovery), entry);
  const { values, fieldNames, elementIds } = discovery;
  return { values, fieldNames, elementIds };
}

interface Undecided {
  readonly leaf: string;
  readonly context: LeafContext;
  readonly entry: string;
}

/** What is being learnt; the one mutable state of the pass. */
interface Discovery extends FieldFacts {
  readonly level: RedactionLevel;
  readonly values: Map<string, Secret>;
  readonly fieldNames: Set<string>;
  readonly elementIds: Set<string>;
  /** Leaves to be judged again when all pages have told their password boxes. */
  readonly undecided: Undecided[];
  /** Texts already read: steps repeat pages and prompts, requests repeat headers. */
  readonly seen: Set<string>;
}

function startDiscovery(level: RedactionLevel): Discovery {
  return {
    level,
    values: new Map(),
    fieldNames: new Set(),
    elementIds: new Set(),
    undecided: [],
    seen: new Set(),
  };
}

const MAX_UNDECIDED = 20_000;
const MAX_VALUES = 50_000;
const MAX_NESTING = 3;

function readDocument(discovery: Discovery, document: RedactableDocument): void {
  if ('value' in document) return readJson(discovery, document.value, document.entry, 0);
  const { text, entry } = document;
  if (document.kind !== 'json' && document.kind !== 'har') return readText(discovery, text, entry);
  const parsed = parseNested(text);
  if (parsed !== undefined) return readJson(discovery, parsed.value, entry, 0);
  for (const line of text.split('\n')) readLine(discovery, line, entry);
}

/** Newline-delimited JSON; what is none, as a truncated HAR, is read as text. */
function readLine(discovery: Discovery, line: string, entry: string): void {
  const parsed = parseNested(line);
  if (parsed === undefined) readText(discovery, line, entry);
  else readJson(discovery, parsed.value, entry, 0);
}

function readText(discovery: Discovery, text: string, entry: string): void {
  for (const box of secretBoxes(text)) keepBox(discovery, box.fieldName, box.elementId);
  keepSpans(discovery, textSpans(text, discovery.level), entry);
}

function keepBox(
  discovery: Discovery,
  fieldName: string | undefined,
  elementId: string | undefined,
): void {
  if (fieldName !== undefined && fieldName !== '')
    discovery.fieldNames.add(fieldName.toLowerCase());
  if (elementId !== undefined && elementId !== '') discovery.elementIds.add(elementId);
}

function readJson(discovery: Discovery, root: unknown, entry: string, depth: number): void {
  visitJson(root, {
    key: (key) => {
      if (key.length >= 16) readString(discovery, key, entry);
    },
    leaf: (leaf, context) => {
      if (typeof leaf === 'number') keepSpans(discovery, numberSpans(leaf, context), entry);
      else readLeaf(discovery, leaf, { context, entry, depth });
    },
  });
}

interface LeafWork {
  readonly context: LeafContext;
  readonly entry: string;
  readonly depth: number;
}

function readLeaf(discovery: Discovery, leaf: string, { context, entry, depth }: LeafWork): void {
  noteElement(discovery, leaf, context);
  const spans = leafSpans(leaf, context, discovery);
  keepSpans(discovery, spans, entry);
  if (spans.length === 0 && isUndecided(context) && discovery.undecided.length < MAX_UNDECIDED)
    discovery.undecided.push({ leaf, context, entry });
  const body = ownValue(context.owner, 'encoding') === 'base64' ? base64Decoded(leaf) : undefined;
  const text = body ?? leaf;
  const nested = depth < MAX_NESTING ? parseNested(text) : undefined;
  if (nested !== undefined) readJson(discovery, nested.value, entry, depth + 1);
  readString(discovery, text, entry);
}

const isUndecided = ({ key, group }: LeafContext): boolean => key === 'text' || group === 'params';

/** A password box in an element tree. */
function noteElement(discovery: Discovery, leaf: string, { key, owner, outer }: LeafContext): void {
  if (
    (key !== 'type' && key !== 'autocomplete') ||
    !/^(?:password|one-time-code|(?:current|new)-password)$/i.test(leaf)
  )
    return;
  if (ownValue(outer, 'attributes') !== owner && !isContainer(outer)) return;
  keepBox(
    discovery,
    ownString(owner, 'name'),
    ownString(outer, 'id') ?? ownString(owner, 'unique_id'),
  );
}

const MAX_SEEN = 200_000;

function readString(discovery: Discovery, text: string, entry: string): void {
  if (text.length < 6) return;
  if (discovery.seen.has(text)) return;
  if (discovery.seen.size < MAX_SEEN) discovery.seen.add(text);
  readText(discovery, text, entry);
}

function keepSpans(discovery: Discovery, spans: readonly SecretSpan[], entry: string): void {
  for (const span of spans)
    for (const { value, label } of secretsOf(span))
      keepValue(discovery, { ...span, value, label }, entry);
}

/** The secret, and the secrets inside it: the password of `Basic`, the parts of `Digest`, the end of a webhook's path. */
function secretsOf({ value, label, rule }: SecretSpan): readonly Pick<Secret, 'value' | 'label'>[] {
  if (rule === 'base64') return [];
  if (label === 'private-key')
    return [value.trim(), ...keyLines(value)].map((part) => ({ value: part, label }));
  const decoded = percentDecoded(value, false) ?? value;
  const password = basicPassword(value);
  const same = [value, decoded, ...randomParts(decoded)].map((part) => ({ value: part, label }));
  return password === undefined ? same : [...same, { value: password, label: 'password' }];
}

const MAX_PARTS = 40;

function randomParts(value: string): readonly string[] {
  const parts = value.slice(0, 4_096).split(/[\s"'/,;:&=.|]+/, MAX_PARTS);
  return parts.length < 2 ? [] : parts.filter(isHighEntropy);
}

/** People choose these; the others are generated and must look so before they are removed everywhere. */
const CHOSEN = new Set<SecretLabel>(['password', 'otp', 'card', 'account', 'identity', 'email']);

function keepValue(discovery: Discovery, { value, label, rule }: SecretSpan, entry: string): void {
  const { values } = discovery;
  if (values.has(value) || values.size >= MAX_VALUES) return;
  if (propagates(value, CHOSEN.has(label))) values.set(value, { value, label, rule, entry });
}
