import type { LinkReport } from '../links/index.ts';
import { linkNotes } from '../links/link-table.ts';
import { outlineOf } from '../requests/outline.ts';
import { requestReportOf } from '../requests/request-report-of.ts';
import type { Run } from '../run/run.ts';
import type { Section } from './diagnosis.ts';
import { cutLine, cutUrl } from './views/cut-text.ts';

const MAX_ROWS = 20;
const MAX_ROW = 300;
const MAX_LINES = 5;

/** What no typed view covers, as plain lists. */
export function buildSections(run: Run, cause: string | null, links: LinkReport): Section[] {
  return [
    listSection('traffic', 'More about the traffic', trafficNotes(run, cause)),
    listSection('link-notes', 'More about the links', notesOn(links)),
    listSection('unreadable', 'Files with trouble', fileNotes(run)),
  ].flatMap((section) => section ?? []);
}

function listSection(id: string, title: string, rows: readonly string[]): Section | undefined {
  if (rows.length === 0) return undefined;
  const more = rows.length - MAX_ROWS;
  const shown = rows.slice(0, MAX_ROWS).map((row) => cutLine(row, MAX_ROW));
  const rest = more > 0 ? [`and ${more} more`] : [];
  return { id, title, details: [{ kind: 'list', rows: [...shown, ...rest] }] };
}

/** Told by the rows of the network view already, or by the coverage. */
const TOLD_ELSEWHERE: ReadonlySet<string> = new Set([
  'Answered 200 and meant failure',
  'Unfinished when the browser closed',
  'Failed without harm',
  'Not visible here',
]);

function trafficNotes(run: Run, cause: string | null): readonly string[] {
  const isAboutAccess = cause?.startsWith('access.') === true;
  return (
    outlineOf(requestReportOf(run), true)
      .filter(({ title }) => !TOLD_ELSEWHERE.has(title))
      // Every run that signs in has this story; it is news only where access was the trouble.
      .filter(({ title }) => isAboutAccess || title !== 'Signing in')
      .flatMap(({ title, lines }) => distinct(lines).map((line) => `${title}: ${line}`))
  );
}

/** The same thing at another entry is no news. */
function distinct(lines: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  const kept = lines.filter((line) => {
    const key = line.replace(/\bentry \d+/g, 'entry');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
  const more = kept.length - MAX_LINES;
  return more > 0 ? [...kept.slice(0, MAX_LINES), `and ${more} more`] : kept;
}

function notesOn(links: LinkReport): readonly string[] {
  const hasNews = links.damaged.length > 0 || links.templates.length > 0;
  return hasNews ? linkNotes(links, cutUrl) : [];
}

function fileNotes(run: Run): readonly string[] {
  return run.problems.map(({ entry, message }) => `${entry}: ${message}`);
}
