import { isContainer } from './json-context.ts';

interface Open {
  readonly close: ']' | '}';
  readonly members: readonly (readonly [name: string, value: unknown])[];
  next: number;
}

/** JSON text of a value parsed from JSON; `JSON.stringify` overflows the stack at a few thousand levels. */
export function writeJson(root: unknown): string {
  if (!isContainer(root)) return JSON.stringify(root) ?? 'null';
  const parts: string[] = [];
  const open: Open[] = [opened(root, parts)];
  for (let top = open.at(-1); top !== undefined; top = open.at(-1)) {
    const member = top.members[top.next];
    if (member === undefined) {
      parts.push(top.close);
      open.pop();
      continue;
    }
    if (top.next++ > 0) parts.push(',');
    if (top.close === '}') parts.push(JSON.stringify(member[0]), ':');
    if (isContainer(member[1])) open.push(opened(member[1], parts));
    else parts.push(JSON.stringify(member[1]) ?? 'null');
  }
  return parts.join('');
}

function opened(value: object, parts: string[]): Open {
  const isArray = Array.isArray(value);
  parts.push(isArray ? '[' : '{');
  return { close: isArray ? ']' : '}', members: Object.entries(value), next: 0 };
}
