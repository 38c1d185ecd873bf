/** SHA-256 in plain JavaScript: synchronous, so that pure code can check hashes, and without `node:crypto`. */

const BLOCK_BYTES = 64;
const WORK_BYTES = 256;

// DataView rather than typed arrays: its reads are numbers to the compiler and as fast in V8.
const ROUND_CONSTANTS = viewOf([
  0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
  0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
  0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
  0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
  0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
  0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
  0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
  0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2,
]);
const INITIAL_STATE = [
  0x6a09e667, 0xbb67ae85, 0x3c6ef372, 0xa54ff53a, 0x510e527f, 0x9b05688c, 0x1f83d9ab, 0x5be0cd19,
];

const encoder = new TextEncoder();

/** Lower-case hex digest of the UTF-8 bytes of a text. */
export function sha256Hex(text: string): string {
  return sha256OfBytes(encoder.encode(text));
}

/** Lower-case hex digest of bytes. */
export function sha256OfBytes(bytes: Uint8Array): string {
  const message = padMessage(bytes);
  const state = viewOf(INITIAL_STATE);
  const work = new DataView(new ArrayBuffer(WORK_BYTES));
  for (let offset = 0; offset < message.byteLength; offset += BLOCK_BYTES) {
    expandBlock(message, offset, work);
    mixBlock(state, work);
  }
  return toHex(state);
}

function viewOf(words: readonly number[]): DataView {
  const view = new DataView(new ArrayBuffer(words.length * 4));
  words.forEach((word, index) => view.setUint32(index * 4, word));
  return view;
}

function padMessage(bytes: Uint8Array): DataView {
  const paddedBytes = (((bytes.length + 8) >>> 6) + 1) * BLOCK_BYTES;
  const padded = new Uint8Array(paddedBytes);
  padded.set(bytes);
  padded[bytes.length] = 0x80;
  const view = new DataView(padded.buffer);
  view.setUint32(paddedBytes - 8, Math.floor(bytes.length / 0x20000000));
  view.setUint32(paddedBytes - 4, (bytes.length << 3) >>> 0);
  return view;
}

function expandBlock(message: DataView, offset: number, work: DataView): void {
  for (let at = 0; at < 64; at += 4) work.setInt32(at, message.getInt32(offset + at));
  for (let at = 64; at < WORK_BYTES; at += 4) {
    const early = work.getInt32(at - 60);
    const late = work.getInt32(at - 8);
    const earlyMix = rotate(early, 7) ^ rotate(early, 18) ^ (early >>> 3);
    const lateMix = rotate(late, 17) ^ rotate(late, 19) ^ (late >>> 10);
    work.setInt32(at, (work.getInt32(at - 64) + earlyMix + work.getInt32(at - 28) + lateMix) | 0);
  }
}

function mixBlock(state: DataView, work: DataView): void {
  let a = state.getInt32(0);
  let b = state.getInt32(4);
  let c = state.getInt32(8);
  let d = state.getInt32(12);
  let e = state.getInt32(16);
  let f = state.getInt32(20);
  let g = state.getInt32(24);
  let h = state.getInt32(28);
  for (let at = 0; at < WORK_BYTES; at += 4) {
    const sumE = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
    const choice = (e & f) ^ (~e & g);
    const first = (h + sumE + choice + ROUND_CONSTANTS.getInt32(at) + work.getInt32(at)) | 0;
    const sumA = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
    const majority = (a & b) ^ (a & c) ^ (b & c);
    h = g;
    g = f;
    f = e;
    e = (d + first) | 0;
    d = c;
    c = b;
    b = a;
    a = (first + sumA + majority) | 0;
  }
  [a, b, c, d, e, f, g, h].forEach((word, index) => {
    state.setInt32(index * 4, (state.getInt32(index * 4) + word) | 0);
  });
}

function rotate(word: number, bits: number): number {
  return (word >>> bits) | (word << (32 - bits));
}

function toHex(state: DataView): string {
  let hex = '';
  for (let at = 0; at < state.byteLength; at += 4) {
    hex += state.getUint32(at).toString(16).padStart(8, '0');
  }
  return hex;
}
