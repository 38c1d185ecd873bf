import type { Run } from '../run.ts';
import { speaksOf } from './lexicon.ts';
import type { PageState } from './page-states.ts';
import { textLives, type TextLife } from './text-lives.ts';

/** Texts of a page that offers nothing but its message. */
const SPARSE = 15;

/** A text that says the site is closed for maintenance, on a page that stayed to the end of its task. Banners about future work stand on pages that work. */
export function maintenanceText(run: Run): TextLife | undefined {
  return textLives(run).find(
    (life) =>
      life.isLasting &&
      life.text.text.length <= 300 &&
      speaksOf(life.text.text, 'maintenance') &&
      isMainMatter(life) &&
      !isFilledIn(run, life),
  );
}

/** What a page is about: it says little else, or says it in its title or first heading. */
export function isMainMatter({ text, last }: TextLife): boolean {
  return isSparse(last) || isFirstHeading(last, text.key) || isTitle(last, text.key);
}

export function isSparse(state: PageState): boolean {
  return state.texts.length <= SPARSE;
}

function isFirstHeading(state: PageState, key: string): boolean {
  return state.texts.find(({ isHeading }) => isHeading)?.key === key;
}

function isTitle({ page }: PageState, key: string): boolean {
  const title = page?.title?.trim().toLowerCase() ?? '';
  return title !== '' && key.includes(title);
}

/** A page whose fields were filled in works, whatever its banner says. */
function isFilledIn(run: Run, life: TextLife): boolean {
  const from = run.steps.indexOf(life.first.step);
  return run.steps
    .slice(Math.max(0, from + (life.first.action === undefined ? 0 : 1)))
    .some(
      (step) =>
        step.taskId === life.first.step.taskId &&
        step.actions.some(
          ({ type, status }) =>
            status === 'completed' && (type === 'input_text' || type === 'select_option'),
        ),
    );
}
