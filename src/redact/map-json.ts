import { isContainer, type LeafContext } from './json-context.ts';

/** What to make of the parts of a JSON value. */
export interface JsonMapper {
  readonly leaf: (leaf: string | number, context: LeafContext) => unknown;
  readonly key: (key: string, context: { readonly group: string }) => string;
}

export interface JsonVisitor {
  readonly leaf: (leaf: string | number, context: LeafContext) => void;
  readonly key: (key: string) => void;
}

/** A copy of a JSON value with its leaves and keys mapped. */
export function mapJson(root: unknown, mapper: JsonMapper): unknown {
  const top: { value?: unknown } = {};
  traverse(root, mapper, top);
  return top.value;
}

/** Shows every leaf and every key of a JSON value, with its place, and copies nothing. */
export function visitJson(root: unknown, visitor: JsonVisitor): void {
  const key = (name: string): string => {
    visitor.key(name);
    return name;
  };
  traverse(root, { leaf: visitor.leaf, key }, undefined);
}

interface Frame {
  readonly source: object;
  /** Where the mapped members go; undefined when nobody wants them. */
  readonly copy: object | undefined;
  readonly key: string;
  readonly group: string;
  readonly outer: object | undefined;
}

/** Iterative, because hostile documents nest without end. */
function traverse(root: unknown, mapper: JsonMapper, top: object | undefined): void {
  const holder = { value: root };
  const frames: Frame[] = [{ source: holder, copy: top, key: '', group: '', outer: undefined }];
  for (let frame = frames.pop(); frame !== undefined; frame = frames.pop())
    mapMembers(frame, mapper, frames);
}

function mapMembers(frame: Frame, mapper: JsonMapper, frames: Frame[]): void {
  const { source, copy, outer } = frame;
  if (Array.isArray(source)) {
    const place = { key: frame.key, group: frame.group, owner: source, outer };
    for (const [index, value] of source.entries()) {
      const next = mapped(value, { place, isCopied: copy !== undefined }, mapper, frames);
      if (copy !== undefined) define(copy, String(index), next);
    }
    return;
  }
  const group = outer === undefined ? frame.group : frame.key;
  for (const [key, value] of Object.entries(source)) {
    const target = outer === undefined ? key : mapper.key(key, { group });
    const place = { key, group, owner: source, outer };
    const next = mapped(value, { place, isCopied: copy !== undefined }, mapper, frames);
    if (copy !== undefined) define(copy, target, next);
  }
}

interface Member {
  readonly place: LeafContext;
  readonly isCopied: boolean;
}

function mapped(
  value: unknown,
  { place, isCopied }: Member,
  mapper: JsonMapper,
  frames: Frame[],
): unknown {
  if (typeof value === 'string' || typeof value === 'number') return mapper.leaf(value, place);
  if (!isContainer(value)) return value;
  const copy = isCopied ? emptyLike(value) : undefined;
  frames.push({ source: value, copy, key: place.key, group: place.group, outer: place.owner });
  return copy;
}

const emptyLike = (value: object): object => (Array.isArray(value) ? [] : {});

/** Plain assignment would call the setter of `__proto__`. */
function define(target: object, key: string, value: unknown): void {
  if (key !== '__proto__') Reflect.set(target, key, value);
  else
    Object.defineProperty(target, key, {
      value,
      enumerable: true,
      writable: true,
      configurable: true,
    });
}
