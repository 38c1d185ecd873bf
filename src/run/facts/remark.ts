import { isSparse } from './maintenance.ts';
import type { TextLife } from './text-lives.ts';
import { isToTheVisitor } from './to-the-visitor.ts';

const HARDLY_ANY = 3;
/** Two or three words, with nothing said of anybody else. */
const CURT = 30;

/** A line that was on the page from the start, beside its matter: it means neither the visitor nor what was done. Pages that refuse say little else, and mean their reader. */
export function isRemark({ text, last, isInitial }: TextLife): boolean {
  if (!isInitial || text.isHeading || text.isMessage || last.texts.length <= HARDLY_ANY)
    return false;
  return !isSparse(last) || (text.text.length > CURT && !isToTheVisitor(text.text));
}
