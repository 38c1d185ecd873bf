const ALPHABET = new TextEncoder().encode(
  'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/',
);
const PAD = 61;

function digit(bits: number): number {
  return ALPHABET[bits & 63] ?? PAD;
}

/** Base64 of bytes; written out because `Buffer` is Node's alone and `btoa` takes text. */
export function base64(bytes: Uint8Array): string {
  const written = new Uint8Array(Math.ceil(bytes.length / 3) * 4);
  for (let at = 0, to = 0; at < bytes.length; at += 3, to += 4) {
    const first = bytes[at] ?? 0;
    const second = bytes[at + 1] ?? 0;
    const third = bytes[at + 2] ?? 0;
    written[to] = digit(first >> 2);
    written[to + 1] = digit((first << 4) | (second >> 4));
    written[to + 2] = at + 1 < bytes.length ? digit((second << 2) | (third >> 6)) : PAD;
    written[to + 3] = at + 2 < bytes.length ? digit(third) : PAD;
  }
  return new TextDecoder().decode(written);
}
