import { isContainer, type LeafContext } from './json-context.ts';

/** What to make of the parts of a JSON value. */
export interface JsonMapper {
  readonly leaf: (leaf: string | number, context: LeafContext) => unknown;
  readonly key: (key: string, context: { readonly group: string }) => string;
}

interface Frame {
  readonly source: object;
  readonly copy: object;
  readonly key: string;
  readonly group: string;
  readonly outer: object | undefined;
}

/** A copy of a JSON value with its leaves and keys mapped; iterative, because hostile documents nest without end. */
export function mapJson(root: unknown, mapper: JsonMapper): unknown {
  const holder: { value: unknown } = { value: root };
  const top: { value?: unknown } = {};
  const frames: Frame[] = [{ source: holder, copy: top, key: '', group: '', outer: undefined }];
  for (let frame = frames.pop(); frame !== undefined; frame = frames.pop())
    mapMembers(frame, mapper, frames);
  return top.value;
}

function mapMembers(frame: Frame, mapper: JsonMapper, frames: Frame[]): void {
  const isArray = Array.isArray(frame.source);
  for (const [name, value] of Object.entries(frame.source)) {
    const key = isArray ? frame.key : name;
    const group = isArray || frame.outer === undefined ? frame.group : frame.key;
    const target = isArray || frame.outer === undefined ? name : mapper.key(name, { group });
    define(frame.copy, target, mapped(value, { ...frame, key, group }, mapper, frames));
  }
}

function mapped(value: unknown, frame: Frame, mapper: JsonMapper, frames: Frame[]): unknown {
  if (typeof value === 'string' || typeof value === 'number')
    return mapper.leaf(value, {
      key: frame.key,
      group: frame.group,
      owner: frame.source,
      outer: frame.outer,
    });
  if (!isContainer(value)) return value;
  const copy: object = Array.isArray(value) ? [] : {};
  frames.push({ source: value, copy, key: frame.key, group: frame.group, outer: frame.source });
  return copy;
}

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
