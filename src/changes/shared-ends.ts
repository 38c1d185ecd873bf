/** Beyond this a text is known well enough. */
const READ_LIMIT = 400;

/** Share of the longer text that both begin or end with. */
export function sharedEnds(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length, READ_LIMIT);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  const rest = shorter - start;
  let tail = 0;
  while (tail < rest && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail))
    tail++;
  return (start + tail) / Math.max(1, Math.min(Math.max(a.length, b.length), READ_LIMIT));
}
