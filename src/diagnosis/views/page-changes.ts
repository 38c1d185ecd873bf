import type { ChangeDetail, SentenceKind, StepChange, TreeDiff } from '../../changes/index.ts';
import type { PageChange } from '../diagnosis.ts';
import { stepLabel } from '../step-label.ts';
import { plainStep } from '../to-plain.ts';
import { changeSentences, tellingSentences } from './change-sentences.ts';
import { cutLine, cutUrl } from './cut-text.ts';

const MAX_ROWS = 30;
const MAX_SENTENCES = 4;
const MAX_VALUE = 120;

/** What changed between the pages that successive steps of a task saw, first in words, then element by element. */
export function buildPageChanges(changes: readonly StepChange[]): PageChange[] {
  return changes.filter(({ from, to }) => from.taskId === to.taskId).map(pageChange);
}

function pageChange(change: StepChange): PageChange {
  const { from, to, diff } = change;
  const rows = tellingSentences(diff).flatMap(({ kind, details }) =>
    details.map((detail) => elementChange(kind, detail)),
  );
  const kept = rows.slice(0, MAX_ROWS);
  return {
    step: plainStep(to),
    page_url: to.pageUrl === undefined ? null : cutUrl(to.pageUrl),
    before: stepLabel(from),
    after: stepLabel(to),
    summary: summaryOf(change),
    counts: {
      added: diff.added.length,
      removed: diff.removed.length,
      moved: diff.moved.length,
      changed: diff.changed.length,
    },
    rows: kept,
    omitted: rows.length - kept.length + untold(diff),
  };
}

function summaryOf(change: StepChange): string {
  if (change.diff.relation === 'unchanged') return 'nothing changed';
  const sentences = changeSentences(change);
  if (sentences.length === 0) return 'small differences that no sentence describes';
  const more = sentences.length - MAX_SENTENCES;
  return `${sentences.slice(0, MAX_SENTENCES).join('; ')}${more > 0 ? `; and ${more} more` : ''}`;
}

/** Sentences carry only the first changes of a group. On another page nearly all differs, and none of it is a change. */
function untold(diff: TreeDiff): number {
  if (diff.relation !== 'same-page') return 0;
  return tellingSentences(diff).reduce(
    (sum, { count, details }) => sum + Math.max(0, count - details.length),
    0,
  );
}

function elementChange(kind: SentenceKind, detail: ChangeDetail): PageChange['rows'][number] {
  return {
    kind: kindOf(kind, detail),
    element: cutLine(detail.subject, MAX_VALUE),
    before: valueOf(detail.before),
    after: valueOf(detail.after),
  };
}

function kindOf(kind: SentenceKind, detail: ChangeDetail): PageChange['rows'][number]['kind'] {
  if (detail.beforePlace === undefined && detail.afterPlace !== undefined) return 'added';
  if (detail.afterPlace === undefined && detail.beforePlace !== undefined) return 'removed';
  return kind === 'order' ? 'moved' : 'changed';
}

function valueOf(value: string | undefined): string | null {
  return value === undefined || value === '' ? null : cutLine(value, MAX_VALUE);
}
