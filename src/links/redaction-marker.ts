/** Marks that a redactor left in place of a value: Skyvern's, and our own `[redacted kind digits]`, both also URL-encoded. */
const MARKERS =
  /\[redacted[a-z0-9_ -]{0,80}\]|%5Bredacted(?:[a-z0-9_+-]|%20){0,80}%5D|<redacted[a-z ]{0,40}>/gi;

/** With less text than this left, a value fits everything. */
const SHORTEST_REMAINDER = 12;

/** Whether a value has had a secret cut out. */
export function hasRedactionMarker(text: string): boolean {
  return text.search(MARKERS) !== -1;
}

/** Whether two texts can be the same one with secrets cut out of either. */
export function isSameUpToRedaction(left: string, right: string): boolean {
  if (left === right) return true;
  return fitsAround(left, right) || fitsAround(right, left);
}

/** Whether the pieces between the markers of `redacted` occur in `full`, in order and at its ends. */
function fitsAround(redacted: string, full: string): boolean {
  const pieces = redacted.split(MARKERS);
  const first = pieces[0] ?? '';
  const last = pieces.at(-1) ?? '';
  if (pieces.length === 1 || pieces.join('').length < SHORTEST_REMAINDER) return false;
  if (!full.startsWith(first) || !full.endsWith(last)) return false;
  let at = first.length;
  for (const piece of pieces.slice(1, -1)) {
    const found = full.indexOf(piece, at);
    if (found === -1) return false;
    at = found + piece.length;
  }
  return at <= full.length - last.length;
}
