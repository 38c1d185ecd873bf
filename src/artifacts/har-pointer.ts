/** RFC 6901 pointer of ajv's `.response.cookies[0].expires`. */
export function toPointer(dataPath: string): string {
  let pointer = '';
  for (const [, name, index, quoted] of dataPath.matchAll(
    /\.([^.[\]]+)|\[(\d+)\]|\['((?:[^'\\]|\\.)*)'\]/g,
  )) {
    const segment = name ?? index ?? quoted?.replace(/\\(.)/g, '$1') ?? '';
    pointer += `/${segment.replaceAll('~', '~0').replaceAll('/', '~1')}`;
  }
  return pointer;
}

/** What a pointer points at; undefined where there is nothing. */
export function valueAt(document: unknown, pointer: string): unknown {
  let value = document;
  for (const segment of pointer.split('/').slice(1)) {
    if (typeof value !== 'object' || value === null) return undefined;
    const key = segment.replaceAll('~1', '/').replaceAll('~0', '~');
    value = Object.entries(value).find(([name]) => name === key)?.[1];
  }
  return value;
}
