/** A field value as something a Map can look up: primitives stay, lists and objects become a text. Iterative, because a value may be nested as deep as the file allows. */
export function plainValue(value: unknown): unknown {
  return typeof value === 'object' && value !== null ? `\u0000${writeValue(value)}` : value;
}

function writeValue(root: object): string {
  const parts: string[] = [];
  const waiting: unknown[] = [root];
  while (waiting.length > 0) {
    const value = waiting.pop();
    if (value instanceof Literal) parts.push(value.text);
    else if (Array.isArray(value)) pushAll(waiting, value, '[', ']');
    else if (typeof value === 'object' && value !== null)
      pushAll(waiting, Object.entries(value), '{', '}');
    else parts.push(JSON.stringify(value) ?? 'null', ',');
  }
  return parts.join('');
}

class Literal {
  readonly text: string;
  constructor(text: string) {
    this.text = text;
  }
}

function pushAll(
  waiting: unknown[],
  values: readonly unknown[],
  open: string,
  close: string,
): void {
  waiting.push(new Literal(close));
  for (let index = values.length - 1; index >= 0; index--) waiting.push(values[index]);
  waiting.push(new Literal(open));
}
