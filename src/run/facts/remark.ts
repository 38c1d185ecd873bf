import type { Run } from '../run.ts';
import { isSparse } from './maintenance.ts';
import { outlivedUse } from './outlived.ts';
import type { TextLife } from './text-lives.ts';
import { isToTheVisitor } from './to-the-visitor.ts';

const HARDLY_ANY = 3;
/** Two or three words, with nothing said of anybody else. */
const CURT = 30;

/** A page with so few texts has nothing beside its matter. */
const FEW = 6;

/**
 * A line that was on the page from the start, beside its matter: a question, a banner over a page that was used, or words that mean neither the visitor nor what was done.
 * Pages that refuse say little else, and mean their reader.
 */
export function isRemark(run: Run, life: TextLife): boolean {
  const { text, last, isInitial } = life;
  if (!isInitial || last.texts.length <= HARDLY_ANY) return false;
  if (last.texts.length > FEW && (text.text.includes('?') || outlivedUse(run, life))) return true;
  if (text.isHeading || text.isMessage) return false;
  return !isSparse(last) || (text.text.length > CURT && !isToTheVisitor(text.text));
}
