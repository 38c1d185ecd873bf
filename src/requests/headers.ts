import type { Header } from '../run/run.ts';

/** First header of that name, whatever its case; `name` in lower case. */
export function headerOf(headers: readonly Header[], name: string): string | undefined {
  for (const header of headers) {
    if (header.name.length === name.length && header.name.toLowerCase() === name) {
      return header.value;
    }
  }
  return undefined;
}
