import type { RequestGroup } from './groups.ts';
import { outlineOf } from './outline.ts';
import { causesOf, groupTitle, headline, occurrences, oneLine } from './phrases.ts';
import type { RequestReport } from './report.ts';

/** Markdown of a report. Whatever a page or server wrote stands in code spans, where nothing is markup. */
export function renderMarkdown(report: RequestReport, { isAll = false } = {}): string {
  const lines = ['# Failed requests', '', headline(report)];
  for (const group of report.groups) lines.push('', ...groupLines(group));
  for (const { title, lines: sectionLines } of outlineOf(report, isAll)) {
    lines.push('', `## ${title}`, '', ...sectionLines.map((line) => `- ${codeSpan(line)}`));
  }
  return `${lines.join('\n')}\n`;
}

function groupLines(group: RequestGroup): readonly string[] {
  const { requests, why, level, consoleLine } = group;
  const lines = [
    `## ${codeSpan(groupTitle(group))}${requests.length > 1 ? ` ${requests.length}×` : ''}`,
    '',
    `- ${level === 'possible' ? 'May have mattered' : 'Why it matters'}: ${codeSpan(oneLine(why, 300))}`,
    `- When: ${codeSpan(occurrences(group))}`,
  ];
  const causes = causesOf(group);
  if (causes.length > 0) lines.push(`- Caused by: ${codeSpan(causes.slice(0, 4).join('; '))}`);
  if (consoleLine !== undefined) {
    lines.push(`- Console line ${consoleLine.line}: ${codeSpan(oneLine(consoleLine.text))}`);
  }
  return lines;
}

/** A span fenced by more backticks than it holds. */
function codeSpan(text: string): string {
  const runs = text.match(/`+/g) ?? [];
  const longest = runs.reduce((length, run) => Math.max(length, run.length), 0);
  const fence = '`'.repeat(longest + 1);
  const padding = text.startsWith('`') || text.endsWith('`') ? ' ' : '';
  return `${fence}${padding}${text}${padding}${fence}`;
}
