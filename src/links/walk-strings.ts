import { at } from '../support/unknown.ts';

/** A place in a JSON value, as a chain to its root; a pointer is only built when somebody asks. */
export interface PathNode {
  readonly token: string | number;
  readonly parent: PathNode | undefined;
}

interface Visit {
  readonly value: unknown;
  readonly path: PathNode | undefined;
}

/** Calls `onString` for every string of a JSON value, in document order; keeps its own stack, so depth does not matter. */
export function walkStrings(
  root: unknown,
  onString: (text: string, path: PathNode | undefined) => void,
): void {
  const pending: Visit[] = [{ value: root, path: undefined }];
  for (let visit = pending.pop(); visit !== undefined; visit = pending.pop()) {
    if (typeof visit.value === 'string') onString(visit.value, visit.path);
    else pushChildren(visit.value, visit.path, pending);
  }
}

function pushChildren(value: unknown, parent: PathNode | undefined, pending: Visit[]): void {
  if (typeof value !== 'object' || value === null) return;
  if (Array.isArray(value)) {
    for (let index = value.length - 1; index >= 0; index -= 1) {
      const child: unknown = value[index];
      if (isWorthVisiting(child)) pending.push({ value: child, path: { token: index, parent } });
    }
    return;
  }
  const entries = Object.entries(value);
  for (let index = entries.length - 1; index >= 0; index -= 1) {
    const [token, child]: readonly [string, unknown] = entries[index] ?? ['', undefined];
    if (isWorthVisiting(child)) pending.push({ value: child, path: { token, parent } });
  }
}

function isWorthVisiting(value: unknown): boolean {
  return typeof value === 'string' || typeof value === 'object';
}

/** Tokens from the root down. */
export function tokensOf(path: PathNode | undefined): readonly (string | number)[] {
  const tokens: (string | number)[] = [];
  for (let node = path; node !== undefined; node = node.parent) tokens.push(node.token);
  return tokens.toReversed();
}

/** The value at a place, undefined when there is none. */
export function valueAt(root: unknown, tokens: readonly (string | number)[]): unknown {
  return tokens.reduce<unknown>((value, token) => at(value, token), root);
}
