const INVISIBLE = /[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
const LONGEST_SHOWN = 120;

/** Untrusted text made harmless for one line of a terminal: controls, bidi marks and line breaks become `\u{…}`. */
export function visibleText(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    return `\\u{${codePoint.toString(16)}}`;
  });
}

/** A name out of a bundle, for messages: visible, quoted and of bounded length. */
export function quoteName(name: string): string {
  const shown = name.length > LONGEST_SHOWN ? `${name.slice(0, LONGEST_SHOWN)}…` : name;
  return `"${visibleText(shown)}"`;
}
