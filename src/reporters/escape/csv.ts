import { visible } from './visible.ts';

/** A spreadsheet would take these for the start of a formula (OWASP, CSV injection). */
const FORMULA = /^[=+\-@\t\r\n|%]/;

/** One cell, always quoted; a cell that looks like a formula gets an apostrophe in front. */
export function csvCell(text: string): string {
  const shown = visible(text);
  const safe = FORMULA.test(shown.trimStart()) || FORMULA.test(shown) ? `'${shown}` : shown;
  return `"${safe.replaceAll('"', '""')}"`;
}
