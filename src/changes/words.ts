import type { ElementNode } from '../run/run.ts';
import type { TreePair } from './tree-pair.ts';

const NAME_LIMIT = 80;
const LIST_LIMIT = 3;

/** Attributes that hold what a person would call the element, best first. */
const NAME_ATTRIBUTES = [
  'aria-label',
  'alt',
  'title',
  'placeholder',
  'data-original-title',
  'name',
  'value',
] as const;

const NOUNS: Readonly<Record<string, string>> = {
  a: 'link',
  button: 'button',
  img: 'image',
  svg: 'icon',
  table: 'table',
  form: 'form',
  iframe: 'frame',
  select: 'field',
  input: 'field',
  textarea: 'field',
  label: 'label',
  tr: 'row',
  li: 'item',
  option: 'option',
  ul: 'list',
  ol: 'list',
  nav: 'menu',
  p: 'text',
  span: 'text',
};

const ROLE_NOUNS: Readonly<Record<string, string>> = {
  button: 'button',
  link: 'link',
  row: 'row',
  listitem: 'item',
  option: 'option',
  menuitem: 'menu item',
  tab: 'tab',
  tabpanel: 'tab panel',
  img: 'image',
  textbox: 'field',
  combobox: 'field',
  searchbox: 'field',
  checkbox: 'field',
  radio: 'field',
};

/** What a person would call this kind of element. */
export function nounOf(node: ElementNode | undefined): string {
  const tag = node?.tagName ?? '';
  if (/^h[1-6]$/.test(tag)) return 'heading';
  return lookUp(ROLE_NOUNS, attributeOf(node, 'role')) ?? lookUp(NOUNS, tag) ?? 'section';
}

function lookUp(
  nouns: Readonly<Record<string, string>>,
  key: string | undefined,
): string | undefined {
  return key !== undefined && Object.hasOwn(nouns, key) ? nouns[key] : undefined;
}

export function attributeOf(node: ElementNode | undefined, name: string): string | undefined {
  const value = node?.attributes?.[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** The element's own words, or those of the first element below it that has some. */
export function nameOf(pair: TreePair, position: number): string {
  const end = Math.min(pair.end[position] ?? 0, position + NAME_SEARCH_LIMIT);
  for (let at = position; at < end; at++) {
    const name = ownName(pair.nodes[at]);
    if (name !== '') return name;
  }
  return '';
}

const NAME_SEARCH_LIMIT = 50;

function ownName(node: ElementNode | undefined): string {
  const text = node?.text;
  if (typeof text === 'string' && text.trim() !== '') return text.trim();
  for (const name of NAME_ATTRIBUTES) {
    const value = attributeOf(node, name);
    if (value !== undefined && !isBareState(node, name)) return value;
  }
  return '';
}

/** The value of a check box ("on") or a text field is not its name. */
function isBareState(node: ElementNode | undefined, name: string): boolean {
  if (name !== 'value') return false;
  const type = attributeOf(node, 'type') ?? '';
  return node?.tagName !== 'input' || !['submit', 'button', 'reset', 'radio'].includes(type);
}

export function shorten(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').trim();
  return line.length <= NAME_LIMIT ? line : `${line.slice(0, cutBefore(line, NAME_LIMIT - 1))}…`;
}

/** Never cuts a character in half. */
function cutBefore(line: string, limit: number): number {
  const code = line.charCodeAt(limit - 1);
  return code >= 0xd800 && code <= 0xdbff ? limit - 1 : limit;
}

/** The verb for several subjects. */
export function plural(verb: string): string {
  return verb
    .replace(/^is /, 'are ')
    .replace(/^was /, 'were ')
    .replace('the current one', 'the current ones');
}

export function quote(text: string): string {
  return `'${shorten(text)}'`;
}

/** `a link 'Help'`, `an icon`. */
export function withArticle(noun: string, name: string): string {
  const article = /^[aeiou]/.test(noun) ? 'an' : 'a';
  return name === '' ? `${article} ${noun}` : `${article} ${noun} ${quote(name)}`;
}

/** The first few and how many more. */
export function listed(parts: readonly string[], total = parts.length): string {
  const shown = parts.slice(0, total <= LIST_LIMIT + 1 ? LIST_LIMIT + 1 : LIST_LIMIT);
  if (total > shown.length) return `${shown.join(', ')} and ${total - shown.length} more`;
  return shown.length < 2
    ? shown.join('')
    : `${shown.slice(0, -1).join(', ')} and ${shown.at(-1) ?? ''}`;
}

/** Values of fields as people read them. */
export function valueText(value: unknown): string {
  if (typeof value === 'string') return value;
  return typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}
