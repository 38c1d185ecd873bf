/** Lists of a page: the rows among which a wanted entry should stand. */
import type { HtmlPage } from '../../artifacts/html.ts';
import type { Run, Step } from '../run.ts';
import { pageStates, type PageText } from './page-states.ts';

const ROW_TAGS: ReadonlySet<string> = new Set(['tr', 'li', 'article', 'dt', 'option']);
const ROW_ROLES: ReadonlySet<string> = new Set(['row', 'listitem', 'option', 'treeitem']);
/** Lists for getting around are no data. */
const FRAME_TAGS: ReadonlySet<string> = new Set(['nav', 'header', 'footer', 'thead']);
const MAX_ENTRIES = 500;
/** Hostile pages nest without end. */
const MAX_HOPS = 100;

/** First text of every row in the lists of the page that a step started from. */
export function listEntries(run: Run, step: Step): readonly PageText[] {
  const state = pageStates(run).find((candidate) => candidate.step === step);
  const { page } = state ?? {};
  if (state === undefined || page === undefined) return [];
  const rows = new Map<number, PageText>();
  for (const [index, segment] of page.texts.entries()) {
    const text = state.texts[index];
    const row = rowOf(page, segment.element);
    if (row !== undefined && text !== undefined && !rows.has(row)) rows.set(row, text);
    if (rows.size >= MAX_ENTRIES) break;
  }
  return [...rows.values()];
}

/** The row of a list that an element belongs to. */
export function rowOf(page: HtmlPage, element: number): number | undefined {
  let row: number | undefined;
  let at = element;
  for (let hops = 0; hops < MAX_HOPS && at >= 0; hops += 1) {
    const found = page.elements[at];
    if (found === undefined) break;
    if (FRAME_TAGS.has(found.tagName) || found.tagName === 'th') return undefined;
    if (
      row === undefined &&
      (ROW_TAGS.has(found.tagName) || ROW_ROLES.has(found.attributes['role'] ?? ''))
    )
      row = at;
    at = found.parent;
  }
  return row;
}

/** `TK-4469` has the form of `TK-4471`: same letters, other digits. Only for names that have both kinds or four digits. */
export function sameShape(text: string, name: string): boolean {
  if (!/\d/.test(name) || name.length < 4) return false;
  const wanted = shapeOf(name);
  return (
    text.length <= 200 &&
    (text.match(/[\p{L}\d][\p{L}\d./-]{2,40}/gu) ?? []).some(
      (word) => shapeOf(word) === wanted && word.toLowerCase() !== name.toLowerCase(),
    )
  );
}

function shapeOf(word: string): string {
  return word.toLowerCase().replace(/\d/g, '9');
}
