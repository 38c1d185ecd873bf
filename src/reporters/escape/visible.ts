/** Control characters but tab and newline, bidirectional and other invisible format characters, tags, line separators. */
const INVISIBLE =
  /(?![\t\n])\p{Cc}|[\u00AD\u061C\u180E\u200B\u200E\u200F\u202A-\u202E\u2028\u2029\u2060-\u206F\uFEFF\uFFF9-\uFFFB]|[\u{E0000}-\u{E0FFF}]/gu;

/** Halves of a pair that no encoding can carry. */
const LONE_SURROGATE = /\p{Surrogate}/gu;

function codePointName(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

/** Shows what would act on a screen or hide in it as `\u{…}`; text without such characters stays as it is. */
export function visible(text: string): string {
  const sound = text.replace(LONE_SURROGATE, '\uFFFD');
  return sound.replaceAll('\r\n', '\n').replace(INVISIBLE, codePointName);
}

/** The same on one line. */
export function visibleLine(text: string): string {
  return visible(text.replace(/[\t\r\n]+/g, ' '));
}
