/** True when one of the patterns, a code or a family with `*`, fits the code. */
export function fitsAny(patterns: readonly string[], code: string): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? code.startsWith(pattern.slice(0, -1)) : pattern === code,
  );
}
