import type { Run } from '../run.ts';
import { pageStates, type PageState } from './page-states.ts';

/** Of a page that was only added to, so much is known from before. */
const MOSTLY = 0.6;

/** Whether a text was added to a page that otherwise stayed: a message on it, and not another page in its place. */
export function isAddition(run: Run, { first }: { readonly first: PageState }): boolean {
  const before = pageStates(run).findLast(
    (state) => state.index < first.index && state.step.taskId === first.step.taskId,
  );
  if (before === undefined || first.texts.length < 2) return false;
  const known = new Set(before.texts.map(({ key }) => key));
  const kept = first.texts.filter(({ key }) => known.has(key)).length;
  return kept >= first.texts.length * MOSTLY;
}
