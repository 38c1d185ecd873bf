import { redactUrlQuery } from '../support/url-text.ts';
import { hideQueries } from './hide-queries.ts';
import { linkHeadline } from './link-headline.ts';
import type { LinkReport } from './link-report.ts';
import { linkNotes, linkRows, type LinkRow } from './link-table.ts';
import { linksToJson } from './links-json.ts';

export type LinkFormat = 'terminal' | 'json' | 'markdown';

export interface LinkFormatOptions {
  readonly format: LinkFormat;
  /** Takes secrets out of a text; by default addresses lose their queries. */
  readonly redact?: ((text: string) => string) | undefined;
  /** Tables show addresses without query unless told so. */
  readonly showsQueries?: boolean | undefined;
}

/** The report as text, the outcome in its first line. */
export function formatLinks(report: LinkReport, options: LinkFormatOptions): string {
  const redact = options.redact ?? hideQueries;
  if (options.format === 'json') return linksToJson(report, redact);
  const showUrl = (url: string): string =>
    shorten(redact(options.showsQueries === true ? url : redactUrlQuery(url)));
  const parts = {
    headline: redact(linkHeadline(report, showUrl)),
    ...linkRows(report, showUrl),
    notes: linkNotes(report, showUrl).map(redact),
  };
  return options.format === 'markdown' ? toMarkdown(parts) : toTerminal(parts);
}

interface Parts {
  readonly headline: string;
  readonly rows: readonly LinkRow[];
  readonly omittedCount: number;
  readonly notes: readonly string[];
}

const LONGEST_URL = 100;
function shorten(url: string): string {
  return url.length <= LONGEST_URL ? url : `${url.slice(0, LONGEST_URL)}…`;
}

const COLUMNS = ['', 'step', 'used by', 'key', 'known as', 'address', 'then'] as const;
const MARKS = { lost: '✗', trouble: '!', fine: '✓', idle: '·' } as const;

function cellsOf({
  verdict,
  step,
  user,
  key,
  knowledge,
  address,
  fate,
}: LinkRow): readonly string[] {
  return [MARKS[verdict], step, user, key, knowledge, address, fate];
}

function toTerminal({ headline, rows, omittedCount, notes }: Parts): string {
  const table = [COLUMNS, ...rows.map(cellsOf)].map((cells) => cells.map(printable));
  const widths = COLUMNS.map((_, column) =>
    table.reduce((width, cells) => Math.max(width, cells[column]?.length ?? 0), 0),
  );
  const lines = table.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  );
  const omitted = omittedCount > 0 ? [`${omittedCount} more: see --format json`] : [];
  const body = rows.length === 0 ? [] : ['', ...lines, ...omitted];
  return `${[printable(headline), ...body, '', ...notes.map(printable)].join('\n')}\n`;
}

function toMarkdown({ headline, rows, omittedCount, notes }: Parts): string {
  const table = [
    COLUMNS,
    COLUMNS.map(() => '---'),
    ...rows.map((row) => cellsOf(row).map(escapeMarkdown)),
  ];
  const lines = table.map((cells) => `| ${cells.join(' | ')} |`);
  const omitted = omittedCount > 0 ? ['', `${omittedCount} more: see the JSON report.`] : [];
  const body = rows.length === 0 ? [] : [...lines, ...omitted, ''];
  const list = notes.map((note) => `- ${escapeMarkdown(note)}`);
  return `${[`**${escapeMarkdown(headline)}**`, '', ...body, ...list].join('\n')}\n`;
}

/** Control characters and invisible marks, those of writing direction included, would let a page write to the terminal. */
function printable(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\u2028\u2029]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}

function escapeMarkdown(text: string): string {
  return printable(text)
    .replace(/[\\`*_{}[\]<>|#!~&@]/g, '\\$&')
    .replaceAll('://', '&#58;//')
    .replaceAll('www.', 'www&#46;');
}
