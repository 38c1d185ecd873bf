/** Beyond this a text is known well enough. */
const READ_LIMIT = 400;

/** How much of both texts is a common beginning or end, from 0 to 1: the mean of its share of either, so that a text with something added stays close to itself. */
export function sharedEnds(a: string, b: string): number {
  const shorter = Math.min(a.length, b.length, READ_LIMIT);
  let start = 0;
  while (start < shorter && a.charCodeAt(start) === b.charCodeAt(start)) start++;
  const rest = shorter - start;
  let tail = 0;
  while (tail < rest && a.charCodeAt(a.length - 1 - tail) === b.charCodeAt(b.length - 1 - tail))
    tail++;
  const shared = start + tail;
  return (shared / readLength(a) + shared / readLength(b)) / 2;
}

function readLength(text: string): number {
  return Math.max(1, Math.min(text.length, READ_LIMIT));
}
