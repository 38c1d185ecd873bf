import type { TimelineRow } from '../../diagnosis/diagnosis.ts';
import { count, thousands } from '../words/amount.ts';
import { durationWords } from '../words/moment.ts';
import { moodOf } from '../words/outcome.ts';
import { bad, code, dotted, good, muted, prose, strong } from './block.ts';
import type { Block, Line, Span, TreeRow } from './block.ts';

/** Beyond this many rows those far from the decisive one are folded. */
const MAX_ROWS = 40;
/** Rows kept around the decisive one. */
const NEIGHBOURHOOD = 4;

function statusSpan(status: string): Span {
  const mood = moodOf(status);
  if (mood === 'open') return muted(status);
  return mood === 'bad' ? bad(status) : good(status);
}

function rowLine(row: TimelineRow): Line {
  const turn = row.iteration === undefined ? [] : [muted(turnWords(row.iteration))];
  const time = row.duration_ms === null ? [] : [muted(durationWords(row.duration_ms))];
  const tokens = row.tokens === null ? [] : [muted(`${thousands(row.tokens)} tokens`)];
  const label = row.decisive ? strong(row.label) : prose(row.label);
  return dotted([...turn, label, statusSpan(row.status), ...time, ...tokens]);
}

function turnWords(iteration: { readonly index: number; readonly value: string | null }): string {
  return `turn ${iteration.index + 1}${iteration.value === null ? '' : ` (${iteration.value})`}`;
}

function actionLine(action: TimelineRow['actions'][number]): Line {
  const error = action.error === null ? [] : [muted(' – '), code(action.error)];
  const mark = action.status === 'failed' ? bad('failed ') : prose('');
  return [mark, prose(action.text), ...error];
}

function treeRow(row: TimelineRow): TreeRow {
  const note = row.note === null ? [] : [[muted(row.note)]];
  return {
    depth: row.depth,
    mark: row.decisive ? 'decisive' : moodOf(row.status),
    line: rowLine(row),
    details: [...row.actions.map(actionLine), ...note],
  };
}

function foldedRow(rows: readonly TimelineRow[]): TreeRow {
  const depth = rows.reduce((least, row) => Math.min(least, row.depth), Infinity);
  const failed = rows.filter((row) => moodOf(row.status) === 'bad').length;
  const words = `… ${count(rows.length, 'row')} left out, ${failed === 0 ? 'none' : failed} of them failed`;
  return { depth, mark: 'open', line: [muted(words)], details: [] };
}

function isWorthARow(rows: readonly TimelineRow[], index: number): boolean {
  if (rows.length <= MAX_ROWS) return true;
  const near = rows.slice(Math.max(0, index - NEIGHBOURHOOD), index + NEIGHBOURHOOD + 1);
  return index === 0 || index === rows.length - 1 || near.some((row) => row.decisive);
}

/** Every block and step; in long runs only the ends and what surrounds the decisive step. */
export function timelineBlocks(rows: readonly TimelineRow[]): readonly Block[] {
  const tree: TreeRow[] = [];
  let folded: TimelineRow[] = [];
  rows.forEach((row, index) => {
    if (!isWorthARow(rows, index)) {
      folded.push(row);
      return;
    }
    if (folded.length > 0) tree.push(foldedRow(folded));
    folded = [];
    tree.push(treeRow(row));
  });
  return tree.length === 0 ? [] : [{ kind: 'tree', rows: tree }];
}
