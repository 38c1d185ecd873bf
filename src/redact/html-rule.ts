import { htmlDecoded } from './decode.ts';
import { isCaption, isShaped, suits } from './assignment-rule.ts';
import { isHighEntropy } from './high-entropy.ts';
import type { SecretLabel, SecretSpan } from './secret.ts';
import { sensitivityOfName, type NameSensitivity } from './sensitive-names.ts';
import { isPlaceholder, isTrivial } from './value-shape.ts';

/** An attribute with the place of its value. */
interface Attribute {
  readonly name: string;
  readonly value: string;
  readonly start: number;
  readonly end: number;
}

const TAGS =
  /<(?:input|meta|textarea|option|button|form|div|span|body|html|script|a|iframe)(?=[\s/])/gi;
const MAX_TAG = 65_536;
const MAX_ATTRIBUTES = 120;

/** What a password box of a page told about itself. */
export interface SecretBox {
  readonly fieldName: string | undefined;
  readonly elementId: string | undefined;
}

/** Values of password boxes, hidden tokens, and `data-` attributes with sensitive names. */
export function htmlSpans(text: string): readonly SecretSpan[] {
  return tagsOf(text).flatMap(({ isField, attributes }) =>
    isField ? fieldSpans(attributes) : attributes.flatMap(attributeSpans),
  );
}

/** Password and one-time-code boxes of a page, with their form name and Skyvern's element id. */
export function secretBoxes(text: string): readonly SecretBox[] {
  return tagsOf(text)
    .filter(({ isField, attributes }) => isField && boxLabel(attributes) !== undefined)
    .map(({ attributes }) => ({
      fieldName: valueOf(attributes, 'name'),
      elementId: valueOf(attributes, 'unique_id') ?? valueOf(attributes, 'id'),
    }));
}

interface Tag {
  readonly isField: boolean;
  readonly attributes: readonly Attribute[];
}

function tagsOf(text: string): readonly Tag[] {
  if (!text.includes('<')) return [];
  const tags: Tag[] = [];
  let from = 0;
  for (const match of text.matchAll(TAGS)) {
    if (match.index < from) continue;
    const start = match.index + match[0].length;
    const { attributes, end } = readAttributes(text, start);
    from = end;
    if (attributes.length > 0)
      tags.push({ isField: /^<(?:input|meta|textarea)/i.test(match[0]), attributes });
  }
  return tags;
}

const ATTRIBUTE =
  /[\s/]*([^\s=<>"'/]{1,128})(?:\s{0,8}=\s{0,8}(?:\\?"([^"<]*)"|\\?'([^'<]*)'|([^\s"'<>]{1,16384})))?/y;

function readAttributes(
  text: string,
  start: number,
): { attributes: readonly Attribute[]; end: number } {
  const attributes: Attribute[] = [];
  ATTRIBUTE.lastIndex = start;
  let end = start;
  while (attributes.length < MAX_ATTRIBUTES && end - start < MAX_TAG) {
    const match = ATTRIBUTE.exec(text);
    if (match === null) break;
    end = ATTRIBUTE.lastIndex;
    const raw = match[2] ?? match[3] ?? match[4] ?? '';
    const valueEnd = match[4] === undefined ? end - 1 : end;
    const name = (match[1] ?? '').toLowerCase();
    const escaped = raw.endsWith('\\') ? raw.slice(0, -1) : raw;
    const valueStart = valueEnd - raw.length;
    attributes.push({
      name,
      value: htmlDecoded(escaped),
      start: valueStart,
      end: valueStart + escaped.length,
    });
  }
  return { attributes, end };
}

const valueOf = (attributes: readonly Attribute[], name: string): string | undefined =>
  attributes.find((attribute) => attribute.name === name)?.value;

/** What a box takes, from its type or its `autocomplete`; undefined for ordinary boxes. */
export function boxLabelOf(
  type: string | undefined,
  autocomplete: string | undefined,
): SecretLabel | undefined {
  const hints = `${type ?? ''} ${autocomplete ?? ''}`.toLowerCase().split(/\s+/);
  if (hints.includes('one-time-code')) return 'otp';
  if (hints.some((hint) => hint === 'cc-number' || hint === 'cc-csc')) return 'card';
  return hints.some((hint) => /^(?:current-|new-)?password$/.test(hint)) ? 'password' : undefined;
}

const boxLabel = (attributes: readonly Attribute[]): SecretLabel | undefined =>
  boxLabelOf(valueOf(attributes, 'type'), valueOf(attributes, 'autocomplete'));

const NAMES = ['name', 'property', 'id', 'http-equiv', 'itemprop'];
const CONTENTS = new Set(['value', 'content', 'text-value']);

function fieldSpans(attributes: readonly Attribute[]): readonly SecretSpan[] {
  const label = boxLabel(attributes);
  const names = NAMES.map((name) => valueOf(attributes, name)).filter((name) => name !== undefined);
  const sensitivity = names.map(sensitivityOfName).find((found) => found !== undefined);
  const isHidden = valueOf(attributes, 'type')?.toLowerCase() === 'hidden';
  return attributes.flatMap((attribute) => {
    if (!CONTENTS.has(attribute.name)) return attributeSpans(attribute);
    if (isTrivial(attribute.value) || isPlaceholder(attribute.value)) return [];
    if (label !== undefined) return [spanOf(attribute, label, 'secret-box')];
    if (sensitivity !== undefined && isNamedSecret(attribute.value, sensitivity))
      return [spanOf(attribute, sensitivity.label, 'named-box')];
    return isHidden && isHighEntropy(attribute.value)
      ? [spanOf(attribute, 'token', 'hidden-box')]
      : [];
  });
}

const isNamedSecret = (value: string, sensitivity: NameSensitivity): boolean =>
  sensitivity.strength === 'always'
    ? !isCaption(value, sensitivity.label)
    : suits(value, sensitivity);

function attributeSpans(attribute: Attribute): readonly SecretSpan[] {
  if (!/^(?:data|x|ng|v)-|^(?:csrf|token)/.test(attribute.name)) return [];
  const sensitivity = sensitivityOfName(attribute.name);
  if (sensitivity === undefined || isTrivial(attribute.value) || isPlaceholder(attribute.value))
    return [];
  return isShaped(attribute.value, sensitivity.label)
    ? [spanOf(attribute, sensitivity.label, 'data-attribute')]
    : [];
}

const spanOf = (
  { start, end, value }: Attribute,
  label: SecretLabel,
  rule: string,
): SecretSpan => ({
  start,
  end,
  label,
  rule,
  value,
});
