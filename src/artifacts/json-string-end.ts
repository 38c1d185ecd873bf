const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Bytes looked at one by one before and between native searches: most strings of a HAR are shorter. */
const STEP_BYTES = 64;
const DENSE_STEP_BYTES = 1024;

/** Result of a search that ran out of bytes; the second one ended right behind a backslash. */
export const OPEN_STRING = -1;
export const OPEN_STRING_ESCAPED = -2;

/**
 * Index of the quote that closes a JSON string, searching from inside it. Base64 bodies have no
 * quotes, so native search flies over them; escaped JSON and HTML are full of them, there stepping wins.
 */
export function findStringEnd(bytes: Uint8Array, from: number): number {
  let position = from;
  let stepBytes = STEP_BYTES;
  while (position < bytes.length) {
    const limit = Math.min(bytes.length, position + stepBytes);
    while (position < limit) {
      const byte = bytes[position];
      if (byte === QUOTE) return position;
      position += byte === BACKSLASH ? 2 : 1;
    }
    if (position >= bytes.length) break;
    const quote = bytes.indexOf(QUOTE, position);
    if (quote === -1) return endsEscaped(bytes, position) ? OPEN_STRING_ESCAPED : OPEN_STRING;
    if (!isEscaped(bytes, position, quote)) return quote;
    stepBytes = quote - position < DENSE_STEP_BYTES ? DENSE_STEP_BYTES : STEP_BYTES;
    position = quote + 1;
  }
  return position > bytes.length ? OPEN_STRING_ESCAPED : OPEN_STRING;
}

/** `from` must not lie inside an escape. */
function isEscaped(bytes: Uint8Array, from: number, quote: number): boolean {
  let first = quote;
  while (first > from && bytes[first - 1] === BACKSLASH) first -= 1;
  return (quote - first) % 2 === 1;
}

function endsEscaped(bytes: Uint8Array, from: number): boolean {
  return isEscaped(bytes, from, bytes.length);
}
