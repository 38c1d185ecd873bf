import { isCaption, suits } from './assignment-rule.ts';
import { cookieSpan, headerSpans } from './header-rule.ts';
import { isHighEntropy } from './high-entropy.ts';
import { boxLabelOf } from './html-rule.ts';
import { isContainer, ownString, ownValue, type LeafContext } from './json-context.ts';
import { wholeSpan, type SecretLabel, type SecretSpan } from './secret.ts';
import {
  sensitivityOfName,
  sensitivityOfQueryName,
  type NameSensitivity,
} from './sensitive-names.ts';
import { isPasswordShaped, isPlaceholder, isTrivial } from './value-shape.ts';

/** What is known of a site's fields beyond their names. */
export interface FieldFacts {
  readonly fieldNames: ReadonlySet<string>;
  readonly elementIds: ReadonlySet<string>;
}

/** Secret parts of a JSON leaf as far as its place in the document tells. */
export function leafSpans(
  value: string,
  context: LeafContext,
  facts: FieldFacts,
): readonly SecretSpan[] {
  if (value === '' || isPlaceholder(value)) return [];
  const named = nameOf(context);
  if (/headers$/i.test(context.group))
    return isCaptionOfPair(context) ? [] : headerSpans(named, value);
  if (/cookies$/i.test(context.group) && context.key !== 'name')
    return jarSpans(named, value, context);
  if (isTyped(context)) return typedSpans(value, context, facts);
  const label = boxLabel(context) ?? fieldLabel(named, context, facts);
  if (label !== undefined && !isTrivial(value)) return [wholeSpan(value, label, 'secret-box')];
  return namedSpans(value, named, context);
}

/** `{ name: "x", value: "…" }`, `["x", "…"]` and `{ "x": "…" }` all name a value `x`. */
function nameOf({ key, owner }: LeafContext): string {
  if (Array.isArray(owner)) {
    const [first] = owner;
    return owner.length === 2 && typeof first === 'string' ? first : key;
  }
  return NAMED_VALUE.has(key)
    ? (NAMES.map((name) => ownString(owner, name)).find((name) => name !== undefined) ?? key)
    : key;
}

/** The `name` of a name and value pair. */
const isCaptionOfPair = ({ key, owner }: LeafContext): boolean =>
  key === 'name' && Object.hasOwn(owner, 'value');

const NAMED_VALUE = new Set(['value', 'text', 'content', 'default', 'default_value', 'val']);
const NAMES = ['name', 'key', 'parameter_key', 'field', 'param', 'label', 'Key', 'Name'];

const COOKIE_ATTRIBUTES =
  /^(?:name|domain|path|expires|httpOnly|secure|sameSite|comment|url|partitionKey|priority|sourceScheme)$/;

function jarSpans(name: string, value: string, { key }: LeafContext): readonly SecretSpan[] {
  if (COOKIE_ATTRIBUTES.test(key)) return [];
  const span = cookieSpan(name, value);
  return span === undefined ? [] : [span];
}

const BOX_VALUES = new Set(['value', 'text-value', 'text', 'current_value', 'committed_value']);

/** The owner, or its `attributes`, say that this is a password box. */
function boxLabel({ key, owner }: LeafContext): SecretLabel | undefined {
  return BOX_VALUES.has(key) ? labelOfElement(owner) : undefined;
}

function labelOfElement(element: object | undefined): SecretLabel | undefined {
  const attributes = ownValue(element, 'attributes');
  const holder = isContainer(attributes) ? attributes : element;
  return boxLabelOf(ownString(holder, 'type'), ownString(holder, 'autocomplete'));
}

/** A posted form field whose name is a password box of a page in the same bundle. */
function fieldLabel(
  name: string,
  { group }: LeafContext,
  facts: FieldFacts,
): SecretLabel | undefined {
  return group === 'params' && facts.fieldNames.has(name.toLowerCase()) ? 'password' : undefined;
}

const TYPING = /^(?:input_text|paste_text|keypress|verification_code)$/i;

/** Text that the agent typed: `text` of an action. */
function isTyped({ key, owner }: LeafContext): boolean {
  if (key !== 'text' && key !== 'response' && key !== 'output') return false;
  return TYPING.test(ownString(owner, 'action_type') ?? ownString(owner, 'type') ?? '');
}

/** The page decides where it is known; else a word that looks like a password is taken for one. */
function typedSpans(
  value: string,
  { owner }: LeafContext,
  facts: FieldFacts,
): readonly SecretSpan[] {
  if (isTrivial(value)) return [];
  const element = ownValue(owner, 'skyvern_element_data');
  const known = isContainer(element) && Object.hasOwn(element, 'attributes');
  const label = isContainer(element) ? labelOfElement(element) : undefined;
  if (label !== undefined) return [wholeSpan(value, label, 'typed')];
  const id = ownString(owner, 'element_id') ?? ownString(owner, 'id') ?? '';
  // Ids start again on every page, so the same id may be a search box elsewhere.
  if (!known && facts.elementIds.has(id) && isPasswordShaped(value))
    return [wholeSpan(value, 'password', 'typed')];
  const looksSecret =
    isPasswordShaped(value) && /\d/.test(value) && /[^\w.,:/@+'’-]|[a-z][A-Z\d]/.test(value);
  return !known && looksSecret ? [wholeSpan(value, 'password', 'typed-shape')] : [];
}

function namedSpans(
  value: string,
  name: string,
  { key, group }: LeafContext,
): readonly SecretSpan[] {
  const sensitivity =
    sensitivityOfName(name) ?? (group === 'queryString' ? sensitivityOfQueryName(name) : undefined);
  if (sensitivity !== undefined && isNamedSecret(value, sensitivity))
    return [wholeSpan(value, sensitivity.label, `named-${sensitivity.label}`)];
  const isStorage = /^(?:local|session)Storage$/i.test(group) && key !== 'name';
  return isStorage && isHighEntropy(value) ? [wholeSpan(value, 'token', 'storage')] : [];
}

function isNamedSecret(value: string, sensitivity: NameSensitivity): boolean {
  const { label, strength } = sensitivity;
  if (isTrivial(value) || (label === 'token' && /^\d{1,7}$/.test(value))) return false;
  if (strength !== 'always') return suits(value, sensitivity);
  return !isCaption(value, label) && !ADDRESS.test(value);
}

/** Where something is, not what it is: a link without credentials, a selector. */
const ADDRESS = /^(?:https?:\/\/[^\s@]{1,2000}|[#.][\w-]{1,60}|\/\/?\*?[\w[\]@='"()/-]{2,400})$/;

const NUMERIC = new Set<SecretLabel>(['password', 'otp', 'card', 'account', 'identity']);

/** Secrets written as JSON numbers: one-time codes, card numbers. */
export function numberSpans(value: number, context: LeafContext): readonly SecretSpan[] {
  const text = String(value);
  const sensitivity = sensitivityOfName(nameOf(context));
  if (sensitivity === undefined || !NUMERIC.has(sensitivity.label) || !/^\d{3,}$/.test(text))
    return [];
  return [wholeSpan(text, sensitivity.label, `named-${sensitivity.label}`)];
}
