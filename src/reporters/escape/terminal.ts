import { visibleLine } from './visible.ts';

const ESC = '\u001B';

/** Text for one line of a terminal: nothing in it can move the cursor, change colours or hide. */
export function terminalText(text: string): string {
  return visibleLine(text);
}

/** `text` as a link where the terminal knows OSC 8; only addresses that cannot run anything. */
export function terminalLink(text: string, address: string): string {
  if (!/^(?:https?|file):\/\/[\u0021-\u007E]*$/.test(address)) return text;
  return `${ESC}]8;;${address}${ESC}\\${text}${ESC}]8;;${ESC}\\`;
}

/** `text` in a graphic rendition and back to the default. */
export function terminalStyle(text: string, rendition: number): string {
  return `${ESC}[${rendition}m${text}${ESC}[0m`;
}
