import type { Matching } from './matching.ts';

/** Reading the beginning is enough to tell a table from a form, and keeps deep chains linear. */
const SAMPLE = 64;

/** How alike the make-up of two subtrees is, by the tags below: from 0 to 1. */
export function shapeLikeness(matching: Matching, before: number, after: number): number {
  const tags = new Map<number, number>();
  const old = Math.min(matching.sizeOf(before) - 1, SAMPLE);
  const now = Math.min(matching.sizeOf(after) - 1, SAMPLE);
  if (old + now === 0) return 1;
  for (let offset = 1; offset <= old; offset++) {
    const tag = matching.pair.tag[before + offset] ?? 0;
    tags.set(tag, (tags.get(tag) ?? 0) + 1);
  }
  let shared = 0;
  for (let offset = 1; offset <= now; offset++) {
    const tag = matching.pair.tag[after + offset] ?? 0;
    const left = tags.get(tag) ?? 0;
    if (left === 0) continue;
    shared++;
    tags.set(tag, left - 1);
  }
  return (2 * shared) / (old + now);
}
