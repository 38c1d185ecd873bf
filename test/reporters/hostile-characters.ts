import fc from 'fast-check';

const CONTROL = [
  0x00, 0x07, 0x08, 0x0b, 0x0c, 0x0d, 0x1b, 0x7f, 0x85, 0x90, 0x9b, 0x9c, 0x9d, 0x9f,
];
const INVISIBLE = [
  0xad, 0x61c, 0x200b, 0x200e, 0x200f, 0x202a, 0x202e, 0x2028, 0x2029, 0x2066, 0x2069, 0xfeff,
  0xe0001, 0xe0041, 0xe007f,
];
const SEQUENCES = [
  '\u001B[31m',
  '\u001B]8;;https://evil.example\u0007',
  '\u001B]0;title',
  '\u009B2J',
  '\u0090q',
  '\u001Bc',
  '\r\n',
  '\rover',
  '\uD800',
  '\uDC00x',
];

const character = fc
  .constantFrom(...CONTROL, ...INVISIBLE)
  .map((code) => String.fromCodePoint(code));

/** Text full of what acts on a terminal or hides in it. */
export const hostileText = fc
  .array(
    fc.oneof(character, fc.constantFrom(...SEQUENCES), fc.string({ unit: 'binary', maxLength: 8 })),
    { maxLength: 12 },
  )
  .map((pieces) => pieces.join(''));
