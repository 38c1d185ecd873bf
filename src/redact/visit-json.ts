import { isContainer, type LeafContext } from './json-context.ts';

export interface JsonVisitor {
  readonly leaf: (leaf: string | number, context: LeafContext) => void;
  readonly key: (key: string, context: { readonly group: string }) => void;
}

interface Frame {
  readonly source: object;
  readonly key: string;
  readonly group: string;
  readonly outer: object | undefined;
}

/** Shows every leaf and every key of a JSON value, with its place; iterative, because hostile documents nest without end. */
export function visitJson(root: unknown, visitor: JsonVisitor): void {
  const frames: Frame[] = [{ source: { value: root }, key: '', group: '', outer: undefined }];
  for (let frame = frames.pop(); frame !== undefined; frame = frames.pop())
    visitMembers(frame, visitor, frames);
}

function visitMembers(frame: Frame, visitor: JsonVisitor, frames: Frame[]): void {
  const { source, outer } = frame;
  if (Array.isArray(source)) {
    const place = { key: frame.key, group: frame.group, owner: source, outer };
    for (const value of source) visit(value, place, visitor, frames);
    return;
  }
  const group = outer === undefined ? frame.group : frame.key;
  for (const [key, value] of Object.entries(source)) {
    if (outer !== undefined) visitor.key(key, { group });
    visit(value, { key, group, owner: source, outer }, visitor, frames);
  }
}

function visit(value: unknown, place: LeafContext, visitor: JsonVisitor, frames: Frame[]): void {
  if (typeof value === 'string' || typeof value === 'number') visitor.leaf(value, place);
  else if (isContainer(value)) {
    const { key, group, owner: outer } = place;
    frames.push({ source: value, key, group, outer });
  }
}
