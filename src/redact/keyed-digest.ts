/** UTF-8 bytes of a text; a lone surrogate becomes U+FFFD. Written by hand so that any JavaScript can run it. */
export function utf8Bytes(text: string): readonly number[] {
  const bytes: number[] = [];
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    pushPoint(bytes, point >= 0xd800 && point <= 0xdfff ? 0xfffd : point);
  }
  return bytes;
}

function pushPoint(bytes: number[], point: number): void {
  if (point < 0x80) bytes.push(point);
  else if (point < 0x800) bytes.push(0xc0 | (point >> 6), 0x80 | (point & 63));
  else if (point < 0x10000)
    bytes.push(0xe0 | (point >> 12), 0x80 | ((point >> 6) & 63), 0x80 | (point & 63));
  else
    bytes.push(
      0xf0 | (point >> 18),
      0x80 | ((point >> 12) & 63),
      0x80 | ((point >> 6) & 63),
      0x80 | (point & 63),
    );
}

const FRACTION_BITS = 0x100000000;

/** The first 64 primes give SHA-256 its constants: fractions of their cube and square roots. */
function firstPrimes(count: number): readonly number[] {
  const primes: number[] = [];
  for (let candidate = 2; primes.length < count; candidate++)
    if (primes.every((prime) => candidate % prime !== 0)) primes.push(candidate);
  return primes;
}

const PRIMES = firstPrimes(64);
const ROUND = Int32Array.from(PRIMES, (prime) => ((Math.cbrt(prime) % 1) * FRACTION_BITS) | 0);
const START = Int32Array.from(
  PRIMES.slice(0, 8),
  (prime) => ((Math.sqrt(prime) % 1) * FRACTION_BITS) | 0,
);
const BLOCK_BYTES = 64;

const rotate = (word: number, bits: number): number => (word >>> bits) | (word << (32 - bits));
const at = (words: Int32Array, index: number): number => words[index] ?? 0;

function padded(bytes: readonly number[]): Uint8Array {
  const sizeBytes = (Math.floor((bytes.length + 8) / BLOCK_BYTES) + 1) * BLOCK_BYTES;
  const block = new Uint8Array(sizeBytes);
  block.set(bytes);
  block[bytes.length] = 0x80;
  const view = new DataView(block.buffer);
  view.setUint32(sizeBytes - 8, Math.floor((bytes.length * 8) / FRACTION_BITS));
  view.setUint32(sizeBytes - 4, (bytes.length * 8) >>> 0);
  return block;
}

function schedule(view: DataView, offset: number): Int32Array {
  const words = new Int32Array(64);
  for (let i = 0; i < 16; i++) words[i] = view.getInt32(offset + i * 4);
  for (let i = 16; i < 64; i++) {
    const early = at(words, i - 15);
    const late = at(words, i - 2);
    const mixedEarly = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const mixedLate = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    words[i] = (at(words, i - 16) + mixedEarly + at(words, i - 7) + mixedLate) | 0;
  }
  return words;
}

function compress(state: Int32Array, words: Int32Array): void {
  let [a = 0, b = 0, c = 0, d = 0, e = 0, f = 0, g = 0, h = 0] = state;
  for (let i = 0; i < 64; i++) {
    const choice = (e & f) ^ (~e & g);
    const first = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const add = (h + first + choice + at(ROUND, i) + at(words, i)) | 0;
    const majority = (a & b) ^ (a & c) ^ (b & c);
    const second = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + add) | 0, c, b, a, (add + second + majority) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => (state[i] = (at(state, i) + word) | 0));
}

function sha256(bytes: readonly number[]): readonly number[] {
  const block = padded(bytes);
  const view = new DataView(block.buffer);
  const state = START.slice();
  for (let offset = 0; offset < block.length; offset += BLOCK_BYTES)
    compress(state, schedule(view, offset));
  return Array.from(state).flatMap((word) => [
    (word >>> 24) & 255,
    (word >>> 16) & 255,
    (word >>> 8) & 255,
    word & 255,
  ]);
}

const toHex = (bytes: readonly number[]): string =>
  bytes.map((byte) => byte.toString(16).padStart(2, '0')).join('');

/** SHA-256 of a text's UTF-8 bytes, lower-case hex. */
export function digestOf(text: string): string {
  return toHex(sha256(utf8Bytes(text)));
}

/** HMAC-SHA-256 of a text under a text key, lower-case hex. */
export function keyedDigest(key: string, text: string): string {
  const keyBytes = utf8Bytes(key);
  const short = keyBytes.length > BLOCK_BYTES ? sha256(keyBytes) : keyBytes;
  const block = Array.from({ length: BLOCK_BYTES }, (_, i) => short[i] ?? 0);
  const inner = sha256([...block.map((byte) => byte ^ 0x36), ...utf8Bytes(text)]);
  return toHex(sha256([...block.map((byte) => byte ^ 0x5c), ...inner]));
}

/**
 * The key of a bundle's tokens: the same bundle gives the same key, so equal input gives equal bytes.
 * Whoever holds the bundle can recompute it and try short secrets, but holds those secrets already.
 */
export function redactionKey(manifestDigests: readonly string[]): string {
  return digestOf(['skyvern-debrief/redact', ...manifestDigests.toSorted()].join('\n'));
}
