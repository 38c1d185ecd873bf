import type { Run } from '../run.ts';
import { speaksOf } from './lexicon.ts';
import { textLives, type TextLife } from './text-lives.ts';

/** A text that says the site is closed for maintenance, on a page that stayed to the end of its task. Banners about future work stand on pages that work. */
export function maintenanceText(run: Run): TextLife | undefined {
  const lasting = textLives(run).filter((life) => life.isLasting);
  const found = lasting.find(
    ({ text }) => text.text.length <= 300 && speaksOf(text.text, 'maintenance'),
  );
  // A page that is closed offers little else; a banner stands above a page full of things.
  return found !== undefined &&
    (found.text.isHeading || lasting.filter((life) => life.last === found.last).length <= 12)
    ? found
    : undefined;
}
