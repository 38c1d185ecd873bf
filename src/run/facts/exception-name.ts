/** The class name that a Python exception's text begins with: `KeyError: 'x'` gives `KeyError`. */
export function readExceptionName(text: string): string | undefined {
  return /^(?:[a-z_]\w{0,40}\.){0,6}([A-Z]\w{1,60}(?:Error|Exception|Warning|Exit|Interrupt|Iteration|Timeout))\b/.exec(
    text,
  )?.[1];
}
