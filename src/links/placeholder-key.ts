import { sha256Hex } from '../support/sha256.ts';

/** `_` and 64 hex digits. */
export const KEY_LENGTH = 65;

const WELL_FORMED = /^_[0-9a-f]{64}$/;

/** Only hrefs longer than this are hashed (300 before January 2025). */
export const SHORTEST_HASHED_HREF = 151;

/** The key under which Skyvern hides an href. */
export function keyOfHref(href: string): string {
  return `_${sha256Hex(href)}`;
}

/** Whether Skyvern's renderer would take this for a key. */
export function isWellFormedKey(text: string): boolean {
  return text.length === KEY_LENGTH && WELL_FORMED.test(text);
}
