import { isContainer } from './json-context.ts';

/** JSON inside a string: request bodies, payloads, frames; undefined for everything else. */
export function parseNested(text: string): { readonly value: object } | undefined {
  if (!/^\s*[[{]/.test(text) || !/[\]}]\s{0,64}$/.test(text.slice(-66))) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return isContainer(value) ? { value } : undefined;
  } catch {
    return undefined;
  }
}
