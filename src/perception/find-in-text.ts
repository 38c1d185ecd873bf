/** UTF-16 offsets of a hit. */
export interface TextHit {
  readonly start: number;
  readonly end: number;
}

/** Finds words as a person would: case and the amount of white space do not matter, and markup may escape an ampersand. */
export function findInText(text: string, wanted: string): TextHit | undefined {
  const words = wanted
    .trim()
    .split(/\s+/)
    .filter((word) => word !== '');
  if (words.length === 0) return undefined;
  const pattern = new RegExp(words.map(escapeWord).join('\\s+'), 'iu');
  const found = pattern.exec(text);
  return found === null ? undefined : { start: found.index, end: found.index + found[0].length };
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '(?:&amp;|&)',
  '<': '(?:&lt;|<)',
  '>': '(?:&gt;|>)',
  '"': '(?:&quot;|")',
};

function escapeWord(word: string): string {
  return word.replaceAll(/[&<>"\\^$.*+?()[\]{}|/]/gu, (sign) => ENTITIES[sign] ?? `\\${sign}`);
}
