import type { Diagnosis, RequestRow } from '../../diagnosis/diagnosis.ts';
import { count, thousands } from '../words/amount.ts';
import { durationWords } from '../words/moment.ts';
import { bad, code, list, muted, paragraph, prose } from './block.ts';
import type { Block, Line } from './block.ts';

const SHOWN = 12;

/** `422`, or why there was no answer. */
export function answerOf(row: RequestRow): string {
  return row.status > 0 ? String(row.status) : (row.failure ?? 'no answer');
}

/** One request on one line. */
export function requestLine(row: RequestRow): Line {
  const answer = row.outcome === 'failed' ? bad(answerOf(row)) : prose(answerOf(row));
  const time = row.duration_ms === null ? [] : [muted(` ${durationWords(row.duration_ms)}`)];
  const reason = row.reason === null ? [] : [muted(` ${row.reason}`)];
  return [answer, prose(' '), code(`${row.method} ${row.url}`), ...time, ...reason];
}

/** Requests one after another in the report, those alike on one line. */
export function requestLines(rows: readonly RequestRow[], most: number): readonly Line[] {
  const groups = new Map<string, RequestRow[]>();
  for (const row of rows) {
    const key = [row.method, row.url, answerOf(row), row.reason].join(' ');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [row]);
    else group.push(row);
  }
  return [...groups.values()].slice(0, most).flatMap(([row, ...others]) => {
    if (row === undefined) return [];
    const line = requestLine(row);
    return [others.length === 0 ? line : [...line, muted(` (${others.length + 1} times)`)]];
  });
}

function tally(rows: readonly RequestRow[], omitted: number): string {
  const noise = rows.filter((row) => row.outcome === 'noise').length;
  const failed = rows.filter((row) => row.outcome === 'failed').length;
  const total = rows.length + omitted;
  const none = noise === 0 ? 'none' : 'none that mattered';
  const folded = noise === 0 ? '' : `; ${count(noise, 'failure')} of no importance left out`;
  return `${thousands(total)} request${total === 1 ? '' : 's'}, ${failed === 0 ? none : thousands(failed)} failed${folded}.`;
}

/** Failed requests of the whole run; the noise is only counted. */
export function networkBlocks(diagnosis: Diagnosis): readonly Block[] {
  const { network } = diagnosis;
  if (network === undefined) return [];
  const failed = network.rows.filter((row) => row.outcome === 'failed');
  const lines = requestLines(failed, Infinity);
  const more = lines.length - SHOWN;
  return [
    paragraph(prose(tally(network.rows, network.omitted))),
    ...(lines.length === 0 ? [] : [list(lines.slice(0, SHOWN).map((line) => ({ line })))]),
    ...(more > 0
      ? [
          paragraph(
            muted(`${count(more, 'more kind')} of failed request in the JSON and HTML reports.`),
          ),
        ]
      : []),
  ];
}
